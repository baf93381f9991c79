"""The sums of the usage report in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from hansard.domain.reports import CostSum, sum_of_costs
from hansard.domain.usage import AddedUsage, GroupSum, UsageGrouping
from hansard.infrastructure.memory.records import SessionRecord
from hansard.infrastructure.memory.run_records import RunRecord
from hansard.infrastructure.memory.table import Table


def add_up_groups(table: Table, runs: Iterable[RunRecord], by: UsageGrouping) -> list[GroupSum]:
    """Add up what runs used, by group, provider, model and whether they state a cost."""
    group_of = _grouping(table, by)
    parts: dict[tuple[str | None, str | None, str | None, bool], list[RunRecord]] = defaultdict(
        list
    )
    for run in runs:
        parts[group_of(run), run.provider, run.model, run.cost_usd is None].append(run)
    return [
        GroupSum(group, sum(run.total_tokens for run in members), _costs(provider, model, members))
        for (group, provider, model, _), members in parts.items()
    ]


def add_up_sessions(records: Iterable[SessionRecord]) -> AddedUsage:
    """Add up what was added to sessions."""
    usages = [record.token_usage for record in records]
    return AddedUsage(
        len(usages),
        sum(usage.input_tokens for usage in usages),
        sum(usage.output_tokens for usage in usages),
        sum_of_costs(usage.estimated_cost for usage in usages),
    )


def _grouping(table: Table, by: UsageGrouping) -> Callable[[RunRecord], str | None]:
    def actor(run: RunRecord) -> str | None:
        session = table.stored(run.session_id)
        return None if session is None else session.actor_name

    groupings: dict[UsageGrouping, Callable[[RunRecord], str | None]] = {
        UsageGrouping.PROVIDER: lambda run: run.provider,
        UsageGrouping.MODEL: lambda run: run.model,
        UsageGrouping.ACTOR: actor,
        UsageGrouping.DAY: lambda run: run.started_at.date().isoformat(),
    }
    return groupings[by]


def _costs(provider: str | None, model: str | None, runs: list[RunRecord]) -> CostSum:
    stated = [run.cost_usd for run in runs if run.cost_usd is not None]
    return CostSum(
        provider,
        model,
        sum(run.input_tokens for run in runs),
        sum(run.output_tokens for run in runs),
        sum(run.cache_read_tokens for run in runs),
        sum(run.cache_creation_tokens for run in runs),
        len(runs),
        sum_of_costs(stated) if stated else None,
    )
