"""Hansard: one namespace of one store, with every service on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from hansard.application import services
from hansard.domain.content import check_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from hansard.application.parts import Parts
    from hansard.application.ports import Backend, Transactions
    from hansard.application.services import (
        ArtifactService,
        ConversationService,
        EventService,
        IntegrityService,
        KeyService,
        MaintenanceService,
        PersistentSessionService,
        QueryService,
        SessionManager,
        SessionStore,
        ThreadService,
        TranscriptService,
        UsageService,
    )


class Hansard:
    """One namespace of a store. Close it when done, or use it in ``with``.

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

    sessions: PersistentSessionService
    threads: ThreadService
    conversations: ConversationService
    transcripts: TranscriptService
    integrity: IntegrityService
    session_store: SessionStore
    events: EventService
    manager: SessionManager
    queries: QueryService
    usage: UsageService
    maintenance: MaintenanceService
    artifacts: ArtifactService
    keys: KeyService

    def __init__(self, backend: Backend, namespace: str, parts: Parts) -> None:
        self.namespace = check_id(namespace, "namespace")
        self.backend = backend
        self._parts = parts
        self._connection: Connection | None = None
        self._transactions: Transactions = backend.in_namespace(namespace)

    def __getattr__(self, name: str) -> Any:
        """Make a service when it is first asked for, so that nobody waits for the others."""
        if name not in _SERVICES:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        service = _SERVICES[name](self, self._transactions, self._parts)
        setattr(self, name, service)
        return service

    def for_namespace(self, namespace: str) -> Hansard:
        """Give the same store as seen from another namespace; closing one closes both."""
        made = Hansard(self.backend, namespace, self._parts)
        return made if self._connection is None else made.within(self._connection)

    def within(self, connection: Connection) -> Hansard:
        """Give the same services inside a transaction of the caller's.

        The caller commits or rolls back, and nothing is retried.
        """
        joined = Hansard(self.backend, self.namespace, self._parts)
        joined._transactions = self.backend.joined(connection, self.namespace)
        joined._connection = connection
        return joined

    def close(self) -> None:
        """Give back every connection."""
        self.backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _manager(store: Hansard, transactions: Any, parts: Any) -> object:
    from hansard.infrastructure.traced_runs import traced

    return traced(services.SessionManager(transactions, parts, store.events))


_SERVICES: dict[str, Callable[[Hansard, Any, Any], object]] = {
    "sessions": lambda _, transactions, parts: services.PersistentSessionService(
        transactions, parts.clock, parts.identifiers
    ),
    "threads": lambda _, transactions, parts: services.ThreadService(
        transactions, parts.clock, parts.identifiers
    ),
    "conversations": lambda _, transactions, parts: services.ConversationService(
        transactions, parts
    ),
    "transcripts": lambda _, transactions, parts: services.TranscriptService(
        transactions, parts.clock, parts.identifiers
    ),
    "integrity": lambda store, transactions, _: services.IntegrityService(
        transactions, store.backend.integrity
    ),
    "events": lambda store, transactions, parts: services.EventService(
        transactions, parts, store.backend.arrivals
    ),
    "session_store": lambda store, transactions, parts: services.SessionStore(
        transactions, parts, store.events
    ),
    "manager": _manager,
    "queries": lambda _, transactions, parts: services.QueryService(transactions, parts),
    "usage": lambda _, transactions, parts: services.UsageService(transactions, parts),
    "maintenance": lambda store, transactions, parts: services.MaintenanceService(
        transactions, parts, store.backend
    ),
    "artifacts": lambda _, transactions, parts: services.ArtifactService(transactions, parts),
    "keys": lambda store, transactions, parts: services.KeyService(
        transactions, parts, lambda namespace: store.for_namespace(namespace)._transactions
    ),
}
