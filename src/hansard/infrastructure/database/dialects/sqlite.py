"""SQLite: one file, one writer at a time, and nothing left to its defaults."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL

from hansard.domain.errors import ConfigurationError
from hansard.infrastructure.arrivals import LocalArrivals
from hansard.infrastructure.database.appending import append_in_two
from hansard.infrastructure.database.dialects.base import (
    DatabaseDialect,
    Durability,
    take_part_in_forks,
)
from hansard.infrastructure.database.dialects.sqlite_arrivals import SqliteArrivals
from hansard.infrastructure.database.dialects.sqlite_faults import classify
from hansard.infrastructure.database.dialects.sqlite_file import DatabaseFile, read_path
from hansard.infrastructure.database.dialects.sqlite_scrubbing import scrub
from hansard.infrastructure.database.dialects.write_gate import WriteGate
from hansard.infrastructure.database.faults import Fault, translate
from hansard.infrastructure.database.fork_statements import REBIND
from hansard.infrastructure.database.link import Link, Mode
from hansard.infrastructure.database.mapping import rebind
from hansard.infrastructure.database.statements import statements_of

BUSY_TIMEOUT = 30.0
"""Seconds; 5 are too near to the waits that were seen under 32 writers."""

READS_TO_END = 1.0
"""Seconds that a fork waits for reads of other threads."""

PRAGMAS = (
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "journal_size_limit=67108864",
    "fullfsync=1",
    "checkpoint_fullfsync=1",
)
_SYNCHRONOUS = {Durability.POWER: "FULL", Durability.PROCESS: "NORMAL"}
_PARENTS: list[Link] = []
"""Connections of a parent process: a child must neither use nor close them."""


class SqliteDialect(DatabaseDialect):
    """A SQLite file in WAL mode.

    Writers of all processes queue at a gate beside the file and share one connection a process.
    Readers have connections of their own and never wait.
    """

    concurrency = 4

    def __init__(self, url: URL, durability: Durability) -> None:
        self.path = read_path(url)
        self._durability = durability
        self.engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            connect_args=_connect_arguments(),
            pool_size=5,
            max_overflow=20,
        )
        event.listen(self.engine, "connect", self._configure)
        event.listen(self.engine, "begin", _begin)
        self.statements = statements_of(type(self.engine.dialect))
        self._file = DatabaseFile(self.path)
        self._gate = WriteGate(self.path.with_name(self.path.name + ".lock"))
        self._writer: Link | None = None
        take_part_in_forks(self)

    def begin(self, mode: Mode) -> Link:
        if not mode.writes:
            self._gate.wait_while_frozen()
            pooled = self.engine.raw_connection()
            raw: Any = pooled.driver_connection
            if not mode.is_single:
                raw.execute("BEGIN")
            return Link(raw.execute, raw.executemany, self.statements, append_in_two, pooled)
        try:
            self._gate.enter()
            self._file.check()
            writer = self._writer or self._open_writer()
            writer.resource.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._give_up_writing()
            raise
        return writer

    def commit(self, link: Link, mode: Mode) -> None:
        if mode.writes:
            link.resource.execute("COMMIT")
            self._gate.leave()
            return
        if not mode.is_single:
            link.resource.driver_connection.execute("COMMIT")
        link.resource.close()

    def abandon(self, link: Link, mode: Mode, fault: Fault | None) -> None:  # noqa: ARG002
        if not mode.writes:
            link.resource.close()
            return
        self._give_up_writing()

    def _give_up_writing(self) -> None:
        """Roll back and leave the gate. Outside the gate a transaction is somebody else's."""
        if not self._gate.is_mine:
            return
        try:
            if self._writer is not None and self._writer.resource.in_transaction:
                self._writer.resource.execute("ROLLBACK")
        except sqlite3.Error:
            self._close_writer()
        finally:
            self._gate.leave()

    def classify(self, error: BaseException) -> Fault | None:
        return classify(error)

    def prepare(self) -> None:
        with self.engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal":
                return
        with self._gate:
            self._switch_to_wal()

    @contextmanager
    def setup_lock(self) -> Iterator[Connection]:
        with self._gate:
            self._switch_to_wal()
            writing = self.engine.execution_options(hansard_write=True)
            with writing.begin() as connection:
                yield connection

    def integrity(self) -> list[str]:
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        findings = [text for text in found if text != "ok"]
        return findings + [
            f"a row of {row[0]} refers to a missing row of {row[2]}" for row in orphans
        ]

    def scrub(self, *, thorough: bool) -> list[str]:
        return scrub(self._access, thorough=thorough)

    @contextmanager
    def _access(self) -> Iterator[sqlite3.Connection]:
        """Give a connection outside any transaction, while no other writer is at work."""
        with self._gate:
            self._file.check()
            pooled = self.engine.raw_connection()
            try:
                raw: Any = pooled.driver_connection
                yield raw
            finally:
                pooled.close()

    def inspect(self) -> dict[str, Any]:
        names = ("journal_mode", "synchronous", "busy_timeout", *(p.split("=")[0] for p in PRAGMAS))
        with self.engine.connect() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names
            }
        wal = self.path.with_name(self.path.name + "-wal")
        return {
            "database": "sqlite",
            "version": sqlite3.sqlite_version,
            "path": str(self.path),
            "pragmas": pragmas,
            "wal_bytes": wal.stat().st_size if wal.exists() else 0,
            "durability": self._durability.value,
        }

    def arrivals(self) -> LocalArrivals:
        return SqliteArrivals(self.path.with_name(self.path.name + "-wal"))

    def close(self) -> None:
        with self._gate:
            self._close_writer()
        super().close()
        self._gate.close()

    def _open_writer(self) -> Link:
        pooled = self.engine.raw_connection()
        raw: Any = pooled.driver_connection
        pooled.detach()
        self._writer = Link(raw.execute, raw.executemany, self.statements, append_in_two, raw)
        return self._writer

    def _configure(self, connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (*PRAGMAS, f"synchronous={_SYNCHRONOUS[self._durability]}"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        add_functions(connection)

    def _switch_to_wal(self) -> None:
        pooled = self.engine.raw_connection()
        try:
            mode = pooled.cursor().execute("PRAGMA journal_mode=WAL").fetchall()[0][0]
            if mode != "wal":
                raise ConfigurationError(
                    f"{self.path} cannot be kept in WAL mode, only as {mode!r}. "
                    "Put it on a local file system."
                )
        except sqlite3.Error as error:
            raise translate(error, classify(error) or Fault.OTHER) from error
        finally:
            pooled.close()

    def before_fork(self) -> None:
        """Close what is open: SQLite keeps its books on open files for a whole process.

        A child would inherit them, take its parent's locks for its own, and go on writing to a
        journal that the parent deletes when it closes. Other threads are waited for.
        """
        self._gate.freeze()
        if self._gate.is_frozen:
            self._close_writer()
        pool: Any = self.engine.pool
        deadline = time.monotonic() + READS_TO_END
        while pool.checkedout() and time.monotonic() < deadline:
            time.sleep(0.001)
        self.engine.dispose()

    def after_fork_in_parent(self) -> None:
        self._gate.thaw()

    def after_fork_in_child(self) -> None:
        if self._writer is not None:  # forked inside a unit of work
            _PARENTS.append(self._writer)
            self._writer = None
        super().after_fork_in_child()
        self._gate.reopen()

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.resource.close()


append = append_in_two


def commits_by_itself(connection: sqlite3.Connection) -> bool:
    """Say that a transaction was begun here and that there is none; see `CommitsByItself`."""
    if getattr(connection, "autocommit", None) is True:  # Python 3.12 and later
        return True
    return connection.isolation_level is None and not connection.in_transaction


def begin_where_none(connection: Connection) -> None:
    """Begin a transaction; the driver's own way begins none before the first write."""
    raw: Any = connection.connection.driver_connection
    if not raw.in_transaction:
        connection.exec_driver_sql("BEGIN")


def equip(connection: Connection) -> None:
    """Give a caller's own connection the functions that statements call, once."""
    if REBIND not in connection.info:
        raw: Any = connection.connection.driver_connection
        add_functions(raw)
        connection.info[REBIND] = True


def add_functions(connection: sqlite3.Connection) -> None:
    """Add the functions that statements call; see `fork_statements`."""
    connection.create_function(REBIND, 4, rebind, deterministic=True)


def _connect_arguments() -> dict[str, Any]:
    arguments: dict[str, Any] = {"timeout": BUSY_TIMEOUT, "check_same_thread": False}
    if sys.version_info >= (3, 12):
        arguments["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    return arguments


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("hansard_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
