"""hansard: the verbatim, verifiable record of what agents said and did."""

import importlib
import logging
from typing import TYPE_CHECKING

from hansard._version import __version__
from hansard.domain.errors import (
    ArtifactNotFoundError,
    ConfigurationError,
    ConflictError,
    ContextMismatchError,
    ContinuationError,
    DeploymentError,
    DuplicateKeyError,
    HansardError,
    InvalidContentError,
    InvalidCursorError,
    InvalidEventTypeError,
    InvalidInputError,
    InvalidSessionError,
    InvalidStatusError,
    InvalidTransitionError,
    KeyNotFoundError,
    MaintenanceError,
    MigrationRequiredError,
    MissingDependencyError,
    MissingFieldError,
    NotFoundError,
    QueryError,
    RunMismatchError,
    RunNotFoundError,
    RunTransitionError,
    SessionClosedError,
    SessionExportError,
    SessionImportError,
    SessionMessageError,
    SessionMismatchError,
    SessionNotFoundError,
    StaleSessionError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreIOError,
    StoreUnavailableError,
    StreamClosedError,
    ThreadConflictError,
    ThreadNotFoundError,
    TranscriptError,
    TryLaterError,
)
from hansard.domain.event import Event, EventType
from hansard.domain.message import MessageRole, NewMessage, SessionMessage, ToolCall
from hansard.domain.pages import Page, SessionOrder
from hansard.domain.run import Run, RunStatus
from hansard.domain.session import Session, SessionStatus, SessionTokenUsage
from hansard.domain.transcript import HistoryMessage, OrphanPolicy
from hansard.opening import open, open_async  # noqa: A004
from hansard.store import Hansard

if TYPE_CHECKING:
    from hansard.application.ports.agents import Agent, Turn
    from hansard.application.services import (
        Finding,
        IntegrityReport,
        IntegrityService,
        PersistentSessionService,
        TranscriptService,
    )
    from hansard.application.turns import FinishedTurn, OpenTurn
    from hansard.async_store import AsyncHansard
    from hansard.domain.api_key import ApiKey, KeyRole
    from hansard.domain.artifact import Artifact, ArtifactTotals, SweepReport
    from hansard.domain.error_codes import ErrorCode, ErrorRecord
    from hansard.domain.event_stream import EventStream
    from hansard.domain.event_transcript import Transcript, TranscriptLimits
    from hansard.domain.execution import ExecutionResult, Runner
    from hansard.domain.lineage import Lineage
    from hansard.domain.pricing import PricingTable
    from hansard.domain.redaction import RedactionPolicy
    from hansard.domain.retention import RetentionPolicy
    from hansard.domain.run_result import RunnerError, RunResult
    from hansard.domain.thread import ThreadMapping, ThreadSession
    from hansard.domain.transcript_assembly import TranscriptMessage
    from hansard.infrastructure.archive import FileArchive
    from hansard.infrastructure.database import Durability, RetryPolicy

logging.getLogger("hansard").addHandler(logging.NullHandler())


_IMPORTED_ON_USE = {
    "Agent": "hansard.application.ports.agents",
    "ApiKey": "hansard.domain.api_key",
    "Artifact": "hansard.domain.artifact",
    "ArtifactTotals": "hansard.domain.artifact",
    "AsyncHansard": "hansard.async_store",
    "Durability": "hansard.infrastructure.database",
    "ErrorCode": "hansard.domain.error_codes",
    "ErrorRecord": "hansard.domain.error_codes",
    "EventStream": "hansard.domain.event_stream",
    "ExecutionResult": "hansard.domain.execution",
    "FileArchive": "hansard.infrastructure.archive",
    "Finding": "hansard.application.services",
    "FinishedTurn": "hansard.application.turns",
    "IntegrityReport": "hansard.application.services",
    "IntegrityService": "hansard.application.services",
    "KeyRole": "hansard.domain.api_key",
    "Lineage": "hansard.domain.lineage",
    "OpenTurn": "hansard.application.turns",
    "PersistentSessionService": "hansard.application.services",
    "PricingTable": "hansard.domain.pricing",
    "RedactionPolicy": "hansard.domain.redaction",
    "RetentionPolicy": "hansard.domain.retention",
    "RetryPolicy": "hansard.infrastructure.database",
    "RunResult": "hansard.domain.run_result",
    "Runner": "hansard.domain.execution",
    "RunnerError": "hansard.domain.run_result",
    "SweepReport": "hansard.domain.artifact",
    "ThreadMapping": "hansard.domain.thread",
    "ThreadSession": "hansard.domain.thread",
    "Transcript": "hansard.domain.event_transcript",
    "TranscriptLimits": "hansard.domain.event_transcript",
    "TranscriptMessage": "hansard.domain.transcript_assembly",
    "TranscriptService": "hansard.application.services",
    "Turn": "hansard.application.ports.agents",
}


def __getattr__(name: str) -> object:
    if name not in _IMPORTED_ON_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_IMPORTED_ON_USE[name]), name)


__all__ = [
    "Agent",
    "ApiKey",
    "Artifact",
    "ArtifactNotFoundError",
    "ArtifactTotals",
    "AsyncHansard",
    "ConfigurationError",
    "ConflictError",
    "ContextMismatchError",
    "ContinuationError",
    "DeploymentError",
    "DuplicateKeyError",
    "Durability",
    "ErrorCode",
    "ErrorRecord",
    "Event",
    "EventStream",
    "EventType",
    "ExecutionResult",
    "FileArchive",
    "Finding",
    "FinishedTurn",
    "Hansard",
    "HansardError",
    "HistoryMessage",
    "IntegrityReport",
    "IntegrityService",
    "InvalidContentError",
    "InvalidCursorError",
    "InvalidEventTypeError",
    "InvalidInputError",
    "InvalidSessionError",
    "InvalidStatusError",
    "InvalidTransitionError",
    "KeyNotFoundError",
    "KeyRole",
    "Lineage",
    "MaintenanceError",
    "MessageRole",
    "MigrationRequiredError",
    "MissingDependencyError",
    "MissingFieldError",
    "NewMessage",
    "NotFoundError",
    "OpenTurn",
    "OrphanPolicy",
    "Page",
    "PersistentSessionService",
    "PricingTable",
    "QueryError",
    "RedactionPolicy",
    "RetentionPolicy",
    "RetryPolicy",
    "Run",
    "RunMismatchError",
    "RunNotFoundError",
    "RunResult",
    "RunStatus",
    "RunTransitionError",
    "Runner",
    "RunnerError",
    "Session",
    "SessionClosedError",
    "SessionExportError",
    "SessionImportError",
    "SessionMessage",
    "SessionMessageError",
    "SessionMismatchError",
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
    "StreamClosedError",
    "SweepReport",
    "ThreadConflictError",
    "ThreadMapping",
    "ThreadNotFoundError",
    "ThreadSession",
    "ToolCall",
    "Transcript",
    "TranscriptError",
    "TranscriptLimits",
    "TranscriptMessage",
    "TranscriptService",
    "TryLaterError",
    "Turn",
    "__version__",
    "open",
    "open_async",
]
