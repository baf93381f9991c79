"""Runs: one execution of an agent inside a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeGuard

from hansard.domain.content import check_id, decode_json, encode_json, is_id
from hansard.domain.errors import InvalidContentError, InvalidInputError, InvalidStatusError
from hansard.domain.maps import optional_time, read_map, read_time, write_time
from hansard.domain.session import DEFAULT_NAMESPACE, MAX_COST
from hansard.domain.shown import shown

MAX_RUN_TOKENS = 10**12
"""Tokens that one run may report in one figure: sums over nine million runs stay exact."""


class RunStatus(StrEnum):
    """Where a run stands. Completed, failed, cancelled and timeout are final."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TIMEOUT = "timeout"

    @property
    def is_final(self) -> bool:
        """Whether the run is over."""
        return self in FINAL_RUN_STATUSES


FINAL_RUN_STATUSES = frozenset(
    {RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.TIMEOUT}
)


@dataclass(slots=True)
class Run:
    """One execution of an agent inside a session.

    Attributes:
        run_id: opaque text, 1 to 255 characters, unique within its namespace.
        session_id: the session that it belongs to.
        status: see `RunStatus`.
        input: what the agent was given, a JSON object.
        output: what it answered, a JSON object.
        error: why it failed: ``code``, ``message`` and further keys.
        metadata: the caller's own JSON object.
        turn_count: how often the model was asked, at least 0.
        token_usage: figures by name. ``input_tokens``, ``output_tokens``, ``total_tokens``,
            ``cache_read_tokens`` and ``cache_creation_tokens`` are summed in reports where they
            are numbers from 0 to `MAX_RUN_TOKENS`.
        cost_usd: USD, where somebody knows.
        started_at: when it was made, in UTC.
        ended_at: when it reached a final status, in UTC.
        provider: who served the model, for example ``anthropic``.
        provider_metadata: the provider's own JSON object; ``model`` names the model.
    """

    run_id: str
    session_id: str
    started_at: datetime
    namespace: str = DEFAULT_NAMESPACE
    status: RunStatus = RunStatus.PENDING
    input: dict[str, Any] | None = None
    output: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    turn_count: int = 0
    token_usage: dict[str, Any] = field(default_factory=dict)
    cost_usd: float | None = None
    ended_at: datetime | None = None
    provider: str | None = None
    provider_metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> str | None:
        """The model that the provider says has answered."""
        model = self.provider_metadata.get("model")
        return model if isinstance(model, str) and is_id(model) else None

    def update_status(self, status: RunStatus | str, now: datetime) -> None:
        """Set a status; a final one ends the run.

        Raises:
            InvalidStatusError: there is no such status.
        """
        self.status = read_run_status(status)
        if self.status.is_final:
            self.ended_at = now

    def set_output(self, output: Mapping[str, Any], now: datetime) -> None:
        """Complete the run with its output."""
        self.output = dict(output)
        self.update_status(RunStatus.COMPLETED, now)

    def set_error(self, error: Mapping[str, Any], now: datetime) -> None:
        """Fail the run with its error."""
        self.error = dict(error)
        self.update_status(RunStatus.FAILED, now)

    def increment_turn(self) -> None:
        """Count one more turn."""
        self.turn_count += 1

    def update_token_usage(self, usage: Mapping[str, Any]) -> None:
        """Add figures to those that are there; what is no number on both sides is replaced."""
        for name, value in usage.items():
            known = self.token_usage.get(name)
            self.token_usage[name] = _sum(known, value)

    def to_map(self) -> dict[str, Any]:
        """Give the run as a JSON object: every attribute, times in ISO 8601."""
        return {
            "run_id": self.run_id,
            "session_id": self.session_id,
            "status": self.status.value,
            "input": self.input,
            "output": self.output,
            "error": self.error,
            "metadata": self.metadata,
            "turn_count": self.turn_count,
            "token_usage": self.token_usage,
            "cost_usd": self.cost_usd,
            "started_at": write_time(self.started_at),
            "ended_at": write_time(self.ended_at),
            "provider": self.provider,
            "provider_metadata": self.provider_metadata,
        }

    @classmethod
    def from_map(cls, given: Mapping[str, Any]) -> Run:
        """Give the run of such an object.

        A cost that is no number is left out.

        Raises:
            InvalidInputError: run_id, session_id, status or started_at is missing or wrong.
        """
        read_map(given, "run", ("run_id", "session_id", "status", "started_at"))
        cost = given.get("cost_usd")
        return check_run(
            cls(
                run_id=given["run_id"],
                session_id=given["session_id"],
                started_at=read_time(given["started_at"], "started_at"),
                status=read_run_status(given["status"]),
                input=given.get("input"),
                output=given.get("output"),
                error=given.get("error"),
                metadata=given.get("metadata") or {},
                turn_count=given.get("turn_count") or 0,
                token_usage=given.get("token_usage") or {},
                cost_usd=float(cost) if is_number(cost) else None,
                ended_at=optional_time(given.get("ended_at"), "ended_at"),
                provider=given.get("provider"),
                provider_metadata=given.get("provider_metadata") or {},
            )
        )


