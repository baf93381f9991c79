"""A throw-away PostgreSQL server for tests.

``python -m testbed.postgres run [--fast] -- COMMAND …`` starts one, tells the command its URL in
``HANSARD_TEST_POSTGRES_URL``, stops it afterwards and returns the command's exit code.

The server keeps PostgreSQL's durability settings unless told otherwise. It dies with the process
that started it, provided that the main thread started it; its files then stay behind.
"""

import argparse
import atexit
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any, NoReturn, Self

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from testbed.postgres_binaries import GIVEN_SERVER, GivenServer, Installation, find_postgres
from testbed.postgres_process import PostgresProcess, PostgresUnavailableError, StopMode

__all__ = ["GIVEN_SERVER", "PostgresServer", "PostgresUnavailableError", "find_postgres"]


class PostgresServer:
    """A server started by this process, or the one that the environment gives.

    Args:
        durable: Keep fsync and synchronous commits, as in production; False is faster.
        private: Always start a server of one's own, so that it may be stopped and killed.
    """

    def __init__(self, *, durable: bool = True, private: bool = False) -> None:
        self._durable = durable
        self._private = private
        self._base: URL | None = None
        self._process: PostgresProcess | None = None
        self._created: set[str] = set()
        self._owner = os.getpid()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, or join the one given; return when it answers."""
        found = find_postgres(private=self._private)
        if isinstance(found, str):
            raise PostgresUnavailableError(found)
        if isinstance(found, GivenServer):
            self._base = make_url(found.url).set(drivername="postgresql+psycopg")
            self._execute(sql.SQL("SELECT 1"))
            return
        atexit.register(self.stop)
        self._process = PostgresProcess(found, durable=self._durable, answers=_answers)
        try:
            self._process.start()
        except BaseException:
            self.stop()
            raise
        self._base = _local(self._process.port)

    def stop(self) -> None:
        """Stop the server and remove its files; a given server only loses what was created."""
        if os.getpid() != self._owner:
            return
        atexit.unregister(self.stop)
        if self._process is not None:
            self._process.remove()
        elif self._base is not None:
            for name in tuple(self._created):
                self.drop_database(name)
        self._created.clear()
        self._process = self._base = None

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of a database on this server."""
        return self._address.set(database=database).render_as_string(hide_password=False)

    def create_database(self, name: str | None = None, template: str | None = None) -> str:
        """Create a database, empty or as a copy of a template without connections; return its URL.

        Args:
            name: Its name; a fresh one by default.
            template: The name or the URL of the database to copy.
        """
        chosen = name or f"hansard_{secrets.token_hex(6)}"
        source = _name(template) if template else "template1"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute(statement.format(sql.Identifier(chosen), sql.Identifier(source)))
        self._created.add(chosen)
        return self.url(chosen)

    def drop_database(self, database: str) -> None:
        """Drop a database by name or URL, ending its connections; one that is gone is no error."""
        name = _name(database)
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._execute(statement.format(sql.Identifier(name)))
        self._created.discard(name)

    def terminate_backends(self, database: str | None = None) -> int:
        """End every client connection, of one database or of all; return how many there were."""
        rows = self._execute(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' "
                "AND (%(name)s::text IS NULL OR datname = %(name)s)"
            ),
            {"name": _name(database) if database else None},
        )
        return len(rows)

    def restart(self, mode: StopMode = "fast") -> None:
        """Stop the server and start it on the same data and port.

        Args:
            mode: "fast" rolls back and writes a checkpoint; "immediate" drops everything at once,
                and the start recovers from the log.
        """
        self._own_process.halt(mode)
        self._own_process.resume()

    def halt(self, mode: StopMode = "fast") -> None:
        """Stop the server and keep its data; ``resume`` starts it again."""
        self._own_process.halt(mode)

    def kill(self) -> None:
        """Kill the server and all its backends with SIGKILL; ``resume`` starts it again."""
        self._own_process.kill()

    def resume(self) -> None:
        """Start a halted or killed server on its old data and port."""
        self._own_process.resume()

    @property
    def _address(self) -> URL:
        if self._base is None:
            raise PostgresUnavailableError("the server is not started")
        return self._base

    @property
    def _own_process(self) -> PostgresProcess:
        if self._process is None:
            raise PostgresUnavailableError("the server was not started here: use private=True")
        return self._process

    def _execute(
        self, statement: sql.SQL | sql.Composed, values: dict[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        with _connect(self._address) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


def _connect(address: URL) -> psycopg.Connection[tuple[Any, ...]]:
    target = address.set(drivername="postgresql", database=address.database or "postgres")
    conninfo = target.render_as_string(hide_password=False)
    return psycopg.connect(conninfo, autocommit=True, connect_timeout=10)


def _answers(port: int) -> bool:
    try:
        _connect(_local(port)).close()
    except psycopg.OperationalError:
        return False
    return True


def _local(port: int) -> URL:
    return URL.create("postgresql+psycopg", username="postgres", host="127.0.0.1", port=port)


def _name(database: str) -> str:
    if "://" not in database:
        return database
    return make_url(database).database or "postgres"


def _run(command: Sequence[str], *, durable: bool) -> int:
    found = find_postgres()
    if not isinstance(found, Installation):
        if isinstance(found, str):
            print(found, file=sys.stderr)
        return subprocess.run(command, check=False).returncode
    with PostgresServer(durable=durable) as server:
        environment = os.environ | {GIVEN_SERVER: server.url()}
        return subprocess.run(command, env=environment, check=False).returncode


def _terminated(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def main() -> int:
    """Run a command beside a server; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m testbed.postgres")
    run = parser.add_subparsers(required=True).add_parser("run", help="run a command beside it")
    run.add_argument("--fast", action="store_true", help="give up durability for speed")
    run.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _terminated)
    return _run(arguments.command, durable=not arguments.fast)


if __name__ == "__main__":
    sys.exit(main())
