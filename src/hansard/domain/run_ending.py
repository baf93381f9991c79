"""How runs end: completed with a result, or not, with why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hansard.domain.error_codes import MAX_TEXT, ErrorCode, ErrorRecord, find_code
from hansard.domain.event import EventType
from hansard.domain.maps import write_time
from hansard.domain.pricing import PricingTable, cost_of
from hansard.domain.provider_sessions import OWN
from hansard.domain.redaction import RedactionPolicy, redact_map, redact_text
from hansard.domain.run import Run, RunStatus
from hansard.domain.run_result import RunnerError, RunResult
from hansard.domain.session import Session, SessionStatus


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ends.

    Attributes:
        status: its final status.
        error: why it did not complete.
        result: what its runner gave, also before it failed; only a run that completes has its
            output.
        turns: how many turns its runner reported.
        told: the types of the events that its runner reported, which need not be said again.
    """

    status: RunStatus
    error: ErrorRecord | None = None
    result: RunResult | None = None
    turns: int = 0
    told: frozenset[EventType] = frozenset()

    def apply(self, run: Run, prices: PricingTable, now: datetime) -> None:
        """End a run this way. What a run has already is added to, not replaced."""
        run.turn_count += self.turns
        if self.result is not None:
            take_figures(run, self.result, prices)
        if self.error is not None:
            run.error = describe(self.error)
        if self.status is RunStatus.COMPLETED and self.result is not None:
            run.output = dict(self.result.output)
        run.update_status(self.status, now)

    def is_of(self, run: Run, now: datetime) -> bool:
        """Say whether a run that is over ended this way, at this moment."""
        error = None if self.error is None else describe(self.error)
        return (run.status, run.ended_at, run.error) == (self.status, now, error)

    def events(self) -> list[tuple[EventType, dict[str, Any]]]:
        """Give what there is to be said of it: the usage, where there is any, and the end."""
        said = [(_RUN_EVENTS[self.status], self._end())]
        if self.result is not None and self.result.token_usage:
            said.insert(0, (EventType.TOKEN_USAGE_UPDATED, dict(self.result.token_usage)))
        return [(kind, data) for kind, data in said if kind not in self.told]

    @property
    def session_status(self) -> SessionStatus:
        """What becomes of a session that was made for this run alone."""
        return _SESSION_ENDS[self.status]

    def _end(self) -> dict[str, Any]:
        if self.status is not RunStatus.COMPLETED:
            return why(self.error, cancelled=self.status is RunStatus.CANCELLED)
        stop = None if self.result is None else self.result.provider_metadata.get("stop_reason")
        return {"stop_reason": stop if isinstance(stop, str) and stop else self.status.value}


_RUN_EVENTS = {
    RunStatus.COMPLETED: EventType.RUN_COMPLETED,
    RunStatus.FAILED: EventType.RUN_FAILED,
    RunStatus.CANCELLED: EventType.RUN_CANCELLED,
    RunStatus.TIMEOUT: EventType.RUN_TIMEOUT,
}
_SESSION_ENDS = {
    RunStatus.COMPLETED: SessionStatus.COMPLETED,
    RunStatus.FAILED: SessionStatus.FAILED,
    RunStatus.CANCELLED: SessionStatus.CANCELLED,
    RunStatus.TIMEOUT: SessionStatus.FAILED,
}


def take_figures(run: Run, result: RunResult, prices: PricingTable) -> None:
    """Take from a result what a run reports: usage, provider, cost."""
    run.update_token_usage(result.token_usage)
    run.provider = result.provider or run.provider
    run.provider_metadata = {**run.provider_metadata, **result.provider_metadata}
    if result.provider_session_id is not None:
        run.provider_metadata["provider_session_id"] = result.provider_session_id
    run.cost_usd = result.cost_usd or cost_of(run, prices)  # a report of 0 says nothing


def keep_provider_session(session: Session, run: Run, result: RunResult, now: datetime) -> bool:
    """Keep the provider's name for the conversation in a session; say whether it has one.

    It stands in the metadata under ``provider_sessions``, by provider, beside those of other
    providers. Where a caller keeps something else under that key, it is left alone.
    """
    if result.provider_session_id is None or run.provider is None:
        return False
    kept = session.metadata.get(OWN, {})
    handle = {"provider_session_id": result.provider_session_id, "model": run.model}
    if not isinstance(kept, dict):
        return False
    session.metadata[OWN] = {**kept, run.provider: handle}
    session.updated_at = now
    return True


def read_error(error: object) -> ErrorRecord:
    """Give the record of an exception, of a text, or of a mapping with code and message.

    Raises:
        InvalidInputError: it is none of these.
    """
    if isinstance(error, ErrorRecord):
        return error
    if isinstance(error, BaseException):
        return record_of(error)
    if isinstance(error, str):
        return ErrorRecord(ErrorCode.UNKNOWN_ERROR, error)
    return ErrorRecord.from_map(error)  # type: ignore[arg-type]


def record_of(error: BaseException) -> ErrorRecord:
    """Give the record of what came out of a runner."""
    if isinstance(error, RunnerError):
        return _shortened(error.record)
    if not isinstance(error, Exception):
        name = type(error).__name__
        return ErrorRecord(ErrorCode.CANCELLED, f"The runner was interrupted: {name}.")
    code = ErrorCode.PROVIDER_TIMEOUT if isinstance(error, TimeoutError) else None
    return _shortened(ErrorRecord.wrap(error, code=code))


def _shortened(record: ErrorRecord) -> ErrorRecord:
    if len(record.message) <= MAX_TEXT:
        return record
    return replace(record, message=f"{record.message[:MAX_TEXT]}...")


def status_after(error: BaseException) -> RunStatus:
    """Give the final status of a run whose runner raised something."""
    if not isinstance(error, Exception):
        return RunStatus.CANCELLED
    timed_out = record_of(error).code is ErrorCode.PROVIDER_TIMEOUT
    return RunStatus.TIMEOUT if timed_out else RunStatus.FAILED


def error_of(run: Run) -> ErrorRecord | None:
    """Give why a run did not complete, as far as it says so."""
    if run.error is None:
        return None
    message = run.error.get("message")
    code = find_code(run.error.get("code")) or ErrorCode.UNKNOWN_ERROR
    return ErrorRecord(code, message if isinstance(message, str) else "")


def redact_error(error: ErrorRecord, policy: RedactionPolicy) -> ErrorRecord:
    """Give an error without its secrets."""
    if not policy.enabled:
        return error
    said = error.provider_error
    return replace(
        error,
        message=redact_text(error.message, policy),
        details=redact_map(error.details, policy),
        provider_error=None if said is None else redact_map(said, policy),
    )


def describe(error: ErrorRecord) -> dict[str, Any]:
    """Give what a run keeps of an error: code, message, and what else is known."""
    kept: dict[str, Any] = {"code": error.code.value, "message": error.message}
    if error.provider_error is not None:
        kept["provider_error"] = error.provider_error
    if error.details:
        kept["details"] = error.details
    return kept


def why(error: ErrorRecord | None, *, cancelled: bool = False) -> dict[str, Any]:
    """Give what an event says of why something ended: of an error all that is known."""
    if error is None:
        return {}
    if cancelled:
        return {"reason": error.message}
    named = {"code": "error_code", "message": "error_message"}
    return {named.get(key, key): value for key, value in describe(error).items()}


def abandoned(before: datetime) -> Ending:
    """Give the ending of a run that gave no sign of life since a moment."""
    since = f"No sign of life since {write_time(before)}."
    return Ending(RunStatus.FAILED, ErrorRecord(ErrorCode.TIMEOUT, since))
