"""The questions that every database answers in its own way."""

from __future__ import annotations

import os
import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Connection
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from hansard.infrastructure.arrivals import LocalArrivals
from hansard.infrastructure.database.faults import Fault, translate
from hansard.infrastructure.database.link import Link, Mode
from hansard.infrastructure.database.statements import Statements


class Durability(StrEnum):
    """What an acknowledged append survives.

    ``power`` survives a power cut on a disk that honours flushes. ``process`` survives the death
    of the process, not that of the machine, and is faster on SQLite.
    """

    POWER = "power"
    PROCESS = "process"


class DatabaseDialect(ABC):
    """One kind of database: how it is set up, locked, appended to, and how it fails.

    Attributes:
        engine: for migrations and for connections of its pool.
        statements: the repositories' statements, compiled for it.
        concurrency: calls at a time that serve it best.
    """

    engine: Engine
    statements: Statements
    concurrency: ClassVar[int]

    @abstractmethod
    def begin(self, mode: Mode) -> Link:
        """Open a transaction."""

    @abstractmethod
    def commit(self, link: Link, mode: Mode) -> None:
        """Commit what `begin` opened and give its connection back."""

    @abstractmethod
    def abandon(self, link: Link, mode: Mode, fault: Fault | None) -> None:
        """Roll back what `begin` opened and give its connection back, or discard it."""

    @abstractmethod
    def classify(self, error: BaseException) -> Fault | None:
        """Name the kind of a driver's error, None where it is not one."""

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Let no error of SQLAlchemy or the driver out, but the one that it becomes."""
        try:
            yield
        except DBAPIError as error:
            raise translate(error, self.classify(error) or Fault.OTHER) from error.orig

    @abstractmethod
    def setup_lock(self) -> AbstractContextManager[Connection]:
        """Hold off everybody else who would change the schema, on a connection to change it."""

    @abstractmethod
    def prepare(self) -> None:
        """See to it that the database is set up as this dialect needs it."""

    @abstractmethod
    def integrity(self) -> list[str]:
        """Run the database's own check of its files, and say what it finds."""

    @abstractmethod
    def scrub(self, *, thorough: bool) -> list[str]:
        """Overwrite what deleted rows leave behind, and say where it may still be found.

        Args:
            thorough: also copies that the database has made of them; takes time and space in
                proportion to all that is stored.
        """

    @abstractmethod
    def inspect(self) -> dict[str, Any]:
        """Describe the database and the settings that are in force, for diagnosis."""

    def arrivals(self) -> LocalArrivals:
        """Give what tells those who wait for events; here, those of this process."""
        return LocalArrivals()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def before_fork(self) -> None:  # noqa: B027 - few databases need it
        """Let go of what a forked child must not inherit."""

    def after_fork_in_parent(self) -> None:  # noqa: B027 - few databases need it
        """Go on as before the fork."""

    def after_fork_in_child(self) -> None:
        """Start afresh, without touching the parent's connections."""
        self.engine.dispose(close=False)


def take_part_in_forks(dialect: DatabaseDialect) -> None:
    """See to it that no forked child ever uses a connection of its parent."""
    reference = weakref.ref(dialect)

    def tell(act: str) -> None:
        opened = reference()
        if opened is not None:
            getattr(opened, act)()

    os.register_at_fork(
        before=lambda: tell("before_fork"),
        after_in_parent=lambda: tell("after_fork_in_parent"),
        after_in_child=lambda: tell("after_fork_in_child"),
    )
