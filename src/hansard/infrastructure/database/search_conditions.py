"""Filters of searches, as conditions on the table that is searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, Select, bindparam, literal_column, select

from hansard.infrastructure.database.compiling import in_namespace
from hansard.infrastructure.database.hints import begin_with
from hansard.infrastructure.database.run_statements import RUNS
from hansard.infrastructure.database.statements import SESSIONS, TAGS

ONE: ColumnElement[int] = literal_column("1", Integer())


@dataclass(frozen=True, slots=True)
class Restriction:
    """A filter of a search, apart from its values.

    Attributes:
        kind: what it narrows.
        count: how many values it binds.
        place: which one it is of several of its kind.
    """

    kind: str
    count: int = 1
    place: int = 0

    @property
    def names(self) -> list[str]:
        """What its values are bound by."""
        return [f"{self.kind}_{self.place}_{number}" for number in range(self.count)]


VISIBLE, HIDDEN = Restriction("visible", 0), Restriction("hidden", 0)
"""Only sessions that retention has not hidden; only those that it has."""

Condition: TypeAlias = Callable[[Restriction, bool], ColumnElement[bool]]
"""Gives the condition of a restriction, which the search begins with or not."""

Candidates: TypeAlias = Callable[[Restriction], Select[Any]]
"""Gives the ids of the sessions that a restriction leaves, from another table."""


def one_of(column: ColumnElement[Any]) -> Condition:
    """A column has one of the values."""
    return lambda restriction, _: _is_one_of(column, restriction)


def at_least(column: ColumnElement[Any]) -> Condition:
    """A column has the value or a larger one."""
    return lambda restriction, _: column >= _only_value(column, restriction)


def at_most(column: ColumnElement[Any]) -> Condition:
    """A column has the value or a smaller one."""
    return lambda restriction, _: column <= _only_value(column, restriction)


def absent(column: ColumnElement[Any]) -> Condition:
    """A column is empty."""
    return lambda _, __: column.is_(None)


def present(column: ColumnElement[Any]) -> Condition:
    """A column is not empty."""
    return lambda _, __: column.is_not(None)


def among(column: ColumnElement[Any], candidates: Candidates) -> Condition:
    """A column has one of the ids that another table gives."""
    return lambda restriction, _: column.in_(candidates(restriction))


def has_tag(restriction: Restriction, is_first: bool) -> ColumnElement[bool]:
    """A session carries a tag."""
    tagged = tagged_sessions(restriction)
    if is_first:
        return SESSIONS.c.session_id.in_(tagged)
    return tagged.where(TAGS.c.session_id == SESSIONS.c.session_id).exists()


def has_run_of(restriction: Restriction, is_first: bool) -> ColumnElement[bool]:
    """A session has a run of one of the providers."""
    if is_first:
        return SESSIONS.c.session_id.in_(sessions_with_runs_of(restriction))
    of_it = (
        select(ONE)
        .select_from(RUNS)
        .where(
            RUNS.c.session_id == SESSIONS.c.session_id,
            in_namespace(RUNS),
            _is_one_of(RUNS.c.provider, restriction),
        )
    )
    return begin_with(of_it, RUNS, "ix_runs_session").exists()


def tagged_sessions(restriction: Restriction) -> Select[Any]:
    """Select the ids of the sessions that carry a tag."""
    return select(TAGS.c.session_id).where(in_namespace(TAGS), _is_one_of(TAGS.c.tag, restriction))


def sessions_with_runs_of(restriction: Restriction) -> Select[Any]:
    """Select the ids of the sessions of runs of providers, once for each run."""
    found = select(RUNS.c.session_id).where(
        in_namespace(RUNS), _is_one_of(RUNS.c.provider, restriction)
    )
    return begin_with(found, RUNS, "ix_runs_provider")


def sessions_of(column: ColumnElement[Any], index: str) -> Candidates:
    """Select the ids of the sessions of an actor or owner."""

    def candidates(restriction: Restriction) -> Select[Any]:
        found = select(SESSIONS.c.session_id).where(
            in_namespace(SESSIONS), _is_one_of(column, restriction)
        )
        return begin_with(found, SESSIONS, index)

    return candidates


def _only_value(column: ColumnElement[Any], restriction: Restriction) -> ColumnElement[Any]:
    return bindparam(restriction.names[0], type_=column.type)


def _is_one_of(column: ColumnElement[Any], restriction: Restriction) -> ColumnElement[bool]:
    values = [bindparam(name, type_=column.type) for name in restriction.names]
    return column == values[0] if len(values) == 1 else column.in_(values)
