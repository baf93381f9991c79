"""The database behind a store, seen and touched through a connection that hansard knows not of."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from features.support.world import World

Row = tuple[Any, ...]

TABLES = ("sessions", "session_messages", "session_tags")
_DIGESTED = (
    "namespace session_id sequence message_id role content tool_calls_json tool_call_id"
    " metadata_json payload_json timestamp"
).split()
_REFUSAL_IN_SQLITE = """
    CREATE TRIGGER refusal BEFORE INSERT ON session_messages WHEN NEW.content = '"Refuse me"'
    BEGIN SELECT RAISE(ABORT, 'refused by the database'); END
"""
_REFUSAL_IN_POSTGRESQL = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused by the database' USING ERRCODE = '{state}'; END $$;
    CREATE TRIGGER refusal BEFORE INSERT ON session_messages FOR EACH ROW
    WHEN (NEW.content = '"Refuse me"') EXECUTE FUNCTION refuse()
"""


class RawConnection:
    """A driver's own connection; every statement is its own transaction.

    Args:
        url: of the store's database.
    """

    def __init__(self, url: str) -> None:
        parts = make_url(url)
        self.is_sqlite = parts.get_backend_name() == "sqlite"
        self._connection: Any
        if self.is_sqlite:
            self._connection = sqlite3.connect(parts.database or "", isolation_level=None)
        else:
            address = parts.set(drivername="postgresql").render_as_string(hide_password=False)
            self._connection = psycopg.connect(address, autocommit=True)

    def run(self, statement: str, *values: object) -> list[Row]:
        """Run a statement with ``?`` for each value, and give its rows."""
        text = statement if self.is_sqlite else statement.replace("?", "%s")
        cursor = self._connection.execute(text, values)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def raw_connection(world: World) -> Iterator[RawConnection]:
    """Open a connection to the database of a scenario."""
    assert world.url is not None, "a store in memory has no database"
    with closing(RawConnection(world.url)) as connection:
        yield connection


def stored_texts(world: World, session_id: str) -> list[dict[str, bytes | None]]:
    """Give the messages of a session as they are stored, each column as bytes, in order."""
    columns = [*_DIGESTED, "checksum"]
    with raw_connection(world) as connection:
        as_bytes = "CAST({0} AS BLOB)" if connection.is_sqlite else "convert_to({0}::text, 'UTF8')"
        selected = ", ".join(as_bytes.format(column) for column in columns)
        rows = connection.run(
            f"SELECT {selected} FROM session_messages WHERE session_id = ? ORDER BY sequence",
            session_id,
        )
    texts = [[None if value is None else bytes(value) for value in row] for row in rows]
    return [dict(zip(columns, row, strict=True)) for row in texts]


def message_checksum(row: dict[str, bytes | None]) -> bytes:
    """Give the SHA-256 that a stored message should have, in hex.

    It is made here once more, over the lines that the reference of the schema names.
    """
    lines = [b"1", *(row[column] or b"" for column in _DIGESTED)]
    return hashlib.sha256(b"\n".join(lines)).hexdigest().encode()


def snapshot(world: World) -> object:
    """Give what would differ if anything at all was written to the database."""
    if world.url is None:
        return world.record()
    path = make_url(world.url).database or ""
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            return [file.read_bytes() for file in (Path(path), Path(f"{path}-wal"))]
        return [
            sorted(connection.run(f"SELECT ctid::text, xmin::text, t::text FROM {table} AS t"))
            for table in TABLES
        ]


def refuse_messages(world: World, state: str = "P0001") -> None:
    """Let the database refuse every message that says ``Refuse me``.

    Args:
        state: the SQLSTATE that PostgreSQL gives.
    """
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            connection.run(_REFUSAL_IN_SQLITE)
        else:
            connection.run(_REFUSAL_IN_POSTGRESQL.format(state=state))


def accept_messages(world: World) -> None:
    """Let the database accept every message again."""
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            connection.run("DROP TRIGGER IF EXISTS refusal")
        else:
            connection.run("DROP FUNCTION IF EXISTS refuse CASCADE")
