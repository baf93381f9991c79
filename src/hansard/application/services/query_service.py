"""QueryService: questions over all sessions, runs and events of a namespace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hansard.application.arguments import MAX_TAGS_OF_FILTER
from hansard.application.parts import Parts
from hansard.application.ports import EventFilter, Transactions, UnitOfWork
from hansard.application.search_arguments import (
    read_choices,
    read_event_query,
    read_min_tokens,
    read_names,
    read_search_limit,
    read_search_order,
    read_usage_query,
)
from hansard.application.search_cursors import decode_search_cursor, encode_search_cursor
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.event import Event, EventType
from hansard.domain.maps import optional_time
from hansard.domain.pricing import PricingTable, read_prices
from hansard.domain.reports import (
    CostSummary,
    SessionStats,
    UsageSummary,
    summarize_costs,
    summarize_usage,
)
from hansard.domain.run import Run, RunStatus
from hansard.domain.searches import (
    EventSearch,
    EventSearchOrder,
    Position,
    RunQuery,
    RunSearch,
    RunSearchOrder,
    SearchOrder,
    SessionQuery,
    SessionRecordExport,
    SessionSearch,
    SessionSearchOrder,
)
from hansard.domain.session import Session, SessionStatus, check_reference, read_label

PAGE_OF_EXPORT = 1000


class QueryService:
    """Searches, counts and sums over one namespace.

    A page's cursor continues behind its last record and is there whenever the page has one, so
    the page behind the last one is empty. Times are datetimes with a zone, or texts in ISO 8601.
    A limit is from 1 to 1000. An order that does not exist is taken for the default one.
    """

    def __init__(self, database: Transactions, parts: Parts) -> None:
        self._database = database
        self._parts = parts

    def search_sessions(
        self,
        *,
        actor_name: str | None = None,
        owner_id: str | None = None,
        status: SessionStatus | str | Iterable[SessionStatus | str] | None = None,
        provider: str | Iterable[str] | None = None,
        tags: str | Iterable[str] = (),
        created_after: datetime | str | None = None,
        created_before: datetime | str | None = None,
        include_deleted: bool = False,
        order_by: SessionSearchOrder | str = SessionSearchOrder.UPDATED_AT_DESC,
        limit: int = 50,
        cursor: str | None = None,
    ) -> SessionSearch:
        """Search sessions, without their messages.

        Args:
            actor_name: the agent that answers.
            status: one of these; an empty list finds nothing.
            provider: at least one run of one of these.
            tags: all of these, at most 20.
            created_after: created then or later.
            created_before: created then or earlier.
            include_deleted: also those that retention hid.
            order_by: ``updated_at_desc``, ``created_at_desc`` or ``created_at_asc``, and then by
                id in the same direction.
            cursor: of the page before.

        Raises:
            InvalidInputError: an argument is outside its bounds.
            InvalidCursorError: not a cursor of such a search.
        """
        order = read_search_order(order_by, SessionSearchOrder.UPDATED_AT_DESC)
        limit, after = read_search_limit(limit), self._place(cursor, order)
        where = SessionQuery(
            actor_name=read_label(actor_name, "actor_name"),
            owner_id=read_label(owner_id, "owner_id"),
            statuses=read_choices(status, SessionStatus, "status"),
            providers=read_names(provider, "provider"),
            tags=read_names(tags, "tags", MAX_TAGS_OF_FILTER),
            created_after=optional_time(created_after, "created_after"),
            created_before=optional_time(created_before, "created_before"),
            include_deleted=bool(include_deleted),
        )
        found = self._database.read(
            lambda work: work.searches.list_sessions(where, order, after, limit), single=True
        )
        return SessionSearch(
            found,
            encode_search_cursor(found, order, self._database.namespace),
            lambda: self._database.read(
                lambda work: work.searches.count_sessions(where), single=True
            ),
        )

    def get_session_stats(self, session_id: str) -> SessionStats:
        """Give the figures of a session, also of one that retention hid.

        Raises:
            SessionNotFoundError: there is no such session.
        """
        session_id = check_reference(session_id)

        def unit(work: UnitOfWork) -> SessionStats:
            _stored(work, session_id)
            return work.searches.stats_of(session_id)

        return self._database.read(unit)

    def search_runs(
        self,
        *,
        session_id: str | None = None,
        provider: str | None = None,
        status: RunStatus | str | Iterable[RunStatus | str] | None = None,
        started_after: datetime | str | None = None,
        started_before: datetime | str | None = None,
        min_tokens: int | None = None,
        order_by: RunSearchOrder | str = RunSearchOrder.STARTED_AT_DESC,
        limit: int = 50,
        cursor: str | None = None,
    ) -> RunSearch:
        """Search runs.

        Args:
            status: one of these; an empty list finds nothing.
            started_after: started then or later.
            started_before: started then or earlier.
            min_tokens: with at least so many total tokens; a run that states none has 0.
            order_by: ``started_at_desc``, ``started_at_asc`` or ``token_usage_desc``, by total
                tokens, and then by id in the same direction.
            cursor: of the page before; ``token_usage_desc`` has none and takes none.

        Raises:
            QueryError: ``min_tokens`` is no integer of at least 0.
            InvalidInputError: another argument is outside its bounds.
            InvalidCursorError: not a cursor of such a search.
        """
        order = read_search_order(order_by, RunSearchOrder.STARTED_AT_DESC)
        limit, after = read_search_limit(limit), self._place(cursor, order)
        where = RunQuery(
            session_id=read_label(session_id, "session_id"),
            provider=read_label(provider, "provider"),
            statuses=read_choices(status, RunStatus, "status"),
            started_after=optional_time(started_after, "started_after"),
            started_before=optional_time(started_before, "started_before"),
            min_tokens=read_min_tokens(min_tokens),
        )
        found = self._database.read(
            lambda work: work.searches.list_runs(where, order, after, limit), single=True
        )
        return RunSearch(found, encode_search_cursor(found, order, self._database.namespace))

    def get_usage_summary(
        self,
        *,
        session_id: str | None = None,
        provider: str | None = None,
        actor_name: str | None = None,
        owner_id: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
    ) -> UsageSummary:
        """Add up the tokens that runs report, also runs of sessions that retention hid.

        Args:
            since: runs that started then or later.
            until: runs that started then or earlier.
        """
        where = read_usage_query(
            session_id=session_id,
            provider=provider,
            actor_name=actor_name,
            owner_id=owner_id,
            since=since,
            until=until,
        )
        return summarize_usage(
            self._database.read(lambda work: work.searches.sum_usage(where), single=True)
        )

    def get_cost_summary(
        self,
        *,
        session_id: str | None = None,
        provider: str | None = None,
        actor_name: str | None = None,
        owner_id: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        pricing_table: PricingTable | Mapping[str, Any] | None = None,
    ) -> CostSummary:
        """Add up what runs cost, also runs of sessions that retention hid.

        A run that states its own cost costs that. Any other is priced by its tokens; one without
        a price adds nothing to the costs and is counted in ``unmapped_runs``.

        Args:
            since: runs that started then or later.
            until: runs that started then or earlier.
            pricing_table: prices instead of the store's own; see `read_prices`.
        """
        where = read_usage_query(
            session_id=session_id,
            provider=provider,
            actor_name=actor_name,
            owner_id=owner_id,
            since=since,
            until=until,
        )
        prices = (
            self._parts.prices.table()
            if pricing_table is None
            else read_prices(pricing_table, "pricing_table")
        )
        parts = self._database.read(lambda work: work.searches.sum_costs(where), single=True)
        return summarize_costs(parts, prices)

    def search_events(
        self,
        *,
        session_ids: str | Iterable[str] = (),
        run_ids: str | Iterable[str] = (),
        providers: str | Iterable[str] = (),
        types: EventType | str | Iterable[EventType | str] | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        correlation_id: str | None = None,
        order_by: EventSearchOrder | str = EventSearchOrder.SEQUENCE_ASC,
        limit: int = 100,
        cursor: str | None = None,
    ) -> EventSearch:
        """Search events of any number of sessions.

        Args:
            session_ids: of one of these; an empty list is no restriction, nor is one of run ids
                or providers.
            types: one of these; an empty list finds nothing.
            since: happened then or later.
            until: happened then or earlier.
            order_by: ``sequence_asc``, ``timestamp_asc`` or ``timestamp_desc``, and then by
                event id and session id in the same direction.
            cursor: of the page before.

        Raises:
            InvalidInputError: an argument is outside its bounds.
            InvalidCursorError: not a cursor of such a search.
        """
        order = read_search_order(order_by, EventSearchOrder.SEQUENCE_ASC)
        limit, after = read_search_limit(limit), self._place(cursor, order)
        where = read_event_query(
            session_ids=session_ids,
            run_ids=run_ids,
            providers=providers,
            types=types,
            since=since,
            until=until,
            correlation_id=correlation_id,
        )
        found = self._database.read(
            lambda work: work.searches.list_events(where, order, after, limit), single=True
        )
        return EventSearch(found, encode_search_cursor(found, order, self._database.namespace))

    def count_events(
        self,
        *,
        session_ids: str | Iterable[str] = (),
        run_ids: str | Iterable[str] = (),
        providers: str | Iterable[str] = (),
        types: EventType | str | Iterable[EventType | str] | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        correlation_id: str | None = None,
    ) -> int:
        """Count the events that `search_events` finds with these filters, on all pages."""
        where = read_event_query(
            session_ids=session_ids,
            run_ids=run_ids,
            providers=providers,
            types=types,
            since=since,
            until=until,
            correlation_id=correlation_id,
        )
        return self._database.read(lambda work: work.searches.count_events(where), single=True)

    def export_session(
        self, session_id: str, include_artifacts: bool = False
    ) -> SessionRecordExport:
        """Give a session with its runs and events, as of one moment.

        A session that retention hid is given, too.

        Args:
            include_artifacts: also what is known of its artifacts, without their bytes, and also
                of those that were deleted.

        Raises:
            SessionNotFoundError: there is no such session.
        """
        session_id = check_reference(session_id)

        def unit(work: UnitOfWork) -> SessionRecordExport:
            return SessionRecordExport(
                _stored(work, session_id),
                _all_runs(work, session_id),
                _all_events(work, session_id),
                work.artifacts.list_for_session(session_id, include_deleted=True)
                if include_artifacts
                else None,
            )

        return self._database.read(unit)

    def _place(self, cursor: str | None, order: SearchOrder) -> Position | None:
        return decode_search_cursor(cursor, order, self._database.namespace)


def _stored(work: UnitOfWork, session_id: str) -> Session:
    session = work.sessions.get_by_id(session_id, include_deleted=True)
    if session is None:
        raise SessionNotFoundError(session_id)
    return session


def _all_runs(work: UnitOfWork, session_id: str) -> list[Run]:
    where, order = RunQuery(session_id=session_id), RunSearchOrder.STARTED_AT_ASC
    runs: list[Run] = []
    while True:
        after = order.place_of(runs[-1]) if runs else None
        page = work.searches.list_runs(where, order, after, PAGE_OF_EXPORT)
        runs += page
        if len(page) < PAGE_OF_EXPORT:
            return runs


def _all_events(work: UnitOfWork, session_id: str) -> list[Event]:
    events: list[Event] = []
    while True:
        after = events[-1].sequence if events else None
        where = EventFilter(after=after, limit=PAGE_OF_EXPORT)
        page = work.events.get_for_session(session_id, where)
        events += page
        if len(page) < PAGE_OF_EXPORT:
            return events
