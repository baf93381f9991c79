"""A database, and the one place where units of work are run, replayed and given up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from hansard.domain.errors import ConfigurationError, HansardError, StoreError
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.database.dialects import (
    DatabaseDialect,
    Durability,
    join,
    open_dialect,
)
from hansard.infrastructure.database.faults import Fault, translate
from hansard.infrastructure.database.link import Link, Mode
from hansard.infrastructure.database.retry import RetryPolicy, wait
from hansard.infrastructure.database.unit_of_work import DatabaseUnitOfWork

Result = TypeVar("Result")
Unit = Callable[[DatabaseUnitOfWork], Result]


class Database:
    """One SQLite file or PostgreSQL database.

    Args:
        url: as SQLAlchemy takes it, for example ``sqlite:///agents.db``.
        durability: what an acknowledged write survives; SQLite only.
        retry: how long transient faults are met with another attempt.

    Raises:
        ConfigurationError: no such kind of database, or its file cannot be made.
        MissingDependencyError: the driver is an extra that is not installed.
    """

    def __init__(
        self,
        url: str | URL,
        *,
        durability: Durability | str = Durability.POWER,
        retry: RetryPolicy | None = None,
    ) -> None:
        self.url = make_url(url)
        self.retry = retry or RetryPolicy()
        self.thread = threading.local()
        self._closed = False
        self.dialect: DatabaseDialect = open_dialect(self.url, _read_durability(durability))
        self.arrivals = self.dialect.arrivals()

    @property
    def concurrency(self) -> int:
        """How many calls at a time serve it best."""
        return self.dialect.concurrency

    def in_namespace(self, namespace: str = DEFAULT_NAMESPACE) -> DatabaseTransactions:
        """Give the transactions of one namespace."""
        return DatabaseTransactions(self, namespace)

    def joined(self, connection: object, namespace: str) -> JoinedTransactions:
        """Give units of work inside a caller's own transaction.

        Raises:
            ConfigurationError: not a SQLAlchemy ``Connection``.
        """
        if not isinstance(connection, Connection):
            raise ConfigurationError(
                f"within() takes an open SQLAlchemy Connection, not a {type(connection).__name__}."
            )
        return JoinedTransactions(self, connection, namespace)

    def integrity(self) -> list[str]:
        """Run the database's own check of its files, and say what it finds."""
        self._check_open()
        with self.dialect.translating():
            return self.dialect.integrity()

    def scrub(self, *, thorough: bool) -> list[str]:
        """Overwrite what deleted rows leave behind, and say where it may still be found.

        Args:
            thorough: also copies that the database has made of them; takes time and space in
                proportion to all that is stored.

        Raises:
            ConfigurationError: this thread is inside a unit of work.
        """
        self._check_open()
        if getattr(self.thread, "is_writing", False):
            raise ConfigurationError(
                "A unit of work is open in this thread, which deleted rows outlive. Let it end."
            )
        try:
            return self.dialect.scrub(thorough=thorough)
        except HansardError:
            raise
        except Exception as error:
            fault = self.dialect.classify(error)
            if fault is None:
                raise
            raise translate(error, fault) from error.__cause__ or error

    def close(self) -> None:
        """Close every connection. A store that is closed stays closed."""
        if not self._closed:
            self._closed = True
            self.arrivals.close()
            self.dialect.close()

    def _check_open(self) -> None:
        if self._closed:
            raise ConfigurationError("The store is closed. Open it again.")

    def run(self, unit: Unit[Result], namespace: str, mode: Mode, repeatable: bool) -> Result:
        """Run a unit of work, and replay the whole of it after a transient fault."""
        self._check_open()
        history = _History(repeatable)
        delays = self.retry.delays()
        while True:
            try:
                return self._attempt(unit, namespace, mode, history)
            except HansardError:
                raise
            except Exception as error:
                fault = self.dialect.classify(error)
                if fault is None:
                    raise
                if fault is not Fault.KEY or history.failed:
                    delay = next(delays, None) if history.may_replay(fault) else None
                    if delay is None:
                        raise translate(error, fault) from error.__cause__ or error
                    wait(delay, fault.value)
                history.failed += 1

    def _attempt(self, unit: Unit[Result], namespace: str, mode: Mode, history: _History) -> Result:
        history.sent = False
        link = self.dialect.begin(mode)
        link.failed = False
        link.looks_first = history.failed > 0
        link.outcome_unknown = history.outcome_unknown
        try:  # no call stands between beginning and here: an interrupt comes with one
            link.arrived.clear()
            history.sent = mode.is_single
            result = unit(DatabaseUnitOfWork(link, namespace))
            if link.failed:
                raise StoreError(
                    "A statement of the unit of work failed and the unit went on. Nothing was "
                    "written; let the error out of the unit."
                )
            history.sent = True
            arrived = link.arrived.copy()
            self.dialect.commit(link, mode)
        except BaseException as error:
            self.dialect.abandon(link, mode, self.dialect.classify(error))
            raise
        if arrived:
            self.arrivals.announce(arrived)
        return result


