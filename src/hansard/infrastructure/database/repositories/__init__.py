"""One repository for each collection."""

from hansard.infrastructure.database.repositories.artifacts import ArtifactRepository
from hansard.infrastructure.database.repositories.events import EventRepository
from hansard.infrastructure.database.repositories.keys import KeyRepository
from hansard.infrastructure.database.repositories.messages import SessionMessageRepository
from hansard.infrastructure.database.repositories.retention import RetentionRepository
from hansard.infrastructure.database.repositories.runs import RunRepository
from hansard.infrastructure.database.repositories.searches import SearchRepository
from hansard.infrastructure.database.repositories.sessions import SessionRepository
from hansard.infrastructure.database.repositories.threads import ThreadRepository

__all__ = [
    "ArtifactRepository",
    "EventRepository",
    "KeyRepository",
    "RetentionRepository",
    "RunRepository",
    "SearchRepository",
    "SessionMessageRepository",
    "SessionRepository",
    "ThreadRepository",
]
