"""A database in memory: units of work on published states."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn
from weakref import WeakSet

from hansard.application.ports import Result, UnitOfWork
from hansard.domain.errors import ConfigurationError
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.arrivals import LocalArrivals
from hansard.infrastructure.memory.table import NOTHING, State, Table
from hansard.infrastructure.memory.unit_of_work import MemoryUnitOfWork


class MemoryDatabase:
    """Sessions and all that belongs to them in memory, gone with the process.

    One unit writes at a time. It makes states of its namespace that nobody else sees, and
    publishes the last one in one assignment when it returns; a unit that raises publishes
    nothing. Units that read wait for nobody and see the state that was published when they
    began, also inside a unit that writes.
    """

    concurrency = 4

    def __init__(self) -> None:
        self._published: dict[str, State] = {}
        self._closed = False
        self._lock = threading.Lock()
        self._thread = threading.local()
        self.arrivals = LocalArrivals()
        _databases.add(self)

    def in_namespace(self, namespace: str = DEFAULT_NAMESPACE) -> MemoryTransactions:
        """Give the transactions of one namespace."""
        return MemoryTransactions(self, namespace)

    def joined(self, connection: object, namespace: str) -> NoReturn:
        """Refuse: there is no connection that could be a caller's own.

        Raises:
            ConfigurationError: always.
        """
        raise ConfigurationError(
            f"A store in memory cannot join a {type(connection).__name__} for the namespace "
            f"{namespace}. Use within() on a store in a database."
        )

    def integrity(self) -> list[str]:
        """Find nothing: there is no storage beside the records themselves."""
        return []

    def scrub(self, *, thorough: bool) -> list[str]:  # noqa: ARG002 - nothing is left behind
        """Find nothing to overwrite: what was removed is nowhere."""
        return []

    def close(self) -> None:
        """Forget everything. Units that are under way finish; no other can begin."""
        if not self._closed:
            self._closed = True
            self._published = {}
            self.arrivals.close()

    def published(self, namespace: str) -> State:
        """Give what a namespace holds as of now.

        Raises:
            ConfigurationError: the store is closed.
        """
        if self._closed:
            raise ConfigurationError("The store is closed. Open it again.")
        return self._published.get(namespace, NOTHING)

    def table(self, namespace: str, *, writable: bool) -> Table:
        """Give what a unit works on that begins now.

        Raises:
            ConfigurationError: the store is closed.
        """
        state = self.published(namespace)
        return Table(
            namespace,
            state,
            writable=writable,
            everywhere=lambda: list(self._published.values()),
        )

    @contextmanager
    def writing(self, namespace: str) -> Iterator[Table]:
        """Let one writer at a time change a namespace, publish it and tell of new events.

        Raises:
            ConfigurationError: this thread is inside a unit that writes already.
        """
        if getattr(self._thread, "is_writing", False):
            raise ConfigurationError(
                "A unit of work that writes was started inside another one. "
                "Use the collections of the unit that is under way."
            )
        with self._lock:
            table = self.table(namespace, writable=True)
            self._thread.is_writing = True
            try:
                yield table
                self._published[namespace] = table.close()
            finally:
                table.close()
                self._thread.is_writing = False
        if table.arrived:
            self.arrivals.announce(table.arrived)

    def renew_lock(self) -> None:
        """Forget a writer that a forked child did not inherit."""
        self._lock = threading.Lock()


class MemoryTransactions:
    """One namespace of a database in memory."""

    __slots__ = ("_database", "namespace")

    def __init__(self, database: MemoryDatabase, namespace: str) -> None:
        self._database = database
        self.namespace = namespace

    def write(
        self,
        unit: Callable[[UnitOfWork], Result],
        *,
        single: bool = False,  # noqa: ARG002
        repeatable: bool = True,  # noqa: ARG002
    ) -> Result:
        """Run a unit of work that writes."""
        with self._database.writing(self.namespace) as table:
            return unit(MemoryUnitOfWork(table))

    def read(
        self,
        unit: Callable[[UnitOfWork], Result],
        *,
        single: bool = False,  # noqa: ARG002
    ) -> Result:
        """Run a unit of work that only reads, on one published state."""
        return unit(MemoryUnitOfWork(self._database.table(self.namespace, writable=False)))


_databases: WeakSet[MemoryDatabase] = WeakSet()


def _renew_locks_in_child() -> None:
    for database in _databases:
        database.renew_lock()


os.register_at_fork(after_in_child=_renew_locks_in_child)
