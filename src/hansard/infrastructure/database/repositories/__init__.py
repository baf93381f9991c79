"""One repository for each collection."""

from hansard.infrastructure.database.repositories.artifacts import ArtifactRepository
from hansard.infrastructure.database.repositories.events import EventRepository
from hansard.infrastructure.database.repositories.messages import SessionMessageRepository
from hansard.infrastructure.database.repositories.retention import RetentionRepository
from hansard.infrastructure.database.repositories.runs import RunRepository
from hansard.infrastructure.database.repositories.searches import SearchRepository
from hansard.infrastructure.database.repositories.sessions import SessionRepository

__all__ = [
    "ArtifactRepository",
    "EventRepository",
    "RetentionRepository",
    "RunRepository",
    "SearchRepository",
    "SessionMessageRepository",
    "SessionRepository",
]
