"""Engines set up so that nothing is a transaction, and engines set up well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

import hansard
from hansard import ConfigurationError
from libraries.databases import new_database
from libraries.evidence import record
from libraries.examination import examine

MakeEngine = Callable[[str], Engine]
OPTIONS = ("autocommit=true", "isolation_level=AUTOCOMMIT", "skip_autocommit_rollback=true")


class TransactionSettings:
    """Gives hansard settings and engines, and looks whether it takes them."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def urls_with_autocommit_are_refused(self, backend: str) -> None:
        """Every option of a URL that would end transactions early is refused by name."""
        for option in OPTIONS:
            try:
                hansard.open(f"{new_database(backend)}?{option}").close()
            except ConfigurationError as error:
                assert option.partition("=")[0] in str(error), f"{option}: {error}"
            else:
                raise AssertionError(f"{option} was taken")
        record(f"options of the URL, {backend}", refused=len(OPTIONS), taken=0)

    def connections_with_autocommit_are_refused(self, backend: str) -> None:
        """Nothing is written through them, and the error says why."""
        engines = _autocommitting(backend)
        for name, make in engines.items():
            url = _prepared(backend)
            assert _append_and_roll_back(make(url), url) == "refused", f"{name} was taken"
            assert not examine(url).messages, f"{name} was refused and left a message"
        record(f"engines for within(), {backend}", refused=len(engines), taken=0)

    def connections_with_transactions_are_taken(self, backend: str) -> None:
        """A message written through them goes when their transaction is rolled back."""
        engines = _transactional(backend)
        for name, make in engines.items():
            url = _prepared(backend)
            seen = _append_and_roll_back(make(url), url)
            assert seen == "rolled back", f"{name}: {seen}"
        record(f"good engines for within(), {backend}", refused=0, taken=len(engines))


def _prepared(backend: str) -> str:
    url = new_database(backend)
    with hansard.open(url) as store:
        store.sessions.create("robot", session_id="ledger")
    return url


def _append_and_roll_back(engine: Engine, url: str) -> str:
    """Append in a transaction of the caller's, roll it back, and say what became of it."""
    with hansard.open(url) as store, engine.connect() as connection:
        sessions = store.within(connection).sessions
        try:
            sessions.append_message("ledger", "user", "paid")
        except ConfigurationError:
            connection.rollback()
            return "refused"
        assert len(sessions.messages("ledger")) == 1
        connection.rollback()
    return "left behind" if examine(url).messages else "rolled back"


def _autocommitting(backend: str) -> dict[str, MakeEngine]:
    engines: dict[str, MakeEngine] = {
        "an isolation level of the engine": lambda url: _engine(url, isolation_level="AUTOCOMMIT"),
        "an execution option": lambda url: _engine(url).execution_options(
            isolation_level="AUTOCOMMIT"
        ),
        "skip_autocommit_rollback": lambda url: _engine(url, skip_autocommit_rollback=True),
        "the driver's own setting": lambda url: _engine(
            url,
            connect_args={"isolation_level": None} if backend == "sqlite" else {"autocommit": True},
        ),
    }
    if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL") and backend == "sqlite":
        engines["autocommit of newer drivers"] = lambda url: _engine(
            url, connect_args={"autocommit": True}
        )
    return engines


def _transactional(backend: str) -> dict[str, MakeEngine]:
    engines: dict[str, MakeEngine] = {"SQLAlchemy's defaults": _engine}
    if backend == "sqlite":
        engines["BEGIN IMMEDIATE by an event"] = _beginning_immediately
    return engines


def _engine(url: str, **options: Any) -> Engine:
    return create_engine(url, poolclass=NullPool, **options)


def _beginning_immediately(url: str) -> Engine:
    engine = _engine(url, connect_args={"isolation_level": None})
    event.listen(engine, "begin", lambda on: on.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
