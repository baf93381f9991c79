"""hansard: the verbatim, verifiable record of what agents said and did."""

import importlib
import logging
from typing import TYPE_CHECKING

from hansard._version import __version__
from hansard.application.services import (
    Finding,
    IntegrityReport,
    IntegrityService,
    PersistentSessionService,
    TranscriptService,
)
from hansard.domain.errors import (
    ConfigurationError,
    ConflictError,
    DeploymentError,
    DuplicateKeyError,
    HansardError,
    InvalidContentError,
    InvalidCursorError,
    InvalidInputError,
    InvalidSessionError,
    InvalidStatusError,
    InvalidTransitionError,
    MigrationRequiredError,
    MissingDependencyError,
    NotFoundError,
    SessionClosedError,
    SessionExportError,
    SessionImportError,
    SessionMessageError,
    SessionNotFoundError,
    StaleSessionError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreIOError,
    StoreUnavailableError,
    TranscriptError,
    TryLaterError,
)
from hansard.domain.message import MessageRole, NewMessage, SessionMessage, ToolCall
from hansard.domain.pages import Page, SessionOrder
from hansard.domain.session import Session, SessionStatus, SessionTokenUsage
from hansard.domain.transcript import HistoryMessage, OrphanPolicy
from hansard.opening import open, open_async  # noqa: A004
from hansard.store import Hansard

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard
    from hansard.infrastructure.database import Durability, RetryPolicy

logging.getLogger("hansard").addHandler(logging.NullHandler())


_IMPORTED_ON_USE = {
    "AsyncHansard": "hansard.async_store",
    "Durability": "hansard.infrastructure.database",
    "RetryPolicy": "hansard.infrastructure.database",
}


def __getattr__(name: str) -> object:
    if name not in _IMPORTED_ON_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_IMPORTED_ON_USE[name]), name)


__all__ = [
    "AsyncHansard",
    "ConfigurationError",
    "ConflictError",
    "DeploymentError",
    "DuplicateKeyError",
    "Durability",
    "Finding",
    "Hansard",
    "HansardError",
    "HistoryMessage",
    "IntegrityReport",
    "IntegrityService",
    "InvalidContentError",
    "InvalidCursorError",
    "InvalidInputError",
    "InvalidSessionError",
    "InvalidStatusError",
    "InvalidTransitionError",
    "MessageRole",
    "MigrationRequiredError",
    "MissingDependencyError",
    "NewMessage",
    "NotFoundError",
    "OrphanPolicy",
    "Page",
    "PersistentSessionService",
    "RetryPolicy",
    "Session",
    "SessionClosedError",
    "SessionExportError",
    "SessionImportError",
    "SessionMessage",
    "SessionMessageError",
    "SessionNotFoundError",
    "SessionOrder",
    "SessionStatus",
    "SessionTokenUsage",
    "StaleSessionError",
    "StoreBusyError",
    "StoreDamagedError",
    "StoreError",
    "StoreFullError",
    "StoreIOError",
    "StoreUnavailableError",
    "ToolCall",
    "TranscriptError",
    "TranscriptService",
    "TryLaterError",
    "__version__",
    "open",
    "open_async",
]
