"""UsageService: what was used and what it cost, group by group."""

from __future__ import annotations

from datetime import datetime

from hansard.application.parts import Parts
from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.search_arguments import read_usage_query
from hansard.domain.usage import (
    AddedUsage,
    GroupSum,
    UsageGrouping,
    UsageReport,
    read_grouping,
    report_usage,
)


class UsageService:
    """Reports about one namespace, also about sessions that retention hid."""

    def __init__(self, database: Transactions, parts: Parts) -> None:
        self._database = database
        self._parts = parts

    def report(
        self,
        by: UsageGrouping | str = UsageGrouping.PROVIDER,
        *,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        actor_name: str | None = None,
        owner_id: str | None = None,
        provider: str | None = None,
        session_id: str | None = None,
    ) -> UsageReport:
        """Say what runs used and cost, in all and by group, as of one moment.

        A run that states its own cost costs that. Any other is priced by its tokens; one without
        a price adds nothing to the costs and is counted in ``unmapped_runs``. What was added to
        sessions stands beside it, as a total of its own.

        Args:
            by: ``provider``, ``model``, ``actor``, that of the session, or ``day``, on which a
                run started in UTC.
            since: runs that started, and sessions that were created, then or later.
            until: then or earlier. Times are datetimes with a zone, or texts in ISO 8601.
            actor_name: of sessions of this actor.
            owner_id: of sessions of this owner.
            provider: only runs of this provider.
            session_id: only of this session.

        Raises:
            InvalidInputError: an argument is outside its bounds.
        """
        grouping = read_grouping(by)
        where = read_usage_query(
            session_id=session_id,
            provider=provider,
            actor_name=actor_name,
            owner_id=owner_id,
            since=since,
            until=until,
        )

        def unit(work: UnitOfWork) -> tuple[list[GroupSum], AddedUsage | None]:
            added = work.searches.sum_added(where) if where.provider is None else None
            return work.searches.sum_groups(where, grouping), added

        parts, added = self._database.read(unit)
        return report_usage(grouping, parts, added, self._parts.prices.table())