def _sum(known: object, value: Any) -> Any:
    if not is_number(known) or not is_number(value):
        return value
    try:
        return known + value
    except OverflowError:  # an integer beyond every float
        return value


def is_number(value: object) -> TypeGuard[int | float]:
    """Say whether a value is a number; true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def read_run_status(status: object) -> RunStatus:
    """Give the status of that name.

    Raises:
        InvalidStatusError: there is none.
    """
    try:
        return RunStatus(status if isinstance(status, str) else "")
    except ValueError as error:
        raise InvalidStatusError(
            f"Unknown status {shown(status)}. A run is {', '.join(RunStatus)}."
        ) from error


def tokens_of(usage: Mapping[str, Any], name: str) -> int:
    """Give a figure of a run's token usage as a whole number, 0 where it is none.

    Raises:
        InvalidInputError: it exceeds `MAX_RUN_TOKENS`.
    """
    value = usage.get(name)
    if not is_number(value) or not value > 0:
        return 0  # NaN too
    if value > MAX_RUN_TOKENS:
        raise InvalidInputError(
            f"token_usage.{name} must be at most {MAX_RUN_TOKENS}, not {shown(value)}."
        )
    return int(value)


def check_run(run: Run) -> Run:
    """Give a run of its own whose values can be stored, its objects as they will be read back.

    Raises:
        InvalidInputError, InvalidContentError, InvalidStatusError: they cannot.
    """
    if not isinstance(run, Run):
        raise InvalidInputError(f"A run is a Run, not {type(run).__name__}.")
    run = replace(run)
    check_id(run.run_id, "run_id")
    check_id(run.session_id, "session_id")
    run.status = read_run_status(run.status)
    run.started_at = read_time(run.started_at, "started_at")
    run.ended_at = optional_time(run.ended_at, "ended_at")
    if run.provider is not None:
        check_id(run.provider, "provider")
    for name in ("input", "output", "error", "metadata", "token_usage", "provider_metadata"):
        value = getattr(run, name)
        if value is None and name in ("input", "output", "error"):
            continue
        if not isinstance(value, Mapping):
            raise InvalidContentError(f"/{name}", "must be an object")
        setattr(run, name, decode_json(encode_json(dict(value), name)))
    turns: object = run.turn_count
    if not isinstance(turns, int) or isinstance(turns, bool) or not 0 <= turns < 2**63:
        raise InvalidInputError(f"turn_count must be an integer of at least 0, not {shown(turns)}.")
    cost = run.cost_usd
    if cost is not None and (not is_number(cost) or not 0 <= cost <= MAX_COST):
        raise InvalidInputError(f"cost_usd must be finite and at least 0, not {shown(cost)}.")
    run.cost_usd = None if cost is None else float(cost)
    for name in TOKEN_FIGURES:
        tokens_of(run.token_usage, name)
    return run


TOKEN_FIGURES = (
    "input_tokens",
    "output_tokens",
    "total_tokens",
    "cache_read_tokens",
    "cache_creation_tokens",
)
"""Names of the figures of a run's token usage that reports sum."""
