"""Statements of the usage report; see `compiling`.

The figures of sessions may be as large as the database takes, so that their sum need not fit: it
is added up in parts that do.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.expression import Executable

from hansard.domain.reports import CostSum
from hansard.domain.usage import AddedUsage, GroupSum, UsageGrouping
from hansard.infrastructure.database.compiling import in_namespace, shaped
from hansard.infrastructure.database.mapping import Row, from_microseconds
from hansard.infrastructure.database.run_statements import RUNS
from hansard.infrastructure.database.search_conditions import Restriction
from hansard.infrastructure.database.search_statements import (
    SumShape,
    read_cost,
    sum_of_costs,
    summed,
)
from hansard.infrastructure.database.statements import SESSIONS

_DAY = 24 * 60 * 60 * 1_000_000
"""Microseconds."""
_BEFORE_ALL_TIMES = 719_162
"""Days from the year 1 to 1970: with them no time is negative, and division rounds down."""
_LOW_BITS = 32

_FIGURES = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens")
_SINCE, _ACTOR = Restriction("since"), Restriction("actor_name")
_CREATED, _SESSION = Restriction("created_after"), Restriction("session_id")


class GroupShape(NamedTuple):
    """What the sums of groups have, apart from values."""

    by: UsageGrouping
    sums: SumShape


@shaped(
    GroupShape(UsageGrouping.DAY, SumShape("usage", (_SINCE,), _SINCE)),
    GroupShape(UsageGrouping.ACTOR, SumShape("usage", (_ACTOR,), _ACTOR)),
)
def build_groups(shape: GroupShape) -> Executable:
    """Build the sums of what runs used and cost, for each group, provider and model."""
    group = _group(shape.by)
    named = (RUNS.c.provider, RUNS.c.model)
    sums = (func.sum(RUNS.c[name]) for name in ("total_tokens", *_FIGURES))
    columns: list[Any] = [group, *named, *sums, func.count(), sum_of_costs(RUNS.c.cost_usd)]
    found = summed(select(*columns), shape.sums)
    if shape.by is UsageGrouping.ACTOR:
        found = found.select_from(_with_sessions()).where(in_namespace(SESSIONS))
    return found.group_by(group, *named, RUNS.c.cost_usd.is_(None))


@shaped(SumShape("sessions", (_CREATED,), _CREATED), SumShape("sessions", (_SESSION,), _SESSION))
def build_added(shape: SumShape) -> Executable:
    """Build the sums of what was added to sessions."""
    tokens = (SESSIONS.c.input_tokens, SESSIONS.c.output_tokens)
    halves = (func.sum(half) for column in tokens for half in _halves(column))
    columns: list[Any] = [func.count(), *halves, sum_of_costs(SESSIONS.c.estimated_cost)]
    return summed(select(*columns), shape)


def group_from_row(by: UsageGrouping, row: Row) -> GroupSum:
    """Give the sums of one group, provider and model."""
    group, provider, model, total, *figures, count, cost = row
    if by is UsageGrouping.DAY:
        group = from_microseconds((int(group) - _BEFORE_ALL_TIMES) * _DAY).date().isoformat()
    numbers = map(int, (*figures, count))
    costs = CostSum._make((provider, model, *numbers, read_cost(cost)))
    return GroupSum(group, int(total), costs)


def added_from_row(row: Row) -> AddedUsage:
    """Give the sums over sessions."""
    count, high_in, low_in, high_out, low_out, cost = row
    return AddedUsage(
        int(count), _joined(high_in, low_in), _joined(high_out, low_out), read_cost(cost) or 0.0
    )


def _group(by: UsageGrouping) -> ColumnElement[Any]:
    if by is UsageGrouping.DAY:
        day = literal_column(str(_DAY), BigInteger())
        return (RUNS.c.started_at + literal_column(str(_BEFORE_ALL_TIMES * _DAY), day.type)) // day
    columns = {
        UsageGrouping.PROVIDER: RUNS.c.provider,
        UsageGrouping.MODEL: RUNS.c.model,
        UsageGrouping.ACTOR: SESSIONS.c.actor_name,
    }
    return columns[by]


def _with_sessions() -> FromClause:
    return RUNS.join(
        SESSIONS,
        and_(SESSIONS.c.session_id == RUNS.c.session_id, SESSIONS.c.namespace == RUNS.c.namespace),
    )


def _halves(column: ColumnElement[int]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    bits = literal_column(str(_LOW_BITS), BigInteger())
    lower = literal_column(str((1 << _LOW_BITS) - 1), BigInteger())
    return column.bitwise_rshift(bits), column.bitwise_and(lower)


def _joined(high: Any, low: Any) -> int:
    """Give a sum whose halves were added up; there are none without rows."""
    return (int(high or 0) << _LOW_BITS) + int(low or 0)
