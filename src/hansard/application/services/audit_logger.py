"""AuditLogger: what became of runs, written down as events by whoever executes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hansard.application.services.event_pipeline import EventLog, EventPipeline
from hansard.domain.errors import InvalidContentError, InvalidInputError
from hansard.domain.event import Event, EventType, read_event_type
from hansard.domain.event_builder import EventContext
from hansard.domain.redaction import RedactionPolicy
from hansard.domain.run import Run

AUDITED_TYPES = (
    EventType.RUN_STARTED,
    EventType.RUN_COMPLETED,
    EventType.RUN_FAILED,
    EventType.ERROR_OCCURRED,
    EventType.TOKEN_USAGE_UPDATED,
)
"""What an audit trail is made of."""


class AuditLogger:
    """Writes the audit trail of runs that are executed without `SessionManager`.

    Attributes:
        enabled: where this is false nothing is written.
    """

    def __init__(self, pipeline: EventPipeline, events: EventLog, *, enabled: bool = True) -> None:
        self._pipeline = pipeline
        self._events = events
        self.enabled = enabled

    def log(
        self,
        type: EventType | str,
        subject: Run | str,
        data: Mapping[str, Any] | None = None,
        *,
        redaction: RedactionPolicy | None = None,
    ) -> Event | None:
        """Write one entry and give it as it is stored, None where nothing is written.

        Args:
            type: run_started, run_completed, run_failed, error_occurred or token_usage_updated.
            subject: the run, whose own figures and error are told, or the id of a session.
            data: more to tell, before what the run says of itself.
            redaction: what is taken out of the entry.

        Raises:
            InvalidInputError: another type.
            SessionNotFoundError: no such session, or retention hid it.
        """
        kind = read_event_type(type)
        if kind not in AUDITED_TYPES:
            raise InvalidInputError(f"An audit trail has {', '.join(AUDITED_TYPES)}, not {kind}.")
        if not self.enabled:
            return None
        if data is not None and not isinstance(data, Mapping):
            raise InvalidContentError("/data", "must be an object")
        if isinstance(subject, Run):
            context = EventContext(
                subject.session_id, subject.run_id, subject.provider, redaction=redaction
            )
            told = {**_details(kind, subject), **(data or {})}
        else:
            context, told = EventContext(subject, redaction=redaction), dict(data or {})
        return self._pipeline.process({"type": kind, "data": told}, context)

    def get_audit_log(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
    ) -> list[Event]:
        """List the events of a session by sequence, oldest first.

        Args:
            run_id: only of this run.
            type: only of this type.
            since: only with a later timestamp.
        """
        return self._events.get(session_id, run_id=run_id, type=type, since=since)


def _details(kind: EventType, run: Run) -> dict[str, Any]:
    """Give what a run knows to tell in an entry of this type."""
    output, error = run.output or {}, run.error or {}
    failure = {
        "error_code": error.get("code"),
        "error_message": error.get("message"),
        "provider_error": error.get("provider_error"),
        "details": error.get("details"),
    }
    told: dict[EventType, Mapping[str, Any]] = {
        EventType.RUN_STARTED: {"model": run.model},
        EventType.RUN_COMPLETED: {
            "stop_reason": output.get("stop_reason", run.status.value),
            "turn_count": run.turn_count,
            "token_usage": run.token_usage or None,
            "cost_usd": run.cost_usd,
        },
        EventType.RUN_FAILED: failure,
        EventType.ERROR_OCCURRED: failure,
        EventType.TOKEN_USAGE_UPDATED: run.token_usage,
    }
    return {name: value for name, value in told[kind].items() if value is not None}
