"""What is kept of runs and artifacts: immutable records of canonical texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hansard.domain.content import decode_json, encode_json
from hansard.domain.run import Run, RunStatus, tokens_of
from hansard.infrastructure.memory.records import in_utc


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One state of a run. A change makes another record.

    Attributes:
        input_tokens, output_tokens, total_tokens, cache_read_tokens, cache_creation_tokens: the
            figures that reports sum, 0 where the run does not report them.
        model: the model that the provider says has answered.
        heartbeat_at: the last sign of life, None where there was none since the start.
    """

    run_id: str
    session_id: str
    started_at: datetime
    status: RunStatus
    turn_count: int
    cost_usd: float | None
    ended_at: datetime | None
    provider: str | None
    model: str | None
    input_json: str | None
    output_json: str | None
    error_json: str | None
    metadata_json: str | None
    token_usage_json: str | None
    provider_metadata_json: str | None
    input_tokens: int
    output_tokens: int
    total_tokens: int
    cache_read_tokens: int
    cache_creation_tokens: int
    heartbeat_at: datetime | None = None

    @property
    def position(self) -> tuple[datetime, str]:
        """Where the run stands in listings."""
        return self.started_at, self.run_id

    @property
    def last_sign(self) -> datetime:
        """When the run last gave a sign of life."""
        return self.started_at if self.heartbeat_at is None else self.heartbeat_at

    def to_entity(self, namespace: str) -> Run:
        """Give the run as a copy that shares nothing mutable."""
        return Run(
            run_id=self.run_id,
            session_id=self.session_id,
            started_at=self.started_at,
            namespace=namespace,
            status=self.status,
            input=_decode(self.input_json),
            output=_decode(self.output_json),
            error=_decode(self.error_json),
            metadata=_decode(self.metadata_json) or {},
            turn_count=self.turn_count,
            token_usage=_decode(self.token_usage_json) or {},
            cost_usd=self.cost_usd,
            ended_at=self.ended_at,
            provider=self.provider,
            provider_metadata=_decode(self.provider_metadata_json) or {},
        )


def run_record(run: Run, heartbeat_at: datetime | None) -> RunRecord:
    """Give the record of a run as it is described; see `check_run`."""
    return RunRecord(
        run_id=run.run_id,
        session_id=run.session_id,
        started_at=run.started_at.astimezone(UTC),
        status=RunStatus(run.status),
        turn_count=run.turn_count,
        cost_usd=None if run.cost_usd is None else float(run.cost_usd),
        ended_at=in_utc(run.ended_at),
        provider=run.provider,
        model=run.model,
        input_json=_encode(run.input, "input"),
        output_json=_encode(run.output, "output"),
        error_json=_encode(run.error, "error"),
        metadata_json=_encode(run.metadata or None, "metadata"),
        token_usage_json=_encode(run.token_usage or None, "token_usage"),
        provider_metadata_json=_encode(run.provider_metadata or None, "provider_metadata"),
        input_tokens=tokens_of(run.token_usage, "input_tokens"),
        output_tokens=tokens_of(run.token_usage, "output_tokens"),
        total_tokens=tokens_of(run.token_usage, "total_tokens"),
        cache_read_tokens=tokens_of(run.token_usage, "cache_read_tokens"),
        cache_creation_tokens=tokens_of(run.token_usage, "cache_creation_tokens"),
        heartbeat_at=heartbeat_at,
    )


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """One state of what is known of an artifact. A change makes another record.

    Attributes:
        session_id: the session that it belongs to, which deletes it when it goes.
        deleted_at: when it was removed, else None; its key is free then.
    """

    artifact_id: str
    key: str
    byte_size: int
    checksum_sha256: str
    storage_backend: str
    storage_ref: str
    created_at: datetime
    session_id: str | None = None
    run_id: str | None = None
    content_type: str | None = None
    metadata_json: str | None = None
    deleted_at: datetime | None = None


def _encode(value: dict[str, Any] | None, field: str) -> str | None:
    return None if value is None else encode_json(value, field)


def _decode(text: str | None) -> Any:
    return None if text is None else decode_json(text)
