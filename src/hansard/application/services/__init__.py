"""The services that people import into an agent."""

from hansard.application.services.integrity_service import (
    Finding,
    IntegrityReport,
    IntegrityService,
)
from hansard.application.services.session_service import PersistentSessionService
from hansard.application.services.transcript_service import TranscriptService

__all__ = [
    "Finding",
    "IntegrityReport",
    "IntegrityService",
    "PersistentSessionService",
    "TranscriptService",
]
