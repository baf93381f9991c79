"""What an INSERT does where a row with its key is there; the databases here say it alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import SyntaxExtension
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement


class OnConflict(SyntaxExtension, ClauseElement):
    """Leaves the row that is there, or writes columns of it anew.

    Args:
        key: the columns of the key.
        overwritten: columns that take the new values; none of them leaves the row alone.
    """

    inherit_cache = False

    def __init__(self, key: Sequence[str], overwritten: Sequence[str] = ()) -> None:
        self.key = tuple(key)
        self.overwritten = tuple(overwritten)

    def apply_to_insert(self, insert_stmt: Insert) -> None:
        """Stand behind the values."""
        insert_stmt.apply_syntax_extension_point(lambda _: [self], "post_values")


@compiles(OnConflict)
def _write(clause: OnConflict, _: SQLCompiler, **__: Any) -> str:
    act = ", ".join(f"{name} = excluded.{name}" for name in clause.overwritten)
    does = f"UPDATE SET {act}" if act else "NOTHING"
    return f"ON CONFLICT ({', '.join(clause.key)}) DO {does}"
