"""Circumstances under which work is done, by name; most of them are troubles.

A trouble is made in the database itself, so that what comes back is the driver's own error. On
PostgreSQL the address of the store has a password, which no error may tell.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from parse import with_pattern
from sqlalchemy import event, make_url

from features.support import own_loops, surroundings, transactions
from features.support.storage import accept_messages, raw_connection, refuse_messages
from features.support.works import Work
from features.support.world import World
from hansard import Hansard, HansardError, RetryPolicy

Circumstance = Callable[[World, Work], Any]

PASSWORD = "open-sesame"
_QUICK = RetryPolicy(attempts=2, base_delay=0.001)


def check_cause(refusal: HansardError) -> None:
    """Check that an error has a cause, and that nothing in its chain tells the password."""
    assert refusal.__cause__ is not None, f"{refusal!r} has no cause"
    told = "".join(traceback.format_exception(refusal))
    assert PASSWORD not in told, told


@contextmanager
def _opened(world: World, url: str, settings: Sequence[str] = ()) -> Iterator[Hansard]:
    """Open a store whose connections have settings of their own."""
    with world.face.open(url, world.clock) as store:
        backend: Any = store.backend
        backend.retry = _QUICK
        if settings:
            engine = backend.dialect.engine
            engine.dispose()
            event.listen(engine, "connect", partial(_set, settings))
        yield store


def _set(settings: Sequence[str], connection: Any, _record: object) -> None:
    for setting in settings:
        connection.execute(setting)
    if hasattr(connection, "info"):  # psycopg begins a transaction by itself
        connection.commit()


def _address(world: World) -> str:
    url = make_url(world.url or "")
    if url.get_backend_name() == "postgresql":
        url = url.set(password=PASSWORD)
    return url.render_as_string(hide_password=False)


def _with_settings(*settings: str) -> Circumstance:
    def do(world: World, work: Work) -> Any:
        with _opened(world, _address(world), settings) as store:
            return work(world, store)

    return do


def _while_changed(change: str, restore: str) -> Circumstance:
    """Do work while the database is otherwise, on a store that was opened before."""

    def do(world: World, work: Work) -> Any:
        with _opened(world, _address(world)) as store, raw_connection(world) as connection:
            connection.run(change)
            try:
                return work(world, store)
            finally:
                connection.run(restore)

    return do


def _while_refused(state: str) -> Circumstance:
    """Do work while the database refuses messages for the reason of a SQLSTATE."""

    def do(world: World, work: Work) -> Any:
        with _opened(world, _address(world)) as store:
            refuse_messages(world, state)
            try:
                return work(world, store)
            finally:
                accept_messages(world)

    return do


def _while_locked(world: World, work: Work) -> Any:
    is_sqlite = make_url(world.url or "").get_backend_name() == "sqlite"
    setting = "PRAGMA busy_timeout=20" if is_sqlite else "SET lock_timeout = '20ms'"
    with _opened(world, _address(world), [setting]) as store, transactions.locked(world):
        return work(world, store)


def _without_file(change: Callable[[Path, Path], None]) -> Circumstance:
    def do(world: World, work: Work) -> Any:
        with _opened(world, _address(world)) as store:
            return surroundings.without_its_file(world, work, store, _file(world), change)

    return do


def _in_latin_1(world: World, work: Work) -> Any:
    with (
        surroundings.variable("PGCLIENTENCODING", "LATIN1"),
        _opened(world, _address(world)) as store,
    ):
        return work(world, store)


def _at(place: Callable[[World], str]) -> Circumstance:
    def do(world: World, work: Work) -> Any:
        with _opened(world, place(world)) as store:
            return work(world, store)

    return do


def _on_server(**parts: Any) -> Circumstance:
    """Open a store at the server's address with other parts."""

    def place(world: World) -> str:
        url = make_url(_address(world)).set(**parts)
        return url.render_as_string(hide_password=False)

    return _at(place)


def _file(world: World) -> Path:
    return Path(make_url(world.url or "").database or "")


def _no_database(world: World) -> str:
    path = _file(world).with_name("diary.db")
    path.write_text("Dear diary, " * 500)
    return f"sqlite:///{path}"


