"""Questions over all sessions, runs and events of a namespace."""

from __future__ import annotations

from typing import Protocol

from hansard.domain.event import Event
from hansard.domain.reports import CostSum, SessionStats, UsageSum
from hansard.domain.run import Run
from hansard.domain.searches import (
    EventQuery,
    EventSearchOrder,
    Position,
    RunQuery,
    RunSearchOrder,
    SessionQuery,
    SessionSearchOrder,
    UsageQuery,
)
from hansard.domain.session import Session
from hansard.domain.usage import AddedUsage, GroupSum, UsageGrouping


class SearchCollection(Protocol):
    """Questions over one namespace, inside one transaction."""

    def list_sessions(
        self, where: SessionQuery, order: SessionSearchOrder, after: Position | None, limit: int
    ) -> list[Session]:
        """List sessions behind a place in an order, without their messages."""

    def count_sessions(self, where: SessionQuery) -> int:
        """Count sessions."""

    def list_runs(
        self, where: RunQuery, order: RunSearchOrder, after: Position | None, limit: int
    ) -> list[Run]:
        """List runs behind a place in an order."""

    def list_events(
        self, where: EventQuery, order: EventSearchOrder, after: Position | None, limit: int
    ) -> list[Event]:
        """List events behind a place in an order."""

    def count_events(self, where: EventQuery) -> int:
        """Count events."""

    def stats_of(self, session_id: str) -> SessionStats:
        """Give the figures of a session; all of them 0 without the session."""

    def sum_usage(self, where: UsageQuery) -> list[UsageSum]:
        """Add up what runs used, by provider."""

    def sum_costs(self, where: UsageQuery) -> list[CostSum]:
        """Add up what runs used and cost, by provider, model and whether they state a cost."""

    def sum_groups(self, where: UsageQuery, by: UsageGrouping) -> list[GroupSum]:
        """Add up what runs used and cost, by group and then as `sum_costs` does."""

    def sum_added(self, where: UsageQuery) -> AddedUsage:
        """Add up what was added to sessions, whatever provider the query names."""
