"""Databases at every revision of the schema, on the way up and on the way down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parse import with_pattern
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    MetaData,
    Table,
    inspect,
    make_url,
)

from features.support.storage import raw_connection
from features.support.world import World
from hansard.infrastructure.database import Database, schema

NOTHING = "none"
_EMPTY = "an empty"
_CHOICES = {"tier": "pro", "role": "user", "content": '"Zoë"', "tags_json": '["Zoë"]'}
_STATUSES = {"sessions": "active", "endpoint_runs": "success", "runs": "completed"}


@with_pattern("an empty|a new")
def read_made(text: str) -> str:
    return text


@with_pattern("upgraded to|taken back to|marked by a newer version as")
def read_moved(text: str) -> str:
    return text


@with_pattern("[a-z][0-9]_[0-9]{3}_[a-z_]+|none")
def read_revision(text: str) -> str:
    return text


def make(world: World, made: str) -> None:
    """Give the scenario a database of its own, without any schema or ready for use."""
    world.url = world.backend.empty()
    if made != _EMPTY:
        world.reopen()


def move(world: World, moved: str, revision: str) -> None:
    """Bring the scenario's database to a revision, as the attempt of the scenario."""
    world.kept.pop("file", None)
    world.run(lambda: _WAYS[moved](world, revision))


def current(world: World) -> str:
    """Give the revision of the scenario's database."""
    with _database(world) as database:
        return schema.current(database) or NOTHING


def tables(world: World) -> list[str]:
    """Give the tables of the scenario's database, without the one that says its revision."""
    with _database(world) as database, database.dialect.engine.connect() as connection:
        found = inspect(connection).get_table_names()
    saying = [] if current(world) == NOTHING else [schema.VERSION_TABLE]
    return sorted(name for name in found if name not in saying)


def fill(world: World) -> None:
    """Put a row into every table of the scenario's database, and keep what is in them."""
    with _database(world) as database, database.dialect.setup_lock() as connection:
        for table in _tables(connection):
            connection.execute(table.insert().values(_row(table)))
    keep_rows(world)


def keep_rows(world: World) -> None:
    """Keep what is in every table of the scenario's database, to be compared with."""
    world.kept |= {"rows": _rows(world), "file": _file_of(world)}


def check_rows(world: World) -> None:
    """Check that every row that was kept is there, as it was, in the columns that it had.

    Where hansard was refused the database, nothing at all was written to its file.
    """
    found, wanted = _rows(world), world.kept["rows"]
    kept = {
        name: [
            {column: row.get(column) for column in before}
            for row, before in zip(found.get(name, []), rows, strict=True)
        ]
        for name, rows in wanted.items()
    }
    assert kept == wanted, f"there are {kept}, not {wanted}"
    if current(world) == NOTHING and "file" in world.kept:
        assert _file_of(world) == world.kept["file"], "the file of the database was written to"


def _upgrade(world: World, revision: str) -> None:
    with _database(world) as database:
        schema.upgrade(database, revision)


def _downgrade(world: World, revision: str) -> None:
    with _database(world) as database:
        schema.downgrade(database, "base" if revision == NOTHING else revision)


def _mark(world: World, revision: str) -> None:
    """Let a database say that it is at a revision, and change nothing else."""
    with raw_connection(world) as connection:
        connection.run(f"UPDATE {schema.VERSION_TABLE} SET version_num = ?", revision)


_WAYS: dict[str, Callable[[World, str], None]] = {
    "upgraded to": _upgrade,
    "taken back to": _downgrade,
    "marked by a newer version as": _mark,
}


@contextmanager
def _database(world: World) -> Iterator[Database]:
    assert world.url is not None, "a store in memory has no schema"
    database = Database(world.url)
    try:
        yield database
    finally:
        database.close()


def _tables(connection: Connection) -> list[Table]:
    """Give the tables as they are in the database, parents first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != schema.VERSION_TABLE]


def _row(table: Table) -> dict[str, Any]:
    return {column.name: _value(table.name, column) for column in table.columns}


def _value(table: str, column: Column[Any]) -> Any:
    if column.name == "status":
        return _STATUSES[table]
    if isinstance(column.type, BigInteger | Integer | Double):
        return 1
    return _CHOICES.get(column.name, "Zoë")


def _rows(world: World) -> dict[str, list[dict[str, Any]]]:
    with _database(world) as database, database.dialect.engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(table.select())]
            for table in _tables(connection)
        }


def _file_of(world: World) -> bytes | None:
    url = make_url(world.url or "")
    return Path(url.database or "").read_bytes() if url.get_backend_name() == "sqlite" else None
