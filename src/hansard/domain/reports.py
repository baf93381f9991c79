"""Figures over many runs and events: how a session stands, what was used, what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from hansard.domain.pricing import PricingTable
from hansard.domain.session import MAX_COST

UNKNOWN = "unknown"
"""What a provider or a model is called that no run names."""

Part = TypeVar("Part")


class UsageSum(NamedTuple):
    """What the runs of one provider used; the provider is None where the runs name none."""

    provider: str | None
    input_tokens: int
    output_tokens: int
    total_tokens: int
    run_count: int


class CostSum(NamedTuple):
    """What the runs of one provider and model used, either all with a cost of their own or none.

    Attributes:
        cost_usd: the sum of their own costs, None where they have none and are to be priced.
    """

    provider: str | None
    model: str | None
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_creation_tokens: int
    run_count: int
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class TokenTotals:
    """Tokens of several runs, each figure added up as the runs state it.

    Attributes:
        total_tokens: the sum of the totals that runs state, which may differ from the sum of
            input and output.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    total_tokens: int = 0


@dataclass(frozen=True, slots=True)
class SessionStats:
    """Figures of one session.

    Attributes:
        event_count: events that are there now.
        run_count: its runs.
        token_totals: of its runs.
        providers_used: the providers of its runs, sorted, each once.
        first_event_at: the earliest time of an event, None without events.
        last_event_at: the latest time of an event, None without events.
        status_counts: runs by status, without statuses that no run has.
    """

    event_count: int
    run_count: int
    token_totals: TokenTotals
    providers_used: list[str]
    first_event_at: datetime | None
    last_event_at: datetime | None
    status_counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ProviderUsage:
    """What the runs of one provider used."""

    input_tokens: int
    output_tokens: int
    total_tokens: int
    run_count: int


@dataclass(frozen=True, slots=True)
class UsageSummary:
    """What runs used, in all and by provider.

    Attributes:
        by_provider: by name, sorted; runs that name no provider stand under ``unknown``.
    """

    total_input_tokens: int
    total_output_tokens: int
    total_tokens: int
    run_count: int
    by_provider: dict[str, ProviderUsage]


@dataclass(frozen=True, slots=True)
class ProviderCost:
    """What the runs of one provider cost, in USD; all of its runs are counted."""

    cost_usd: float
    run_count: int


@dataclass(frozen=True, slots=True)
class ModelCost:
    """What the runs of one model cost, in USD, and the tokens of all of its runs."""

    cost_usd: float
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class CostSummary:
    """What runs cost, in all, by provider and by model.

    Attributes:
        total_cost_usd: USD; runs that nobody can price add nothing to it.
        run_count: all runs, also those.
        by_provider: by name, sorted; ``unknown`` for runs that name no provider.
        by_model: by name, sorted; ``unknown`` for runs that name no model.
        unmapped_runs: runs that have no cost of their own and no price in the table.
    """

    total_cost_usd: float
    run_count: int
    by_provider: dict[str, ProviderCost]
    by_model: dict[str, ModelCost]
    unmapped_runs: int


def summarize_usage(parts: Iterable[UsageSum]) -> UsageSummary:
    """Add up what the runs of each provider used."""
    known = list(parts)
    by_provider = {
        name: _usage_of(members)
        for name, members in _grouped(known, lambda part: part.provider).items()
    }
    in_all = _usage_of(known)
    return UsageSummary(
        in_all.input_tokens,
        in_all.output_tokens,
        in_all.total_tokens,
        in_all.run_count,
        by_provider,
    )


def summarize_costs(parts: Iterable[CostSum], prices: PricingTable) -> CostSummary:
    """Add up what runs cost, pricing those that have no cost of their own."""
    known = list(parts)
    costs = {part: cost_of_sum(part, prices) for part in known}

    def cost(members: Iterable[CostSum]) -> float:
        return sum_of_costs(found for part in members if (found := costs[part]) is not None)

    return CostSummary(
        total_cost_usd=cost(known),
        run_count=sum(part.run_count for part in known),
        by_provider={
            name: ProviderCost(cost(members), sum(part.run_count for part in members))
            for name, members in _grouped(known, lambda part: part.provider).items()
        },
        by_model={
            name: ModelCost(
                cost(members),
                sum(part.input_tokens for part in members),
                sum(part.output_tokens for part in members),
            )
            for name, members in _grouped(known, lambda part: part.model).items()
        },
        unmapped_runs=sum(part.run_count for part in known if costs[part] is None),
    )


def cost_of_sum(part: CostSum, prices: PricingTable) -> float | None:
    """Give what runs cost together, priced where they state no cost; None without a price."""
    if part.cost_usd is not None:
        return part.cost_usd
    return prices.cost(part._asdict(), part.provider, part.model)


def sum_of_costs(costs: Iterable[float]) -> float:
    """Add up costs as the decimal fractions that they are written as, up to `MAX_COST`."""
    return min(float(sum(map(Decimal, map(repr, costs)), Decimal(0))), MAX_COST)


def _usage_of(parts: list[UsageSum]) -> ProviderUsage:
    return ProviderUsage(
        sum(part.input_tokens for part in parts),
        sum(part.output_tokens for part in parts),
        sum(part.total_tokens for part in parts),
        sum(part.run_count for part in parts),
    )


def _grouped(parts: Iterable[Part], name_of: Callable[[Part], str | None]) -> dict[str, list[Part]]:
    """Give parts by name, in the order of the names."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(name_of(part) or UNKNOWN, []).append(part)
    return dict(sorted(groups.items()))
