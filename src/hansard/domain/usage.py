"""What runs used and cost, group by group, and beside it what was added to sessions.

Both are kept, and neither is derived from the other: a run says what it used, a session is told
what to add to its usage. A report shows the two side by side and never adds them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from hansard.domain.errors import InvalidInputError
from hansard.domain.pricing import PricingTable
from hansard.domain.reports import UNKNOWN, CostSum, cost_of_sum, sum_of_costs
from hansard.domain.shown import shown

TOTAL = "total"


class UsageGrouping(StrEnum):
    """What runs are grouped by. The actor is that of their session, the day that of their start."""

    PROVIDER = "provider"
    MODEL = "model"
    ACTOR = "actor"
    DAY = "day"


class GroupSum(NamedTuple):
    """What the runs of one group, provider and model used.

    Attributes:
        group: what they have in common, a day in ISO 8601; None where they name nothing.
        total_tokens: the sum of the totals that they state.
        costs: their other figures.
    """

    group: str | None
    total_tokens: int
    costs: CostSum


@dataclass(frozen=True, slots=True)
class UsageRow:
    """What the runs of one group used and cost.

    Attributes:
        group: what they have in common, ``unknown`` where they name nothing.
        total_tokens: the sum of the totals that runs state, which may differ from the sum of
            input and output.
        cost_usd: USD, of those runs that state a cost or can be priced; None where none of them
            does.
        unmapped_runs: runs that state no cost and have no price, which add nothing to it.
    """

    group: str
    run_count: int
    input_tokens: int
    output_tokens: int
    total_tokens: int
    cost_usd: float | None
    unmapped_runs: int


@dataclass(frozen=True, slots=True)
class AddedUsage:
    """What was added to the usage of sessions, whatever their runs report.

    Attributes:
        session_count: how many sessions there are, also without any usage.
        estimated_cost: USD.
    """

    session_count: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    estimated_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class UsageReport:
    """What runs used and cost, and beside it what was added to sessions.

    Attributes:
        by: what the rows group runs by.
        rows: days in their order; other groups by total tokens, the largest first, then by name.
        total: all runs, as one more row.
        added: a total of its own, which contains nothing of the above; None where a provider
            was asked for, as what is added to a session names none.
    """

    by: UsageGrouping
    rows: list[UsageRow]
    total: UsageRow
    added: AddedUsage | None


@dataclass(slots=True)
class _Group:
    """Runs that a row is made of, with what they cost, None where nobody knows."""

    parts: list[tuple[GroupSum, float | None]] = field(default_factory=list)

    def row(self, name: str) -> UsageRow:
        costs = [cost for _, cost in self.parts if cost is not None]
        return UsageRow(
            group=name,
            run_count=sum(part.costs.run_count for part, _ in self.parts),
            input_tokens=sum(part.costs.input_tokens for part, _ in self.parts),
            output_tokens=sum(part.costs.output_tokens for part, _ in self.parts),
            total_tokens=sum(part.total_tokens for part, _ in self.parts),
            cost_usd=sum_of_costs(costs) if costs else None,
            unmapped_runs=sum(part.costs.run_count for part, cost in self.parts if cost is None),
        )


def read_grouping(by: object) -> UsageGrouping:
    """Give the grouping of that name.

    Raises:
        InvalidInputError: there is none.
    """
    try:
        return UsageGrouping(by if isinstance(by, str) else "")
    except ValueError as error:
        known = ", ".join(UsageGrouping)
        raise InvalidInputError(f"by must be one of {known}, not {shown(by)}.") from error


def report_usage(
    by: UsageGrouping, parts: Iterable[GroupSum], added: AddedUsage | None, prices: PricingTable
) -> UsageReport:
    """Add up what the runs of each group used, pricing those that state no cost."""
    total, groups = _Group(), dict[str, _Group]()
    for part in parts:
        priced = part, cost_of_sum(part.costs, prices)
        total.parts.append(priced)
        groups.setdefault(UNKNOWN if part.group is None else part.group, _Group()).parts.append(
            priced
        )
    rows = sorted((group.row(name) for name, group in groups.items()), key=lambda row: row.group)
    if by is not UsageGrouping.DAY:
        rows.sort(key=lambda row: row.total_tokens, reverse=True)
    return UsageReport(by, rows, total.row(TOTAL), added)
