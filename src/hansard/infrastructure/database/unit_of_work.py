"""A unit of work: the repositories of one transaction. It has no commit; returning commits."""

from __future__ import annotations

from hansard.infrastructure.database.link import Link
from hansard.infrastructure.database.repositories import (
    SessionMessageRepository,
    SessionRepository,
)


class DatabaseUnitOfWork:
    """The collections of one namespace inside one transaction."""

    __slots__ = ("_link", "_namespace")

    def __init__(self, link: Link, namespace: str) -> None:
        self._link = link
        self._namespace = namespace

    @property
    def sessions(self) -> SessionRepository:
        """The sessions."""
        return SessionRepository(self._link, self._namespace)

    @property
    def messages(self) -> SessionMessageRepository:
        """Their messages."""
        return SessionMessageRepository(self._link, self._namespace)
