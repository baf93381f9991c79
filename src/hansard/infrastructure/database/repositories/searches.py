"""Questions over all sessions, runs and events of a namespace."""

from __future__ import annotations

from typing import Any, ClassVar

from hansard.domain.event import Event
from hansard.domain.reports import CostSum, SessionStats, TokenTotals, UsageSum
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
from hansard.domain.session import DEFAULT_NAMESPACE, Session
from hansard.domain.usage import AddedUsage, GroupSum, UsageGrouping
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.event_mapping import (
    event_from_row,
    name_event,
    name_run,
    run_from_row,
)
from hansard.infrastructure.database.mapping import (
    Row,
    from_microseconds,
    name_session,
    read_rows,
    session_from_row,
)
from hansard.infrastructure.database.retry import database_retry
from hansard.infrastructure.database.search_conditions import Restriction
from hansard.infrastructure.database.search_paths import best_path, choose_path
from hansard.infrastructure.database.search_statements import (
    GlanceShape,
    PageShape,
    SearchStatements,
    SumShape,
    build_costs,
    build_count,
    build_glance,
    build_page,
    build_usage,
    read_cost,
)
from hansard.infrastructure.database.search_subjects import SUBJECTS
from hansard.infrastructure.database.search_values import (
    Filters,
    added_filters,
    event_filters,
    place_values,
    run_filters,
    session_filters,
    usage_filters,
)
from hansard.infrastructure.database.usage_statements import (
    GroupShape,
    added_from_row,
    build_added,
    build_groups,
    group_from_row,
)


class SearchRepository:
    """Questions over all sessions, runs and events of a namespace.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "searches"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=False, single=True)
    def list_sessions(
        self, where: SessionQuery, order: SessionSearchOrder, after: Position | None, limit: int
    ) -> list[Session]:
        """List sessions behind a place in an order, without their messages."""
        rows = self._page("sessions", session_filters(where), order, after, limit)
        return read_rows(rows, session_from_row, name_session)

    @database_retry(writes=False, single=True)
    def count_sessions(self, where: SessionQuery) -> int:
        """Count sessions."""
        return self._count("sessions", session_filters(where))

    @database_retry(writes=False, single=True)
    def list_runs(
        self, where: RunQuery, order: RunSearchOrder, after: Position | None, limit: int
    ) -> list[Run]:
        """List runs behind a place in an order."""
        rows = self._page("runs", run_filters(where), order, after, limit)
        return read_rows(rows, run_from_row, name_run)

    @database_retry(writes=False, single=True)
    def list_events(
        self, where: EventQuery, order: EventSearchOrder, after: Position | None, limit: int
    ) -> list[Event]:
        """List events behind a place in an order."""
        rows = self._page("events", event_filters(where), order, after, limit)
        return read_rows(rows, event_from_row, name_event)

    @database_retry(writes=False, single=True)
    def count_events(self, where: EventQuery) -> int:
        """Count events."""
        return self._count("events", event_filters(where))

    @database_retry(writes=False)
    def stats_of(self, session_id: str) -> SessionStats:
        """Give the figures of a session; all of them 0 without the session."""
        link = self.binding.joined
        statements = link.statements.of(SearchStatements)
        owner = {"session_id": session_id, "namespace": self.binding.namespace}
        ((events, first, last),) = link.rows(statements.event_figures, owner)
        runs = link.rows(statements.run_figures, owner)
        status_counts: dict[str, int] = {}
        for status, _, count, *_ in sorted(runs, key=lambda row: str(row[0])):
            status_counts[status] = status_counts.get(status, 0) + int(count)
        return SessionStats(
            event_count=int(events),
            run_count=sum(status_counts.values()),
            token_totals=TokenTotals(
                *(sum(int(row[place]) for row in runs) for place in (3, 4, 5))
            ),
            providers_used=sorted({row[1] for row in runs if row[1] is not None}),
            first_event_at=None if first is None else from_microseconds(first),
            last_event_at=None if last is None else from_microseconds(last),
            status_counts=status_counts,
        )

    @database_retry(writes=False, single=True)
    def sum_usage(self, where: UsageQuery) -> list[UsageSum]:
        """Add up what runs used, by provider."""
        rows = self._sum(build_usage, usage_filters(where))
        return [UsageSum(row[0], *map(int, row[1:])) for row in rows]

    @database_retry(writes=False, single=True)
    def sum_costs(self, where: UsageQuery) -> list[CostSum]:
        """Add up what runs used and cost, by provider, model and whether they state a cost."""
        rows = self._sum(build_costs, usage_filters(where))
        return [CostSum._make((*row[:2], *map(int, row[2:7]), read_cost(row[7]))) for row in rows]

    @database_retry(writes=False, single=True)
    def sum_groups(self, where: UsageQuery, by: UsageGrouping) -> list[GroupSum]:
        """Add up what runs used and cost, by group and then as `sum_costs` does."""
        filters, link = usage_filters(where), self.binding.joined
        shape = GroupShape(by, _sums("usage", filters))
        rows = link.rows(link.statements.of_shape(build_groups, shape), self._given(filters))
        return [group_from_row(by, row) for row in rows]

    @database_retry(writes=False, single=True)
    def sum_added(self, where: UsageQuery) -> AddedUsage:
        """Add up what was added to sessions, whatever provider the query names."""
        filters, link = added_filters(where), self.binding.joined
        statement = link.statements.of_shape(build_added, _sums("sessions", filters))
        (row,) = link.rows(statement, self._given(filters))
        return added_from_row(row)

    def _page(
        self,
        subject: str,
        filters: Filters,
        order: SearchOrder,
        after: Position | None,
        limit: int,
    ) -> list[Row]:
        if filters.is_empty:
            return []
        link = self.binding.joined
        first = self._first(subject, filters, order)
        shape = PageShape(subject, filters.restrictions, first, order, after is not None)
        given = self._given(filters) | {"limit": limit}
        if after is not None:
            given |= place_values(after)
        return link.rows(link.statements.of_shape(build_page, shape), given)

    def _count(self, subject: str, filters: Filters) -> int:
        if filters.is_empty:
            return 0
        link = self.binding.joined
        shape = SumShape(subject, filters.restrictions, self._first(subject, filters, None))
        found = link.row(link.statements.of_shape(build_count, shape), self._given(filters))
        return int(found[0]) if found else 0

    def _sum(self, build: Any, filters: Filters) -> list[Row]:
        """Add up in one statement, whatever the restrictions leave."""
        link = self.binding.joined
        statement = link.statements.of_shape(build, _sums("usage", filters))
        return link.rows(statement, self._given(filters))

    def _first(
        self, subject: str, filters: Filters, order: SearchOrder | None
    ) -> Restriction | None:
        link, given = self.binding.joined, self._given(filters)
        if not link.statements.of(SearchStatements).is_told:
            return None

        def look(first: Restriction) -> int:
            shape = GlanceShape(subject, filters.restrictions, first)
            found = link.row(link.statements.of_shape(build_glance, shape), given)
            return int(found[0]) if found else 0

        return choose_path(SUBJECTS[subject], filters.restrictions, order, look)

    def _given(self, filters: Filters) -> dict[str, Any]:
        return {"namespace": self.binding.namespace, **filters.values}


def _sums(subject: str, filters: Filters) -> SumShape:
    """Give the shape of sums, which begin with the best index there is."""
    first = best_path(SUBJECTS[subject], filters.restrictions)
    return SumShape(subject, filters.restrictions, first)
