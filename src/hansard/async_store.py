"""AsyncHansard: the same services, the same names and order, awaited.

The core runs on a few threads of its own; on every database that is faster than its asynchronous
drivers. What has started is finished: a caller that is cancelled meanwhile is told so only once
the outcome is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from anyio import CancelScope, to_thread

from hansard.async_conversations import AsyncConversationService
from hansard.async_events import AsyncEventService, AsyncSessionStore
from hansard.async_services import (
    AsyncArtifactService,
    AsyncIntegrityService,
    AsyncKeyService,
    AsyncMaintenanceService,
    AsyncQueryService,
    AsyncSessionManager,
    AsyncSessionService,
    AsyncThreadService,
    AsyncTranscriptService,
    AsyncUsageService,
)
from hansard.domain.errors import ConfigurationError
from hansard.store import Hansard
from hansard.threads import Threads

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OPENED = {
    "_store",
    "_threads",
    "namespace",
    "sessions",
    "threads",
    "conversations",
    "transcripts",
    "integrity",
    "session_store",
    "events",
    "manager",
    "queries",
    "usage",
    "maintenance",
    "artifacts",
    "keys",
}


class AsyncHansard:
    """One namespace of a store, awaited. Open it with ``async with``.

    Attributes:
        namespace: the part of the store that is visible here.
        sessions: sessions and their messages.
        threads: which session continues which conversation of a caller.
        conversations: questions and their answers, recorded while agents give them.
        transcripts: chat-completions transcripts in and out.
        integrity: proof that the record is complete and unchanged.
        session_store: sessions, runs and events, stored as they are given.
        events: what happened in sessions, appended, read and followed.
        manager: the lifecycle of sessions and runs, each step recorded as an event.
        queries: questions over all sessions, runs and events.
        usage: what was used and what it cost, group by group.
        maintenance: retention, erasure, health.
        artifacts: blobs by key.
        keys: keys for those who use the store from outside the process.
    """

    namespace: str
    sessions: AsyncSessionService
    threads: AsyncThreadService
    conversations: AsyncConversationService
    transcripts: AsyncTranscriptService
    integrity: AsyncIntegrityService
    session_store: AsyncSessionStore
    events: AsyncEventService
    manager: AsyncSessionManager
    queries: AsyncQueryService
    usage: AsyncUsageService
    maintenance: AsyncMaintenanceService
    artifacts: AsyncArtifactService
    keys: AsyncKeyService
    _threads: Threads

    def __init__(self, opener: Callable[[], Hansard]) -> None:
        self._opener = opener

    def _serve(self, store: Hansard, threads: Threads) -> Self:
        self._store, self._threads, self.namespace = store, threads, store.namespace
        self.sessions = AsyncSessionService(store.sessions, threads)
        self.threads = AsyncThreadService(store.threads, threads)
        self.conversations = AsyncConversationService(store.conversations, threads)
        self.transcripts = AsyncTranscriptService(store.transcripts, threads)
        self.integrity = AsyncIntegrityService(store.integrity, threads)
        self.session_store = AsyncSessionStore(store.session_store, threads)
        self.events = AsyncEventService(store.events, threads)
        self.manager = AsyncSessionManager(store.manager, threads)
        self.queries = AsyncQueryService(store.queries, threads)
        self.usage = AsyncUsageService(store.usage, threads)
        self.maintenance = AsyncMaintenanceService(store.maintenance, threads)
        self.artifacts = AsyncArtifactService(store.artifacts, threads)
        self.keys = AsyncKeyService(store.keys, threads)
        return self

    def __getattr__(self, name: str) -> Any:
        """Say what to do where something is asked for before the store is open."""
        if name in _OPENED:
            raise ConfigurationError(
                "The store is not open. Open it: async with hansard.open_async(...) as store"
            )
        raise AttributeError(name)

    @property
    def backend(self) -> Any:
        """What the sessions are kept in."""
        return self._store.backend

    def for_namespace(self, namespace: str) -> AsyncHansard:
        """Give the same store as seen from another namespace; closing one closes both."""
        return self._sibling(self._store.for_namespace(namespace))

    def within(self, connection: Connection) -> AsyncHansard:
        """Give the same services inside a transaction of the caller's.

        The caller commits or rolls back, and nothing is retried.
        """
        return self._sibling(self._store.within(connection))

    async def close(self) -> None:
        """Give back every connection."""
        await self._threads.close()
        await to_thread.run_sync(self._store.close)

    def _sibling(self, store: Hansard) -> AsyncHansard:
        return AsyncHansard(lambda: store)._serve(store, self._threads)

    async def __aenter__(self) -> Self:
        store = await to_thread.run_sync(self._opener)
        return self._serve(store, Threads(store.backend.concurrency))

    async def __aexit__(self, *_: object) -> None:
        with CancelScope(shield=True):
            await self.close()