class DatabaseTransactions:
    """The transactions of one namespace of a database."""

    __slots__ = ("_database", "namespace")

    def __init__(self, database: Database, namespace: str) -> None:
        self._database = database
        self.namespace = namespace

    def write(self, unit: Unit[Result], *, single: bool = False, repeatable: bool = True) -> Result:
        """Run a unit of work that writes.

        Raises:
            ConfigurationError: this thread is inside one already, and might wait for itself.
        """
        mode, thread = Mode.WRITE_SINGLE if single else Mode.WRITE, self._database.thread
        if getattr(thread, "is_writing", False):
            raise ConfigurationError(
                "A unit of work is already open in this thread. Use the one that is there, "
                "or store.within(connection) for a transaction of your own."
            )
        thread.is_writing = True
        try:
            return self._database.run(unit, self.namespace, mode, repeatable)
        finally:
            thread.is_writing = False

    def read(self, unit: Unit[Result], *, single: bool = False) -> Result:
        """Run a unit of work that only reads, on one consistent state of the database."""
        mode = Mode.READ_SINGLE if single else Mode.READ
        return self._database.run(unit, self.namespace, mode, repeatable=True)


class JoinedTransactions:
    """Units of work inside a caller's own transaction: the caller commits, nothing is retried."""

    __slots__ = ("_database", "_link", "namespace")

    def __init__(self, database: Database, connection: Connection, namespace: str) -> None:
        self._database = database
        self._link: Link = join(connection)
        self.namespace = namespace

    def write(
        self,
        unit: Unit[Result],
        *,
        single: bool = False,
        repeatable: bool = True,  # noqa: ARG002 - nothing is repeated here
    ) -> Result:
        """Run a unit of work as part of the caller's transaction."""
        return self.read(unit, single=single)

    def read(
        self,
        unit: Unit[Result],
        *,
        single: bool = False,  # noqa: ARG002 - the caller's transaction is around it
    ) -> Result:
        """Run a unit of work as part of the caller's transaction."""
        try:
            return unit(DatabaseUnitOfWork(self._link, self.namespace))
        except HansardError:
            raise
        except Exception as error:
            fault = self._database.dialect.classify(error)
            if fault is not None:
                raise translate(error, fault) from error.__cause__ or error
            if isinstance(error, SQLAlchemyError):
                raise ConfigurationError(
                    f"The connection given to within() cannot be used: {error}. "
                    "Give one whose transaction is open."
                ) from error
            raise


class _History:
    """What earlier attempts of a unit of work leave behind.

    Attributes:
        sent: whether this attempt has sent something that may be committed already.
        outcome_unknown: whether an earlier attempt was lost after that.
    """

    __slots__ = ("failed", "outcome_unknown", "repeatable", "sent")

    def __init__(self, repeatable: bool) -> None:
        self.repeatable = repeatable
        self.failed = 0
        self.sent = False
        self.outcome_unknown = False

    def may_replay(self, fault: Fault) -> bool:
        """Whether another attempt is harmless after this fault."""
        if fault is Fault.LOST:
            self.outcome_unknown = self.outcome_unknown or self.sent
            return self.repeatable or not self.sent
        return fault.is_transient or fault is Fault.KEY


def _read_durability(durability: Durability | str) -> Durability:
    try:
        return Durability(durability)
    except ValueError as error:
        raise ConfigurationError(
            f"durability is one of {', '.join(Durability)}, not {durability!r}."
        ) from error
