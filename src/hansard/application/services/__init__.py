"""The services that people import into an agent."""

from hansard.application.services.integrity_service import (
    Finding,
    IntegrityReport,
    IntegrityService,
)
from hansard.application.services.session_service import PersistentSessionService
from hansard.application.services.transcript_service import (
    ImportProgress,
    ImportReport,
    TranscriptService,
    read_lines,
)

__all__ = [
    "Finding",
    "ImportProgress",
    "ImportReport",
    "IntegrityReport",
    "IntegrityService",
    "PersistentSessionService",
    "TranscriptService",
    "read_lines",
]
