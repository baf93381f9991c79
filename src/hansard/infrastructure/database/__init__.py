"""Sessions and messages in a relational database."""

from hansard.infrastructure.database.database import Database
from hansard.infrastructure.database.dialects import Durability
from hansard.infrastructure.database.models import (
    SessionMessageModel,
    SessionModel,
    SessionTagModel,
)
from hansard.infrastructure.database.repositories import (
    SessionMessageRepository,
    SessionRepository,
)
from hansard.infrastructure.database.retry import RetryPolicy, database_retry

__all__ = [
    "Database",
    "Durability",
    "RetryPolicy",
    "SessionMessageModel",
    "SessionMessageRepository",
    "SessionModel",
    "SessionRepository",
    "SessionTagModel",
    "database_retry",
]
