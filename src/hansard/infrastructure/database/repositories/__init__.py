"""Collections of entities over the tables. Each takes a transaction, or opens its own."""

from hansard.infrastructure.database.repositories.messages import SessionMessageRepository
from hansard.infrastructure.database.repositories.sessions import SessionRepository

__all__ = ["SessionMessageRepository", "SessionRepository"]
