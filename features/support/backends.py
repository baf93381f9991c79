"""The databases that the features run on: an empty store for every scenario, quickly."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

import hansard
from hansard.infrastructure.database import SessionModel
from testbed.postgres import PostgresServer, find_postgres


class Backend(Protocol):
    """A kind of database."""

    @property
    def unavailable(self) -> str | None:
        """Why it cannot be used here, None where it can."""

    def start(self) -> None:
        """Get ready, once for the whole run."""

    def renew(self) -> str | None:
        """Give the URL of a database that holds no session yet, None for memory."""

    def empty(self) -> str:
        """Give the URL of a database without any schema."""

    def stop(self) -> None:
        """Remove everything."""


class MemoryBackend:
    """No database at all: every store that is opened is new."""

    unavailable: str | None = None

    def start(self) -> None:
        pass

    def renew(self) -> None:
        return None

    def empty(self) -> str:
        raise NotImplementedError("a store in memory has no schema")

    def stop(self) -> None:
        pass


class SqliteBackend:
    """One file for each scenario, copied from one whose schema stands."""

    unavailable: str | None = None

    def __init__(self) -> None:
        self._count = 0

    def start(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="hansard-features-"))
        hansard.open(self._url("template")).close()

    def renew(self) -> str:
        url = self.empty()
        shutil.copyfile(self._file("template"), self._file(str(self._count)))
        return url

    def empty(self) -> str:
        shutil.rmtree(self._file(str(self._count)).parent, ignore_errors=True)
        self._count += 1
        self._file(str(self._count)).parent.mkdir(mode=0o700)
        return self._url(str(self._count))

    def stop(self) -> None:
        shutil.rmtree(self._folder)

    def _file(self, name: str) -> Path:
        return self._folder / name / "sessions.db"

    def _url(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"


class PostgresqlBackend:
    """One database for the whole run, emptied before each scenario."""

    def __init__(self) -> None:
        found = find_postgres()
        self.unavailable: str | None = found if isinstance(found, str) else None
        self._server = PostgresServer(durable=False)

    def start(self) -> None:
        self._artifacts = tempfile.TemporaryDirectory(prefix="hansard-features-")
        os.environ["HANSARD_ARTIFACTS"] = f"{self._artifacts.name}/artifacts"
        self._server.start()
        self._url = self._server.create_database()
        hansard.open(self._url).close()
        address = self._url.replace("postgresql+psycopg://", "postgresql://")
        self._connection = psycopg.connect(address, autocommit=True)
        children_first = reversed(SessionModel.metadata.sorted_tables)
        self._empty = sql.SQL("; ").join(
            sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)) for table in children_first
        )

    def renew(self) -> str:
        self._connection.execute(self._empty)
        return self._url

    def empty(self) -> str:
        return self._server.create_database()

    def stop(self) -> None:
        self._connection.close()
        self._server.stop()
        self._artifacts.cleanup()


BACKENDS: dict[str, type[MemoryBackend | SqliteBackend | PostgresqlBackend]] = {
    "memory": MemoryBackend,
    "sqlite": SqliteBackend,
    "postgresql": PostgresqlBackend,
}
