"""Where the work is done: SQLite with either durability, and PostgreSQL."""

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import hansard
from benchmarks.raw.bare import Bare
from benchmarks.raw.bare_sqlite import BareSqlite
from benchmarks.raw.workload import (
    FIRST_MOMENT,
    event_rows,
    message_rows,
    session_row,
    unique_ids,
)
from hansard import Hansard

if TYPE_CHECKING:
    from testbed.postgres import PostgresServer


class Site(ABC):
    """One database with hansard's schema, made by hansard's own migrations.

    Attributes:
        url: as hansard takes it.
        opened: what is to be closed when the site is released.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.opened = ExitStack()
        self._open().close()

    def open(self) -> Hansard:
        """Open it through hansard, until it is released."""
        return self.opened.enter_context(self._open())

    def bare(self) -> Bare:
        """Open a bare connection of its own, until the site is released."""
        return self.opened.enter_context(closing(self._bare()))

    @abstractmethod
    def _open(self) -> Hansard: ...

    @abstractmethod
    def _bare(self) -> Bare: ...

    def fill_sessions(self, count: int) -> None:
        """Add sessions, created one second apart."""
        ids = itertools.islice(unique_ids(), count)
        with closing(self._bare()) as bare:
            bare.fill_sessions(
                session_row(session_id, 0, FIRST_MOMENT + number * 1_000_000)
                for number, session_id in enumerate(ids)
            )
            bare.settle()

    def fill_messages(self, session_id: str, count: int) -> str:
        """Add a session with so many messages; return its id."""
        with closing(self._bare()) as bare:
            bare.fill_sessions([session_row(session_id, count, FIRST_MOMENT)])
            if count:
                bare.fill_messages(message_rows(session_id, count))
                bare.settle()
        return session_id

    def fill_events(self, session_id: str, count: int) -> str:
        """Add a session with so many events; return its id."""
        with closing(self._bare()) as bare:
            bare.fill_sessions([session_row(session_id, 0, FIRST_MOMENT)])
            if count:
                bare.fill_events(event_rows(session_id, count))
                bare.run_untimed(
                    f"UPDATE sessions SET event_count = {count} WHERE session_id = '{session_id}'"
                )
                bare.settle()
        return session_id


class SqliteSite(Site):
    """A SQLite file in a folder of its own."""

    def __init__(self, folder: Path, durability: str) -> None:
        self._path = folder / "store.db"
        self._durability = durability
        super().__init__(f"sqlite:///{self._path}")
        self.opened.callback(shutil.rmtree, folder)

    def _open(self) -> Hansard:
        return hansard.open(self.url, durability=self._durability)

    def _bare(self) -> Bare:
        return BareSqlite(self._path, "FULL" if self._durability == "power" else "NORMAL")


class PostgresSite(Site):
    """A PostgreSQL database."""

    def __init__(self, server: "PostgresServer") -> None:
        super().__init__(server.create_database())
        self.opened.callback(server.drop_database, self.url)

    def _open(self) -> Hansard:
        return hansard.open(self.url)

    def _bare(self) -> Bare:
        from benchmarks.raw.bare_postgres import BarePostgres

        return BarePostgres(self.url)


class Place:
    """A kind of database with a durability, and the sites that a comparison has on it.

    Args:
        name: as it stands in the table.
        make: makes a fresh site.
    """

    def __init__(self, name: str, make: Callable[[], Site]) -> None:
        self.name = name
        self._make = make
        self._sites: list[Site] = []

    def site(self) -> Site:
        """Make a fresh database."""
        self._sites.append(self._make())
        return self._sites[-1]

    def release(self) -> None:
        """Close and remove every database that was made."""
        while self._sites:
            self._sites.pop().opened.close()


@contextmanager
def open_places(folder: Path, wanted: frozenset[str]) -> Iterator[tuple[list[Place], list[str]]]:
    """Give the places whose names are wanted, all where none is, and why others are missing.

    Args:
        folder: on the disk whose flushes are to be measured, not in memory.
    """
    folders = (folder / str(number) for number in itertools.count())

    def sqlite(durability: str) -> Callable[[], Site]:
        return lambda: SqliteSite(next(folders), durability)

    with ExitStack() as stack:
        places = [Place("SQLite FULL", sqlite("power")), Place("SQLite NORMAL", sqlite("process"))]
        missing = []
        if not wanted or "PostgreSQL" in wanted:
            from testbed.postgres import PostgresServer, PostgresUnavailableError

            try:
                server = stack.enter_context(PostgresServer(durable=True))
                places.append(Place("PostgreSQL", lambda: PostgresSite(server)))
            except PostgresUnavailableError as error:
                missing.append(f"PostgreSQL was left out: {error}")
        yield [place for place in places if not wanted or place.name in wanted], missing
