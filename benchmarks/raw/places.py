"""Where the work is done: SQLite with either durability, and PostgreSQL."""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import hansard
from benchmarks.raw.bare_postgres import BarePostgres
from benchmarks.raw.bare_sqlite import BareSqlite
from benchmarks.raw.workload import FIRST_MOMENT, message_rows, session_row, unique_ids
from hansard import Hansard
from testbed.postgres import PostgresServer, PostgresUnavailableError

Bare = BareSqlite | BarePostgres

class Site(ABC):
    """One database with hansard's schema, made by hansard's own migrations."""

    url: str

    @abstractmethod
    def open(self) -> Hansard:
        """Open it through hansard."""

    @abstractmethod
    def bare(self) -> Bare:
        """Open a bare connection of its own."""

    def fill_sessions(self, count: int) -> None:
        """Add sessions, created one second apart."""
        bare = self.bare()
        ids = itertools.islice(unique_ids(), count)
        bare.fill_sessions(
            session_row(session_id, 0, FIRST_MOMENT + number * 1_000_000)
            for number, session_id in enumerate(ids)
        )
        bare.settle()
        bare.close()

    def fill_messages(self, session_id: str, count: int) -> str:
        """Add a session with so many messages; return its id."""
        bare = self.bare()
        bare.fill_sessions([session_row(session_id, count, FIRST_MOMENT)])
        bare.fill_messages(message_rows(session_id, count))
        bare.settle()
        bare.close()
        return session_id


class SqliteSite(Site):
    """A SQLite file."""

    def __init__(self, path: Path, durability: str) -> None:
        self.url = f"sqlite:///{path}"
        self._path = path
        self._durability = durability
        self.open().close()

    def open(self) -> Hansard:
        return hansard.open(self.url, durability=self._durability)

    def bare(self) -> Bare:
        return BareSqlite(self._path, "FULL" if self._durability == "power" else "NORMAL")


class PostgresSite(Site):
    """A PostgreSQL database."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.open().close()

    def open(self) -> Hansard:
        return hansard.open(self.url)

    def bare(self) -> Bare:
        return BarePostgres(self.url)


class Place(ABC):
    """A kind of database with a durability. Every site on it is fresh."""

    name: str

    @abstractmethod
    def site(self) -> Site:
        """Make a fresh database."""


class SqlitePlace(Place):
    """SQLite in a folder."""

    def __init__(self, folder: Path, durability: str) -> None:
        self.name = "SQLite FULL" if durability == "power" else "SQLite NORMAL"
        self._folder = folder
        self._durability = durability
        self._numbers = itertools.count()

    def site(self) -> Site:
        name = f"{self._durability}{next(self._numbers)}.db"
        return SqliteSite(self._folder / name, self._durability)


class PostgresPlace(Place):
    """PostgreSQL as it comes: fsync and synchronous commits."""

    def __init__(self, server: PostgresServer) -> None:
        self.name = "PostgreSQL"
        self._server = server

    def site(self) -> Site:
        return PostgresSite(self._server.create_database())


@contextmanager
def open_places(folder: Path, wanted: frozenset[str]) -> Iterator[tuple[list[Place], list[str]]]:
    """Give the places whose names are wanted, all where none is, and why others are missing.

    Args:
        folder: on the disk whose flushes are to be measured, not in memory.
    """
    with ExitStack() as stack:
        places: list[Place] = [SqlitePlace(folder, "power"), SqlitePlace(folder, "process")]
        missing = []
        if not wanted or "PostgreSQL" in wanted:
            try:
                server = stack.enter_context(PostgresServer(durable=True))
                places.append(PostgresPlace(server))
            except PostgresUnavailableError as error:
                missing.append(f"PostgreSQL was left out: {error}")
        yield [place for place in places if not wanted or place.name in wanted], missing
