"""The services that people import into an agent, each imported when it is first asked for."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hansard.application.services.artifact_service import ArtifactService
    from hansard.application.services.conversation_service import ConversationService
    from hansard.application.services.event_service import EventService
    from hansard.application.services.integrity_service import (
        Finding,
        IntegrityReport,
        IntegrityService,
    )
    from hansard.application.services.key_service import KeyService
    from hansard.application.services.maintenance_service import MaintenanceService
    from hansard.application.services.query_service import QueryService
    from hansard.application.services.session_manager import SessionManager
    from hansard.application.services.session_service import PersistentSessionService
    from hansard.application.services.session_store import SessionStore
    from hansard.application.services.thread_service import ThreadService
    from hansard.application.services.transcript_service import (
        ImportProgress,
        ImportReport,
        TranscriptService,
        read_lines,
    )
    from hansard.application.services.usage_service import UsageService

_MODULES = {
    "ArtifactService": "artifact_service",
    "ConversationService": "conversation_service",
    "EventService": "event_service",
    "Finding": "integrity_service",
    "ImportProgress": "transcript_service",
    "ImportReport": "transcript_service",
    "IntegrityReport": "integrity_service",
    "IntegrityService": "integrity_service",
    "KeyService": "key_service",
    "MaintenanceService": "maintenance_service",
    "PersistentSessionService": "session_service",
    "QueryService": "query_service",
    "SessionManager": "session_manager",
    "SessionStore": "session_store",
    "ThreadService": "thread_service",
    "TranscriptService": "transcript_service",
    "UsageService": "usage_service",
    "read_lines": "transcript_service",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


__all__ = [
    "ArtifactService",
    "ConversationService",
    "EventService",
    "Finding",
    "ImportProgress",
    "ImportReport",
    "IntegrityReport",
    "IntegrityService",
    "KeyService",
    "MaintenanceService",
    "PersistentSessionService",
    "QueryService",
    "SessionManager",
    "SessionStore",
    "ThreadService",
    "TranscriptService",
    "UsageService",
    "read_lines",
]
