"""What differs between databases: one small class each, answering the same questions."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from hansard.domain.errors import ConfigurationError
from hansard.infrastructure.database.dialects.autocommit import (
    refuse_settings,
    require_transaction,
)
from hansard.infrastructure.database.dialects.base import DatabaseDialect, Durability
from hansard.infrastructure.database.link import Link
from hansard.infrastructure.database.statements import statements_of


def open_dialect(url: URL, durability: Durability) -> DatabaseDialect:
    """Give the dialect of a URL.

    Raises:
        ConfigurationError: no dialect knows that kind of URL, or it has an option that decides
            when transactions begin and end.
        MissingDependencyError: its driver is an extra that is not installed.
    """
    refuse_settings(url)
    backend = url.get_backend_name()
    if backend == "sqlite":
        from hansard.infrastructure.database.dialects.sqlite import SqliteDialect

        return SqliteDialect(url, durability)
    if backend == "postgresql":
        from hansard.infrastructure.database.dialects.postgresql import PostgresqlDialect

        return PostgresqlDialect(url, durability)
    raise _unsupported(backend)


def join(connection: Connection) -> Link:
    """Give a link on a caller's own transaction, which the caller commits.

    Keys are looked up before they are written, as a failed statement may end the transaction.
    A connection on which each statement would commit by itself is refused at the first one.
    """
    module = _module(connection.dialect.name)

    def run(text: str, parameters: Any) -> Any:
        require_transaction(connection, module.commits_by_itself)
        module.begin_where_none(connection)
        module.equip(connection)
        return connection.exec_driver_sql(text, parameters)

    link = Link(run, run, statements_of(type(connection.dialect)), module.append, connection)
    link.looks_first = True
    return link


def _module(name: str) -> ModuleType:
    if name == "sqlite":
        from hansard.infrastructure.database.dialects import sqlite

        return sqlite
    if name == "postgresql":
        from hansard.infrastructure.database.dialects import postgresql

        return postgresql
    raise _unsupported(name)


def _unsupported(name: str) -> ConfigurationError:
    return ConfigurationError(
        f"hansard stores sessions in SQLite or PostgreSQL, not in {name!r}. "
        "Use sqlite:///path/to/file.db or postgresql://user@host/database."
    )


__all__ = ["DatabaseDialect", "Durability", "join", "open_dialect"]