def _folder(world: World) -> str:
    return f"sqlite:///{_file(world).parent}"


def _below_a_file(world: World) -> str:
    return f"sqlite:///{_file(world)}/sessions.db"


def _second_name(world: World) -> str:
    name = _file(world).with_name("second.db")
    name.hardlink_to(_file(world))
    return f"sqlite:///{name}"


def _with(scheme: str = "sqlite", option: str = "") -> Circumstance:
    """Open the file by another driver, or with an option."""
    return _at(lambda world: f"{scheme}:///{_file(world)}{option}")


def _after_damage(world: World, work: Work) -> Any:
    """Overwrite every page but the first of a store's file, and open it again."""
    world.reopen()
    path = _file(world)
    with raw_connection(world) as connection:
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    try:
        with _opened(world, _address(world)) as store:
            return work(world, store)
    finally:
        path.write_bytes(content)


CIRCUMSTANCES: dict[str, Circumstance] = {
    "alone": lambda world, work: work(world, world.store),
    "in a transaction that the caller commits": transactions.committed,
    "in a transaction that the caller rolls back": transactions.rolled_back,
    "in a transaction that is over": transactions.over,
    "beside rows of the caller's, all of which are rolled back": transactions.beside_own_rows,
    "in a transaction, while another one holds Alpha": transactions.while_another_holds,
    "inside another unit of work": transactions.inside_another_unit,
    "in a transaction of a plain engine, while somebody else appends": (
        transactions.while_somebody_appends
    ),
    "goes on after the refusal": transactions.going_on,
    "in New York": surroundings.in_new_york,
    "while no thread can be started": surroundings.without_threads,
    "before the store is entered": surroundings.not_entered,
    "after the store was closed": own_loops.after_it_was_closed,
    "while the store is closed": own_loops.while_it_is_closed,
    "in another event loop": own_loops.in_another_loop,
    "while another writer never ends": _while_locked,
    "while a table is missing": _while_changed(
        "ALTER TABLE session_messages RENAME TO lost", "ALTER TABLE lost RENAME TO session_messages"
    ),
    "while a column is missing": _while_changed(
        "ALTER TABLE session_messages RENAME COLUMN checksum TO lost",
        "ALTER TABLE session_messages RENAME COLUMN lost TO checksum",
    ),
    # SQLite
    "while the disk is full": _with_settings("PRAGMA max_page_count=1"),
    "while the file can only be read": _with_settings("PRAGMA query_only=ON"),
    "on a file that is no database": _at(_no_database),
    "on a folder": _at(_folder),
    "below a file": _at(_below_a_file),
    "on a second name of the file": _at(_second_name),
    "after its file was damaged": _after_damage,
    "after its file was removed": _without_file(surroundings.removed),
    "after its file was replaced": _without_file(surroundings.replaced),
    "by another driver": _with("sqlite+pysqlcipher"),
    "with the option to read only": _with(option="?mode=ro"),
    "with a timeout of its own": _with(option="?timeout=5"),
    # PostgreSQL
    "where no server answers": _on_server(host="127.0.0.1", port=1),
    "where no host is": _on_server(host="no-such-host.invalid"),
    "as somebody unknown": _on_server(username="nobody"),
    "on a database that does not exist": _on_server(database="no_such_database"),
    "where the environment speaks Latin-1": _in_latin_1,
    "with an option that nobody knows": _on_server(query={"wish": "granted"}),
    "while the server can only be read": _with_settings("SET default_transaction_read_only = on"),
    "while the server's disk is full": _while_refused("53100"),
    "while the server's disk refuses": _while_refused("58030"),
    "while the server's file is damaged": _while_refused("XX001"),
    "while transactions collide": _while_refused("40001"),
    "while writers wait for each other": _while_refused("40P01"),
    "while the server goes away": _while_refused("57P01"),
    "while the server ends what is idle": _while_refused("57P05"),
    "without the right to do so": _while_refused("42501"),
    "while the server has no name for the reason": _while_refused("P0001"),
}


@with_pattern("|".join(re.escape(name) for name in sorted(CIRCUMSTANCES, key=len, reverse=True)))
def read_circumstance(text: str) -> Circumstance:
    """Read the name of a circumstance."""
    return CIRCUMSTANCES[text]
