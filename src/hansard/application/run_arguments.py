"""What callers pass to the session manager, checked and brought to domain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hansard.application.arguments import read_metadata
from hansard.domain.content import check_id, is_id
from hansard.domain.error_codes import ErrorCode, ErrorRecord
from hansard.domain.errors import ContinuationError, InvalidInputError, RunNotFoundError
from hansard.domain.event_transcript import TranscriptLimits
from hansard.domain.redaction import NO_REDACTION, RedactionPolicy
from hansard.domain.shown import shown

MAX_DURATION = timedelta(days=36_500)


def check_run_reference(run_id: str) -> str:
    """Give the id of a run that should exist back.

    Raises:
        RunNotFoundError: no run can have that id, so none has.
        InvalidInputError: not a text.
    """
    given: object = run_id
    if not isinstance(given, str):
        raise InvalidInputError(f"run_id must be a text, not {type(given).__name__}.")
    if not is_id(run_id):
        raise RunNotFoundError(run_id)
    return run_id


def read_redaction(redaction: RedactionPolicy | None) -> RedactionPolicy:
    """Give a policy, that of taking nothing out where there is none.

    Raises:
        InvalidInputError: not a `RedactionPolicy`.
    """
    given: object = redaction
    if given is None:
        return NO_REDACTION
    if not isinstance(given, RedactionPolicy):
        raise InvalidInputError(f"redaction must be a RedactionPolicy, not {type(given).__name__}.")
    return given


def read_reason(reason: str | None) -> ErrorRecord | None:
    """Give why something is cancelled, None where nobody says."""
    return None if reason is None else ErrorRecord(ErrorCode.CANCELLED, reason)


def read_labelled(
    metadata: Mapping[str, Any] | None, *, provider: str | None, correlation_id: str | None
) -> dict[str, Any]:
    """Give a session's metadata with the labels of its events among it."""
    labels = {"provider": provider, "correlation_id": correlation_id}
    given = {name: check_id(label, name) for name, label in labels.items() if label is not None}
    return {**read_metadata(metadata), **given}


def read_duration(duration: timedelta | float) -> timedelta:
    """Give a duration of at least 0.

    Args:
        duration: or its seconds.

    Raises:
        InvalidInputError: it is neither, or too long.
    """
    try:
        read = duration if isinstance(duration, timedelta) else timedelta(seconds=duration)
    except (TypeError, ValueError, OverflowError):
        read = None
    if read is None or isinstance(duration, bool) or not timedelta(0) <= read <= MAX_DURATION:
        raise InvalidInputError(
            f"older_than must be 0 to {MAX_DURATION.days} days, as a timedelta or in seconds, "
            f"not {shown(duration)}."
        )
    return read


def read_continuation(
    continuation: str | bool, limits: TranscriptLimits | None
) -> TranscriptLimits | None:
    """Give how much of the transcript a runner is given, None for nothing of it.

    Args:
        continuation: False, ``auto`` or ``replay``.

    Raises:
        ContinuationError: ``native``, which needs more than the record.
        InvalidInputError: anything else.
    """
    if continuation is False:
        return None
    if continuation == "native":
        raise ContinuationError(
            "The record cannot continue a conversation inside a provider. Pass 'auto' or 'replay' "
            "to give the runner the transcript; the session's metadata names the provider's own "
            "sessions under provider_sessions."
        )
    if continuation not in ("auto", "replay"):
        raise InvalidInputError(
            f"continuation must be False, 'auto' or 'replay', not {shown(continuation)}."
        )
    return limits or TranscriptLimits()
