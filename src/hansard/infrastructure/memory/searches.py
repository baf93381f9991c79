"""Questions over all sessions, runs and events in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from heapq import nlargest, nsmallest
from typing import TypeVar

from hansard.domain.event import Event
from hansard.domain.reports import CostSum, SessionStats, TokenTotals, UsageSum, sum_of_costs
from hansard.domain.run import Run
from hansard.domain.searches import (
    EventQuery,
    EventSearchOrder,
    Position,
    RunQuery,
    RunSearchOrder,
    SearchOrder,
    SessionQuery,
    SessionSearchOrder,
    UsageQuery,
)
from hansard.domain.session import Session
from hansard.domain.usage import AddedUsage, GroupSum, UsageGrouping
from hansard.infrastructure.memory.records import SessionRecord, StoredEvent
from hansard.infrastructure.memory.run_records import RunRecord
from hansard.infrastructure.memory.table import Table
from hansard.infrastructure.memory.usage import add_up_groups, add_up_sessions

Record = TypeVar("Record")


class MemorySearchCollection:
    """A `SearchCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def list_sessions(
        self, where: SessionQuery, order: SessionSearchOrder, after: Position | None, limit: int
    ) -> list[Session]:
        page = _page(self._sessions(where), order.place_of, order, after, limit)
        return [record.to_entity(self._table.namespace) for record in page]

    def count_sessions(self, where: SessionQuery) -> int:
        return sum(1 for _ in self._sessions(where))

    def list_runs(
        self, where: RunQuery, order: RunSearchOrder, after: Position | None, limit: int
    ) -> list[Run]:
        found = (record for record in self._table.all_runs() if _is_found(record, where))
        page = _page(found, order.place_of, order, after, limit)
        return [record.to_entity(self._table.namespace) for record in page]

    def list_events(
        self, where: EventQuery, order: EventSearchOrder, after: Position | None, limit: int
    ) -> list[Event]:
        def place(entry: StoredEvent) -> Position:
            event = entry.event
            by_sequence = order is EventSearchOrder.SEQUENCE_ASC
            key = entry.sequence if by_sequence else event.timestamp
            return Position(key, (event.event_id, event.session_id))

        page = _page(self._events(where), place, order, after, limit)
        return [entry.to_entity() for entry in page]

    def count_events(self, where: EventQuery) -> int:
        return sum(1 for _ in self._events(where))

    def stats_of(self, session_id: str) -> SessionStats:
        record, runs = self._table.stored(session_id), self._table.runs_of(session_id)
        times = [] if record is None else [entry.event.timestamp for entry in record.events]
        return SessionStats(
            event_count=len(times),
            run_count=len(runs),
            token_totals=TokenTotals(
                sum(run.input_tokens for run in runs),
                sum(run.output_tokens for run in runs),
                sum(run.total_tokens for run in runs),
            ),
            providers_used=sorted({run.provider for run in runs if run.provider is not None}),
            first_event_at=min(times, default=None),
            last_event_at=max(times, default=None),
            status_counts=dict(sorted(Counter(run.status.value for run in runs).items())),
        )

    def sum_usage(self, where: UsageQuery) -> list[UsageSum]:
        groups: dict[str | None, list[RunRecord]] = defaultdict(list)
        for run in self._runs_summed(where):
            groups[run.provider].append(run)
        return [
            UsageSum(
                provider,
                sum(run.input_tokens for run in runs),
                sum(run.output_tokens for run in runs),
                sum(run.total_tokens for run in runs),
                len(runs),
            )
            for provider, runs in groups.items()
        ]

    def sum_costs(self, where: UsageQuery) -> list[CostSum]:
        groups: dict[tuple[str | None, str | None, bool], list[RunRecord]] = defaultdict(list)
        for run in self._runs_summed(where):
            groups[run.provider, run.model, run.cost_usd is None].append(run)
        return [
            CostSum(
                provider,
                model,
                sum(run.input_tokens for run in runs),
                sum(run.output_tokens for run in runs),
                sum(run.cache_read_tokens for run in runs),
                sum(run.cache_creation_tokens for run in runs),
                len(runs),
                None if is_priced else sum_of_costs(run.cost_usd or 0.0 for run in runs),
            )
            for (provider, model, is_priced), runs in groups.items()
        ]

    def sum_groups(self, where: UsageQuery, by: UsageGrouping) -> list[GroupSum]:
        return add_up_groups(self._table, self._runs_summed(where), by)

    def sum_added(self, where: UsageQuery) -> AddedUsage:
        query = SessionQuery(
            actor_name=where.actor_name,
            owner_id=where.owner_id,
            created_after=where.since,
            created_before=where.until,
            include_deleted=True,
        )
        return add_up_sessions(
            record
            for record in self._sessions(query)
            if where.session_id in {None, record.session_id}
        )

    def _sessions(self, where: SessionQuery) -> Iterator[SessionRecord]:
        stored = self._table.all_stored() if where.include_deleted else self._table.all_visible()
        for record in stored:
            if _is_wanted(record, where) and (
                not where.providers
                or any(
                    run.provider in where.providers
                    for run in self._table.runs_of(record.session_id)
                )
            ):
                yield record

    def _events(self, where: EventQuery) -> Iterator[StoredEvent]:
        for record in self._table.all_stored():
            if not where.session_ids or record.session_id in where.session_ids:
                yield from (entry for entry in record.events if _is_matched(entry, where))

    def _runs_summed(self, where: UsageQuery) -> Iterator[RunRecord]:
        for run in self._table.all_runs():
            session = self._table.stored(run.session_id)
            if (
                where.session_id in {None, run.session_id}
                and where.provider in {None, run.provider}
                and where.actor_name in {None, session.actor_name if session else None}
                and where.owner_id in {None, session.owner_id if session else None}
                and _is_between(where.since, run.started_at, where.until)
            ):
                yield run


def _page(
    found: Iterable[Record],
    place: Callable[[Record], Position],
    order: SearchOrder,
    after: Position | None,
    limit: int,
) -> list[Record]:
    """Give the first records behind a place."""
    if after is not None and order.descends:
        found = (record for record in found if place(record) < after)
    elif after is not None:
        found = (record for record in found if place(record) > after)
    return (nlargest if order.descends else nsmallest)(limit, found, key=place)


def _is_wanted(record: SessionRecord, where: SessionQuery) -> bool:
    return (
        where.actor_name in {None, record.actor_name}
        and where.owner_id in {None, record.owner_id}
        and (where.statuses is None or record.status in where.statuses)
        and set(where.tags) <= set(record.tags)
        and _is_between(where.created_after, record.created_at, where.created_before)
    )


def _is_found(record: RunRecord, where: RunQuery) -> bool:
    return (
        where.session_id in {None, record.session_id}
        and where.provider in {None, record.provider}
        and (where.statuses is None or record.status in where.statuses)
        and record.total_tokens >= (where.min_tokens or 0)
        and _is_between(where.started_after, record.started_at, where.started_before)
    )


def _is_matched(entry: StoredEvent, where: EventQuery) -> bool:
    event = entry.event
    return (
        (not where.run_ids or event.run_id in where.run_ids)
        and (not where.providers or event.provider in where.providers)
        and (where.types is None or event.type in where.types)
        and where.correlation_id in {None, event.correlation_id}
        and _is_between(where.since, event.timestamp, where.until)
    )


def _is_between(least: datetime | None, time: datetime, most: datetime | None) -> bool:
    return (least is None or least <= time) and (most is None or time <= most)
