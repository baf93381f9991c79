"""The services, awaited: the same names and order, one line for each method."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from hansard.application.event_reading import read_wait
from hansard.application.services import (
    ArtifactService,
    IntegrityService,
    KeyService,
    MaintenanceService,
    PersistentSessionService,
    QueryService,
    SessionManager,
    ThreadService,
    TranscriptService,
    UsageService,
)
from hansard.application.services.event_service import PAGE_OF_EVENTS
from hansard.application.services.session_manager import driven_by
from hansard.application.services.session_service import PAGE_OF_MESSAGES
from hansard.async_calls import AsyncService, awaited, iterated
from hansard.async_events import AsyncEventService
from hansard.async_manager import Steps, driven
from hansard.domain.event import Event, EventType
from hansard.domain.message import SessionMessage
from hansard.domain.pages import check_count, check_limit
from hansard.domain.searches import SessionSearch
from hansard.threads import Threads

Parameters = ParamSpec("Parameters")


class AsyncSessionService(AsyncService):
    """`PersistentSessionService`, awaited."""

    create = awaited(PersistentSessionService.create)
    get = awaited(PersistentSessionService.get)
    list = awaited(PersistentSessionService.list)
    page = awaited(PersistentSessionService.page)
    delete = awaited(PersistentSessionService.delete)
    append_message = awaited(PersistentSessionService.append_message)
    append_messages = awaited(PersistentSessionService.append_messages)
    remove_latest = awaited(PersistentSessionService.remove_latest)
    messages = awaited(PersistentSessionService.messages)
    latest = awaited(PersistentSessionService.latest)

    async def iter_messages(
        self, session_id: str, *, after: int | None = None, page_size: int = PAGE_OF_MESSAGES
    ) -> AsyncIterator[SessionMessage]:
        """Iterate over messages by sequence, a page at a time; see the synchronous service."""
        check_limit(page_size, "page_size")
        if after is not None:
            check_count(after, "after")
        sequence = 0 if after is None else after + 1
        page = await self.messages_from(session_id, sequence, page_size)
        while page:
            for message in page:
                yield message
            if len(page) < page_size:
                return
            page = await self.messages_from(session_id, page[-1].sequence + 1, page_size)

    messages_from = awaited(PersistentSessionService.messages_from)
    history = awaited(PersistentSessionService.history)
    pause = awaited(PersistentSessionService.pause)
    resume = awaited(PersistentSessionService.resume)
    complete = awaited(PersistentSessionService.complete)
    fail = awaited(PersistentSessionService.fail)
    cancel = awaited(PersistentSessionService.cancel)
    rename = awaited(PersistentSessionService.rename)
    tag = awaited(PersistentSessionService.tag)
    fork = awaited(PersistentSessionService.fork)
    lineage = awaited(PersistentSessionService.lineage)
    update_token_usage = awaited(PersistentSessionService.update_token_usage)
    export_session = awaited(PersistentSessionService.export_session)
    import_session = awaited(PersistentSessionService.import_session)


class AsyncThreadService(AsyncService):
    """`ThreadService`, awaited."""

    save_session_id = awaited(ThreadService.save_session_id)
    get_session_id = awaited(ThreadService.get_session_id)
    delete_session = awaited(ThreadService.delete_session)
    list_sessions = awaited(ThreadService.list_sessions)
    get_session_metadata = awaited(ThreadService.get_session_metadata)
    get_or_create = awaited(ThreadService.get_or_create)
    fork = awaited(ThreadService.fork)


class AsyncTranscriptService(AsyncService):
    """`TranscriptService`, awaited."""

    import_chats = awaited(TranscriptService.import_chats)
    export_chats = iterated(TranscriptService.export_chats)
    read = awaited(TranscriptService.read)
    update = awaited(TranscriptService.update)


class AsyncIntegrityService(AsyncService):
    """`IntegrityService`, awaited."""

    verify = awaited(IntegrityService.verify)


class AsyncArtifactService(AsyncService):
    """`ArtifactService`, awaited."""

    put = awaited(ArtifactService.put)
    get = awaited(ArtifactService.get)
    iter_content = iterated(ArtifactService.iter_content)
    delete = awaited(ArtifactService.delete)
    register = awaited(ArtifactService.register)
    get_by_key = awaited(ArtifactService.get_by_key)
    list_by_session = awaited(ArtifactService.list_by_session)
    session_stats = awaited(ArtifactService.session_stats)
    page = awaited(ArtifactService.page)
    sweep = awaited(ArtifactService.sweep)


class AsyncKeyService(AsyncService):
    """`KeyService`, awaited."""

    create = awaited(KeyService.create)
    list = awaited(KeyService.list)
    revoke = awaited(KeyService.revoke)
    authenticate = awaited(KeyService.authenticate)
    exist = awaited(KeyService.exist)
    namespaces = awaited(KeyService.namespaces)


class AsyncMaintenanceService(AsyncService):
    """`MaintenanceService`, awaited."""

    execute = awaited(MaintenanceService.execute)
    soft_delete_expired_sessions = awaited(MaintenanceService.soft_delete_expired_sessions)
    hard_delete_expired_sessions = awaited(MaintenanceService.hard_delete_expired_sessions)
    prune_session_events = awaited(MaintenanceService.prune_session_events)
    clean_orphaned_artifacts = awaited(MaintenanceService.clean_orphaned_artifacts)
    health_check = awaited(MaintenanceService.health_check)
    erase = awaited(MaintenanceService.erase)
    erase_session = awaited(MaintenanceService.erase_session)
    restore = awaited(MaintenanceService.restore)


def _counted(
    search: Callable[Concatenate[Any, Parameters], SessionSearch],
) -> Callable[Concatenate[Any, Parameters], SessionSearch]:
    """Let a search count at once, so that nobody waits for the store inside the event loop."""

    def call(self: Any, /, *args: Parameters.args, **options: Parameters.kwargs) -> SessionSearch:
        return search(self, *args, **options).counted()

    update_wrapper(call, search)
    return call


class AsyncQueryService(AsyncService):
    """`QueryService`, awaited."""

    search_sessions = awaited(_counted(QueryService.search_sessions))
    get_session_stats = awaited(QueryService.get_session_stats)
    search_runs = awaited(QueryService.search_runs)
    get_usage_summary = awaited(QueryService.get_usage_summary)
    get_cost_summary = awaited(QueryService.get_cost_summary)
    search_events = awaited(QueryService.search_events)
    count_events = awaited(QueryService.count_events)
    export_session = awaited(QueryService.export_session)


class AsyncUsageService(AsyncService):
    """`UsageService`, awaited."""

    report = awaited(UsageService.report)


class AsyncSessionManager(AsyncService):
    """`SessionManager`, awaited. Runners may be asynchronous here."""

    def __init__(self, service: SessionManager, threads: Threads) -> None:
        super().__init__(service, threads)
        self._planning = driven_by(service, Steps)

    start_session = awaited(SessionManager.start_session)
    activate_session = awaited(SessionManager.activate_session)
    pause_session = awaited(SessionManager.pause_session)
    resume_session = awaited(SessionManager.resume_session)
    complete_session = awaited(SessionManager.complete_session)
    fail_session = awaited(SessionManager.fail_session)
    cancel_session = awaited(SessionManager.cancel_session)
    start_run = awaited(SessionManager.start_run)
    execute_run = driven(SessionManager.execute_run)
    run_once = driven(SessionManager.run_once)
    cancel_run = awaited(SessionManager.cancel_run)
    recover_abandoned_runs = awaited(SessionManager.recover_abandoned_runs)
    get_session_events = awaited(SessionManager.get_session_events)
    get_session_runs = awaited(SessionManager.get_session_runs)

    def stream_session_events(
        self,
        session_id: str,
        after: int = 0,
        limit: int = PAGE_OF_EVENTS,
        poll_interval_ms: int = 250,
        wait_timeout_ms: int = 0,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        before: int | None = None,
    ) -> AsyncIterator[Event]:
        """Iterate over events, and over those still to come; see the synchronous service."""
        return AsyncEventService(self._service.events, self._threads).follow(
            session_id,
            after=after,
            run_id=run_id,
            type=type,
            since=since,
            before=before,
            limit=limit,
            poll_interval_ms=None if read_wait(wait_timeout_ms) else poll_interval_ms,
        )
