"""Every constraint of the schema, found in the models and broken in the database.

A constraint that is added to a model without a way to break it here fails the feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Constraint,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

from features.support.world import World
from hansard import HansardError
from hansard.infrastructure.database import RetryPolicy, schema
from hansard.infrastructure.database.compiling import compile_statement

_CHECKED = {
    "status": "sleeping",
    "role": "narrator",
    "tier": "golden",
    "sequence": -1,
    "schema_version": 0,
    "byte_size": -1,
}
"""Values that checks refuse, by the name of the check, which is that of its column."""

_ALLOWED = {
    ("sessions", "status"): "active",
    ("session_messages", "role"): "user",
    ("tenants", "tier"): "free",
    ("endpoint_runs", "status"): "running",
    ("runs", "status"): "running",
    ("api_keys", "role"): "read",
}
_OTHER_CHECKS: dict[str, dict[str, object]] = {"counters": {"message_count": 2, "next_sequence": 1}}


def break_all(world: World) -> Iterator[tuple[str, HansardError]]:
    """Break every constraint of every table; give its kind and what it was refused with."""
    backend: Any = world.store.backend
    backend.retry = RetryPolicy(attempts=2, base_delay=0)  # a key that is taken stays taken
    for table in schema.metadata.sorted_tables:
        _insert(world, table, _row(table, 0))
        for kind, row in _breaches(table):
            try:
                _insert(world, table, row)
            except HansardError as refusal:
                assert refusal.__cause__ is not None, f"{table}: {refusal!r} has no cause"
                yield kind, refusal
            else:
                raise AssertionError(f"{table} takes {row} against a {kind}")


def _breaches(table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    for constraint in sorted(table.constraints, key=lambda each: str(each.name)):
        yield from _breaches_of(table, constraint)
    for column in table.columns:
        if not column.nullable:
            yield "value that must be there", _row(table, 1) | {column.name: None}


def _breaches_of(table: Table, constraint: Constraint) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
        taken = _row(table, 0)
        yield (
            "key that is taken",
            _row(table, 1) | {column.name: taken[column.name] for column in constraint.columns},
        )
    elif isinstance(constraint, ForeignKeyConstraint):
        column = constraint.elements[0].parent
        yield "parent that is missing", _row(table, 1) | {column.name: "missing"}
    else:
        assert isinstance(constraint, CheckConstraint), f"how to break {constraint}?"
        name = str(constraint.name).removeprefix(f"ck_{table.name}_")
        wrong: dict[str, object] = _OTHER_CHECKS.get(name) or {name: _CHECKED[name]}
        yield "value out of bounds", _row(table, 1) | wrong


def _row(table: Table, number: int) -> dict[str, Any]:
    """Give a row that a table takes; rows of different numbers differ in all but their parents."""
    parents = {key.parent.name for key in table.foreign_keys}
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name in parents:
            row[column.name] = "row 0"
        elif (table.name, column.name) in _ALLOWED:
            row[column.name] = _ALLOWED[table.name, column.name]
        elif isinstance(column.type, String | Text):
            row[column.name] = f"row {number}"
        else:
            row[column.name] = number + 1
    return row


def _insert(world: World, table: Table, row: dict[str, Any]) -> None:
    """Insert a row in a unit of work of the store's own."""
    database: Any = world.store.backend
    statement = compile_statement(insert(table), database.dialect.engine.dialect)

    def unit(work: Any) -> None:
        work.sessions.binding.joined.change(statement, row)

    database.in_namespace("local").write(unit)
