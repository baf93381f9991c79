"""Rows to events and runs and back: pure functions, one pair per entity."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any, TypeAlias

from hansard.application.ports import Examined
from hansard.domain.content import decode_json, encode_json
from hansard.domain.event import Event, EventType, SealedEvent, recorded_event
from hansard.domain.run import TOKEN_FIGURES, Run, RunStatus, tokens_of
from hansard.infrastructure.database.mapping import EPOCH, Row, from_microseconds, to_microseconds

EventRow: TypeAlias = tuple[
    str, str, int, str | None, str | None, str | None, int, str | None, str | None
]

EVENT_COLUMNS = (
    "event_id",
    "type",
    "session_id",
    "timestamp",
    "sequence",
    "run_id",
    "data_json",
    "metadata_json",
    "schema_version",
    "provider",
    "correlation_id",
)
WRITTEN_EVENT_COLUMNS = (
    "event_id",
    "type",
    "timestamp",
    "run_id",
    "data_json",
    "metadata_json",
    "schema_version",
    "provider",
    "correlation_id",
)
RUN_COLUMNS = (
    "run_id",
    "session_id",
    "namespace",
    "started_at",
    "status",
    "turn_count",
    "cost_usd",
    "ended_at",
    "provider",
    "input_json",
    "output_json",
    "error_json",
    "metadata_json",
    "token_usage_json",
    "provider_metadata_json",
)
_TYPES = {kind.value: kind for kind in EventType}


def event_from_row(row: Row) -> Event:
    """Give an event of its `EVENT_COLUMNS`."""
    event_id, kind, session_id, timestamp, sequence, run_id, data, metadata, *rest = row
    return recorded_event(
        event_id,
        _TYPES[kind],
        session_id,
        EPOCH + timedelta(0, 0, timestamp),
        sequence,
        run_id,
        {} if data is None else decode_json(data),
        {} if metadata is None else decode_json(metadata),
        *rest,
    )


def name_event(row: Row) -> str:
    """Name the event of `EVENT_COLUMNS` in an error."""
    return f"event {row[4]} (id {row[0]})"


def event_to_row(event: SealedEvent) -> EventRow:
    """Give the columns of an event that do not depend on its place: `WRITTEN_EVENT_COLUMNS`."""
    return (
        event.event_id,
        event.type.value,
        to_microseconds(event.timestamp),
        event.run_id,
        event.data_json,
        event.metadata_json,
        event.schema_version,
        event.provider,
        event.correlation_id,
    )


def event_checksum(namespace: str, session_id: str, sequence: int, row: EventRow) -> str:
    """Give the SHA-256 that binds an event to its text and to its place, in hex.

    The digest is taken over UTF-8 lines: ``event 1``, namespace, session id, sequence, and
    `WRITTEN_EVENT_COLUMNS`, each as it is stored, an absent one empty. No stored value holds a
    line feed.
    """
    event_id, kind, timestamp, run_id, data, metadata, version, provider, correlation_id = row
    text = (
        f"event 1\n{namespace}\n{session_id}\n{sequence}\n{event_id}\n{kind}\n{timestamp}\n"
        f"{run_id or ''}\n{data or ''}\n{metadata or ''}\n{version}\n{provider or ''}\n"
        f"{correlation_id or ''}"
    )
    return hashlib.sha256(text.encode()).hexdigest()


def examine_event(namespace: str, record: Row) -> Examined:
    """Compare a stored event, its `EVENT_COLUMNS` and checksum, with that checksum."""
    *values, stated = record
    event_id, kind, session_id, timestamp, sequence, *rest = values
    row: Any = (event_id, kind, timestamp, *rest)
    if event_checksum(namespace, session_id, sequence, row) != stated:
        return Examined(sequence, "checksum", "the text was changed after it was recorded")
    try:
        event_from_row(values)
    except (KeyError, TypeError, ValueError) as error:
        return Examined(sequence, "content", f"cannot be read: {error}")
    return Examined(sequence)


def run_from_row(row: Row) -> Run:
    """Give a run of its `RUN_COLUMNS`."""
    run_id, session_id, namespace, started_at, status, turn_count, cost, ended_at, provider = row[
        :9
    ]
    texts = [None if text is None else decode_json(text) for text in row[9:]]
    given, output, error, metadata, usage, provider_metadata = texts
    return Run(
        run_id=run_id,
        session_id=session_id,
        started_at=from_microseconds(started_at),
        namespace=namespace,
        status=RunStatus(status),
        input=given,
        output=output,
        error=error,
        metadata=metadata or {},
        turn_count=turn_count,
        token_usage=usage or {},
        cost_usd=cost,
        ended_at=None if ended_at is None else from_microseconds(ended_at),
        provider=provider,
        provider_metadata=provider_metadata or {},
    )


def name_run(row: Row) -> str:
    """Name the run of `RUN_COLUMNS` in an error."""
    return f"Run {row[0]}"


def run_to_row(run: Run, namespace: str) -> dict[str, Any]:
    """Give the columns of a run, with the figures that reports sum; see `check_run`."""
    return {
        "run_id": run.run_id,
        "session_id": run.session_id,
        "namespace": namespace,
        "started_at": to_microseconds(run.started_at),
        "status": run.status.value,
        "turn_count": run.turn_count,
        "cost_usd": run.cost_usd,
        "ended_at": None if run.ended_at is None else to_microseconds(run.ended_at),
        "provider": run.provider,
        "model": run.model,
        "input_json": _optional(run.input, "input"),
        "output_json": _optional(run.output, "output"),
        "error_json": _optional(run.error, "error"),
        "metadata_json": _optional(run.metadata or None, "metadata"),
        "token_usage_json": _optional(run.token_usage or None, "token_usage"),
        "provider_metadata_json": _optional(run.provider_metadata or None, "provider_metadata"),
        **{name: tokens_of(run.token_usage, name) for name in TOKEN_FIGURES},
    }


def _optional(value: dict[str, Any] | None, field: str) -> str | None:
    return None if value is None else encode_json(value, field)
