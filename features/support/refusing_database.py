"""A database that refuses certain messages by itself, behind hansard's back."""

from __future__ import annotations

from contextlib import closing

from features.support.storage import RawConnection, raw_connection
from features.support.world import World

_SQLITE = """
    CREATE TRIGGER refusal BEFORE INSERT ON session_messages WHEN NEW.content = '"Refuse me"'
    BEGIN SELECT RAISE(ABORT, 'refused by the database'); END
"""
_POSTGRESQL = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused by the database' USING ERRCODE = '{state}'; END $$;
    CREATE TRIGGER refusal BEFORE INSERT ON session_messages FOR EACH ROW
    WHEN (NEW.content = '"Refuse me"') EXECUTE FUNCTION refuse()
"""


def refuse(world: World, state: str = "P0001") -> None:
    """Let the database refuse every message that says ``Refuse me``.

    Args:
        state: the SQLSTATE that PostgreSQL gives.
    """
    with raw_connection(world) as connection:
        connection.run(_SQLITE if connection.is_sqlite else _POSTGRESQL.format(state=state))


def accept(world: World) -> None:
    """Let the database accept every message again."""
    assert world.url is not None
    with closing(RawConnection(world.url)) as connection:
        if connection.is_sqlite:
            connection.run("DROP TRIGGER IF EXISTS refusal")
        else:
            connection.run("DROP FUNCTION IF EXISTS refuse CASCADE")
