"""Statements: built once as Core, confined to a namespace, compiled once to a driver's text.

`in_namespace` is the one function that confines a statement to a namespace; each statement goes
through it, and a check finds one that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Table, and_, bindparam, literal_column
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import Executable

from hansard.infrastructure.database.hints import write_hints

NOTHING = literal_column("0", BigInteger())
"""An offset; SQLite has no limit without one, and would get it as one more parameter."""


class Statement(NamedTuple):
    """Text in a driver's own form, with the way to bind parameters to it.

    Attributes:
        text: SQL with the driver's placeholders.
        bind: turns parameters into what the driver takes.
    """

    text: str
    bind: Callable[[Any], Any]


Compile: TypeAlias = Callable[[Executable], Statement]
Shape = TypeVar("Shape", bound="tuple[Any, ...]")
AnyFamily = TypeVar("AnyFamily", bound="Family")
Build: TypeAlias = Callable[[Shape], Executable]


class Family:
    """Statements that belong together, each an attribute, compiled when first asked for.

    Args:
        compile_one: compiles one for the database.
    """

    def __init__(self, compile_one: Compile) -> None:
        self.compile = compile_one


SHAPED: dict[Build[Any], tuple[Any, ...]] = {}
"""Statements that depend on a shape, each with shapes that show all of its parts."""


def shaped(*examples: Shape) -> Callable[[Build[Shape]], Build[Shape]]:
    """Register a function that builds a statement of a shape, such as the filters of a search.

    Args:
        examples: shapes for the check that every statement is confined to a namespace.
    """

    def register(build: Build[Shape]) -> Build[Shape]:
        SHAPED[build] = examples
        return build

    return register


class KeysShape(NamedTuple):
    """How many keys are looked up at once."""

    keys: int


KEYS_AT_ONCE = (1, 20, 500)
"""How many keys one statement looks up: few sizes, so that few statements are compiled."""


def chunks_of_keys(keys: Sequence[str]) -> Iterator[tuple[KeysShape, dict[str, str]]]:
    """Yield keys as the parameters of statements that look up many, the last one filled up."""
    start = 0
    while start < len(keys):
        left = len(keys) - start
        size = next((size for size in KEYS_AT_ONCE if size >= left), KEYS_AT_ONCE[-1])
        chunk = keys[start : start + size]
        filled = [*chunk, *[chunk[-1]] * (size - len(chunk))]
        yield KeysShape(size), {f"key_{place}": key for place, key in enumerate(filled)}
        start += size


def is_one_of(column: ColumnElement[str], shape: KeysShape) -> ColumnElement[bool]:
    """Say that a column is one of the keys looked up."""
    return column.in_([bindparam(f"key_{place}") for place in range(shape.keys)])


class Compiler:
    """Compiles statements for one kind of database, each once."""

    def __init__(self, dialect: Dialect) -> None:
        write_hints(dialect)
        self._families: dict[type[Family], Family] = {}
        self.compile: Compile = lambda statement: compile_statement(statement, dialect)
        self.of_shape = lru_cache(maxsize=512)(self._of_shape)

    def of(self, family: type[AnyFamily]) -> AnyFamily:
        """Give the statements of a family."""
        found = self._families.get(family)
        if found is None:
            found = self._families[family] = family(self.compile)
        return found  # type: ignore[return-value]

    def _of_shape(self, build: Build[Any], shape: Any) -> Statement:
        return self.compile(build(shape))


def in_namespace(table: Table) -> ColumnElement[bool]:
    """Confine a statement to the rows of the caller's namespace."""
    return table.c.namespace == bindparam("namespace")


def of_session(table: Table) -> ColumnElement[bool]:
    """Confine a statement to one session of the caller's namespace."""
    return and_(table.c.session_id == bindparam("session_id"), in_namespace(table))


def compile_statement(statement: Executable, dialect: Dialect) -> Statement:
    """Compile a Core statement to text for a database."""
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    names = compiled.positiontup
    if names is None:
        return Statement(compiled.string, dict)
    if not names:
        return Statement(compiled.string, lambda _: ())
    if len(names) == 1:
        return Statement(compiled.string, lambda given: (given[names[0]],))
    return Statement(compiled.string, itemgetter(*names))
