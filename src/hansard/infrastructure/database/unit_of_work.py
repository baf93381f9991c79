"""A unit of work: the repositories of one transaction. It has no commit; returning commits."""

from __future__ import annotations

from hansard.infrastructure.database.link import Link
from hansard.infrastructure.database.repositories import (
    ArtifactRepository,
    EventRepository,
    KeyRepository,
    RetentionRepository,
    RunRepository,
    SearchRepository,
    SessionMessageRepository,
    SessionRepository,
    ThreadRepository,
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

    @property
    def runs(self) -> RunRepository:
        """Their runs."""
        return RunRepository(self._link, self._namespace)

    @property
    def events(self) -> EventRepository:
        """Their events."""
        return EventRepository(self._link, self._namespace)

    @property
    def artifacts(self) -> ArtifactRepository:
        """The registry of artifacts."""
        return ArtifactRepository(self._link, self._namespace)

    @property
    def searches(self) -> SearchRepository:
        """Questions over all sessions, runs and events."""
        return SearchRepository(self._link, self._namespace)

    @property
    def retention(self) -> RetentionRepository:
        """What retention hides, deletes and prunes."""
        return RetentionRepository(self._link, self._namespace)

    @property
    def threads(self) -> ThreadRepository:
        """The threads that continue sessions."""
        return ThreadRepository(self._link, self._namespace)

    @property
    def keys(self) -> KeyRepository:
        """The API keys."""
        return KeyRepository(self._link, self._namespace)
