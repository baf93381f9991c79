"""Hansard: one namespace of one store, with every service on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from hansard.application.ports import Backend, Clock, Identifiers, Transactions
from hansard.application.services import (
    IntegrityService,
    PersistentSessionService,
    TranscriptService,
)
from hansard.domain.content import check_id

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Hansard:
    """One namespace of a store. Close it when done, or use it in ``with``.

    Attributes:
        namespace: the part of the store that is visible here.
        sessions: sessions and their messages.
        transcripts: chat-completions transcripts in and out.
        integrity: proof that the record is complete and unchanged.
    """

    sessions: PersistentSessionService
    transcripts: TranscriptService
    integrity: IntegrityService

    def __init__(
        self, backend: Backend, namespace: str, clock: Clock, identifiers: Identifiers
    ) -> None:
        self.namespace = check_id(namespace, "namespace")
        self.backend = backend
        self._parts = (clock, identifiers)
        self._serve(backend.in_namespace(namespace))

    def _serve(self, transactions: Transactions) -> None:
        self.sessions = PersistentSessionService(transactions, *self._parts)
        self.transcripts = TranscriptService(transactions, *self._parts)
        self.integrity = IntegrityService(transactions, self.backend.integrity)

    def for_namespace(self, namespace: str) -> Hansard:
        """Give the same store as seen from another namespace; closing one closes both."""
        return Hansard(self.backend, namespace, *self._parts)

    def within(self, connection: Connection) -> Hansard:
        """Give the same services inside a transaction of the caller's.

        The caller commits or rolls back, and nothing is retried.
        """
        joined = Hansard(self.backend, self.namespace, *self._parts)
        joined._serve(self.backend.joined(connection, self.namespace))
        return joined

    def close(self) -> None:
        """Give back every connection."""
        self.backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
