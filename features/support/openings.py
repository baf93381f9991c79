"""Stores that are opened in all the ways there are, and databases that were there before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from behave.model import Table
from parse import with_pattern
from sqlalchemy import make_url

import hansard
from features.support.faces import AsyncFace
from features.support.migrations import keep_rows
from features.support.place import place_of
from features.support.storage import raw_connection
from features.support.tables import read_pairs
from features.support.values import VALUES
from features.support.world import World
from hansard.infrastructure.database.link import Mode

_THE_SAME = "open it"
_SYNCHRONOUS = {"a power cut": 2, "the death of the process": 1}
_ARGUMENTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "url": ("url", str),
    "path": ("url", Path),
    "parsed url": ("url", make_url),
    "number": ("url", int),
    "namespace": ("namespace", lambda name: VALUES[name]()),
    "durability": ("durability", str),
    "attempts": ("retry", lambda text: hansard.RetryPolicy(attempts=int(text))),
}


@with_pattern(f"{_THE_SAME}|each open another one")
def read_which(text: str) -> str:
    return text


@with_pattern("|".join(_SYNCHRONOUS))
def read_survived(text: str) -> str:
    return text


def open_with(world: World, table: Table | None) -> None:
    """Open a store in the scenario's place, as the attempt of the scenario, and close it again.

    The answer is SQLite's setting of how a writer waits for the disk.

    Args:
        table: arguments; without one, those that the environment gives.
    """
    place = place_of(world)
    pairs = {} if table is None else read_pairs(table)

    def action() -> int:
        arguments = {
            _ARGUMENTS[name][0]: _ARGUMENTS[name][1](place.fill(value))
            for name, value in pairs.items()
        }
        with place.entered():
            return _open_and_look(world, arguments)

    world.run(action)


def open_together(world: World, count: int, which: str) -> None:
    """Open databases from callers at the same time, and close them again.

    Args:
        which: whether all of them open the scenario's, or each a SQLite file of its own.
    """
    assert world.url is not None, "there is no database"
    folder = place_of(world).folder
    own = [f"sqlite:///{folder / str(number)}" for number in range(count)]
    urls = [world.url] * count if which == _THE_SAME else own
    world.attempt_together([partial(_open_and_close, url) for url in urls])


def check_survives(world: World, what: str) -> None:
    """Check how the writer of the store that was opened waited for the disk."""
    found = world.answer
    assert found == _SYNCHRONOUS[what], f"PRAGMA synchronous was {found}"


def make_foreign_table(world: World, name: str) -> None:
    """Make a table that is not hansard's, with a row."""
    with raw_connection(world) as connection:
        connection.run(f'CREATE TABLE "{name}" (note VARCHAR(20) NOT NULL)')
        connection.run(f"INSERT INTO \"{name}\" VALUES ('not hansard''s')")
    keep_rows(world)


def _open_and_look(world: World, arguments: dict[str, Any]) -> int:
    if isinstance(world.face, AsyncFace):
        opening = hansard.open_async(arguments.pop("url", None), **arguments)
        with world.face.portal.wrap_async_context_manager(opening) as store:
            return _synchronous(store.backend.dialect)
    with hansard.open(arguments.pop("url", None), **arguments) as opened:
        return _synchronous(opened.backend.dialect)  # type: ignore[attr-defined]


def _synchronous(dialect: Any) -> int:
    link = dialect.begin(Mode.WRITE)
    try:
        return int(link.resource.execute("PRAGMA synchronous").fetchone()[0])
    finally:
        dialect.abandon(link, Mode.WRITE, None)


def _open_and_close(url: str) -> str:
    with hansard.open(url) as store:
        return store.namespace
