"""Fresh databases for the suites, and the reason where one kind of them is not to be had."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from hansard import Hansard
from hansard.infrastructure.database import Database
from testbed.postgres import PostgresServer, find_postgres

_numbers = count(1)


def new_folder() -> Path:
    """Make an empty folder that goes when the run ends."""
    folder = _root() / str(next(_numbers))
    folder.mkdir(mode=0o700)
    return folder


def new_database(backend: str) -> str:
    """Give the URL of an empty database: ``sqlite`` or ``postgresql``; skip where there is none."""
    if backend == "sqlite":
        return f"sqlite:///{new_folder() / 'sessions.db'}"
    if backend == "postgresql":
        return _server().create_database()
    raise ValueError(f"no such backend: {backend}")


def database_of(store: Hansard) -> Database:
    """Give the database that a store is kept in."""
    assert isinstance(store.backend, Database), "not kept in a database"
    return store.backend


def private_server() -> PostgresServer:
    """Give a PostgreSQL server that may be stopped and killed, not started yet."""
    _skip_without_postgres(private=True)
    return PostgresServer(private=True)


@cache
def _root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="hansard-robot-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


@cache
def _server() -> PostgresServer:
    _skip_without_postgres(private=False)
    server = PostgresServer()
    atexit.register(server.stop)
    server.start()
    return server


def _skip_without_postgres(*, private: bool) -> None:
    found = find_postgres(private=private)
    if isinstance(found, str):
        from robot.api import SkipExecution

        raise SkipExecution(found)
