"""Transactions of a caller's own, and units of work inside others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

import hansard
from features.support.parts import parts_of
from features.support.storage import RawConnection, raw_connection
from features.support.works import Work
from features.support.world import World
from hansard import Hansard


def committed(world: World, work: Work) -> Any:
    """Do work in a transaction that is committed."""
    with _engine(world) as engine, engine.begin() as connection:
        return work(world, world.store.within(connection))


def rolled_back(world: World, work: Work) -> Any:
    """Do work in a transaction that is rolled back."""
    with _engine(world) as engine, engine.connect() as connection:
        answer = work(world, world.store.within(connection))
        connection.rollback()
        return answer


def over(world: World, work: Work) -> Any:
    """Do work in a transaction that was committed before."""
    with _engine(world) as engine:
        with engine.begin() as connection:
            store = world.store.within(connection)
        return work(world, store)


def beside_own_rows(world: World, work: Work) -> Any:
    """Do work in a transaction that also makes rows of the caller's, and is rolled back."""
    with _engine(world) as engine, engine.connect() as connection:
        connection.execute(text("CREATE TABLE payments (invoice integer PRIMARY KEY)"))
        connection.execute(text("INSERT INTO payments VALUES (1042)"))
        answer = work(world, world.store.within(connection))
        connection.rollback()
        assert not engine.dialect.has_table(connection, "payments"), "a table was left"
        return answer


def while_another_holds(world: World, work: Work) -> Any:
    """Do work in a transaction that meets the lock of another one, and count the attempts."""
    world.kept["attempts"] = []
    with _engine(world, begin="BEGIN") as engine, locked(world), engine.begin() as connection:
        _do_not_wait(connection, engine)
        event.listen(engine, "before_cursor_execute", _counter(world.kept["attempts"]))
        return work(world, world.store.within(connection))


def while_somebody_appends(world: World, work: Work) -> Any:
    """Do work in a transaction of an engine as SQLAlchemy makes it.

    Between its first look at the database and its first change, another writer appends.
    """
    assert world.url is not None, "there are no transactions to join in memory"
    engine, appended = create_engine(world.url), []

    def append(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("SELECT") and not appended:
            appended.append(statement)
            with hansard.open(world.url) as other:
                other.sessions.append_message(world.id_of("Alpha"), "user", "Meanwhile")

    event.listen(engine, "after_cursor_execute", append)
    try:
        with engine.begin() as connection:
            return work(world, world.store.within(connection))
    finally:
        engine.dispose()
        assert appended, "nobody appended meanwhile"


def going_on(world: World, work: Work) -> Any:
    """Let a unit of work go on as if nothing had happened after work that was refused."""
    backend: Any = world.store.backend

    def unit(joined: Any) -> str:
        try:
            work(world, joined)
        except Exception:  # noqa: BLE001 - whatever it was, the unit goes on
            return "as if nothing had happened"
        raise AssertionError("nothing was refused")

    return backend.in_namespace("local").write(unit)


def inside_another_unit(world: World, work: Work) -> Any:
    """Do work inside a unit of work that is under way in the same thread."""
    backend: Any = world.store.backend
    store = Hansard(backend, "local", parts_of(world))
    synchronous = _Synchronous(world)
    return backend.in_namespace("local").write(
        lambda unit: (unit.sessions.list_all(), work(synchronous, store))  # type: ignore[arg-type]
    )


class _Synchronous:
    """As much of a world as works need, calling stores as they are on either face."""

    def __init__(self, world: World) -> None:
        self.id_of = world.id_of

    def call(self, method: Any, *args: Any, **options: Any) -> Any:
        """Call a method of a synchronous store."""
        return method(*args, **options)


@contextmanager
def _engine(world: World, begin: str = "BEGIN IMMEDIATE") -> Iterator[Engine]:
    """Give an engine of the caller's own, set up as hansard's documents say."""
    assert world.url is not None, "there are no transactions to join in memory"
    engine = create_engine(world.url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    try:
        yield engine
    finally:
        engine.dispose()


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


@contextmanager
def locked(world: World) -> Iterator[None]:
    """Hold the session Alpha in a transaction of another writer."""
    with raw_connection(world) as connection:
        connection.run("BEGIN IMMEDIATE" if connection.is_sqlite else "BEGIN")
        _touch(connection, world.id_of("Alpha"))
        try:
            yield
        finally:
            connection.run("ROLLBACK")


def _touch(connection: RawConnection, session_id: str) -> None:
    connection.run("UPDATE sessions SET name = 'held' WHERE session_id = ?", session_id)


def _do_not_wait(connection: Connection, engine: Engine) -> None:
    is_sqlite = engine.dialect.name == "sqlite"
    connection.exec_driver_sql("PRAGMA busy_timeout=0" if is_sqlite else "SET lock_timeout = '9ms'")


def _counter(attempts: list[str]) -> Any:
    def count(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        if "UPDATE sessions" in statement:
            attempts.append(statement)

    return count
