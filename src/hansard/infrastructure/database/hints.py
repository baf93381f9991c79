"""Hints: which index SQLite begins a statement with.

SQLite has no statistics unless somebody makes them, and takes one index that begins with the
namespace to be as good as another: it would read every event of a namespace, in order, to find the
ten of one conversation. So a statement says where it begins. PostgreSQL keeps statistics of its
own accord and is told nothing.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import HasHints

Hinted = TypeVar("Hinted", bound=HasHints)


def begin_with(statement: Hinted, table: Table, index: str) -> Hinted:
    """Let a statement begin with an index of a table, on the database that has to be told."""
    return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")


def write_hints(dialect: Dialect) -> None:
    """Let a dialect write the hints that are meant for it, which SQLAlchemy's SQLite leaves out."""
    compiler: Any = dialect.statement_compiler
    written = {"get_from_hint_text": _text_of}
    dialect.statement_compiler = type(compiler.__name__, (compiler,), written)


def has_hint(text: str) -> bool:
    """Say whether a statement, compiled for a database, says what it begins with."""
    return "INDEXED BY" in text


def _text_of(_: SQLCompiler, __: Table, text: str) -> str:
    return text
