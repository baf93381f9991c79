"""Runs in requests and answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from pydantic import Field

from hansard.domain.run import Run, RunStatus
from hansard.interfaces.http.bodies import JsonObject, Text
from hansard.interfaces.http.models.described import (
    Answer,
    Given,
    Label,
    Time,
    item,
    time_text,
)
from hansard.interfaces.http.models.values import (
    A_CURSOR,
    A_RUN,
    A_SESSION,
    A_TIME,
    LARGEST,
    Moment,
    OfRun,
    PageAsked,
    Perhaps,
)

RunId = Annotated[
    str,
    Path(
        description="The id of a run, percent-encoded where it needs to be.",
        examples=[A_RUN],
    ),
]
_INPUT = {"prompt": "Summarise order 17."}
_OUTPUT = {"content": "Order 17 was shipped on Monday."}
_ERROR = {"code": "timeout", "message": "The model did not answer."}
_USAGE = {"input_tokens": 120, "output_tokens": 30, "total_tokens": 150}


class RunsAsked(PageAsked):
    """Which runs of a session are listed."""

    status: Perhaps[list[OfRun]] = Field(
        None, description="Only runs that are one of these.", examples=[["completed", "failed"]]
    )


class NewRun(Given):
    """A run that is to be started."""

    input: JsonObject | None = Field(
        None, description="What the agent is given, any JSON object.", examples=[_INPUT]
    )
    run_id: Label | None = Field(
        None,
        description="The caller's own id, unique within the namespace; made by default.",
        examples=["order-17-summary"],
    )
    provider: Label | None = Field(
        None,
        description="Who serves the model; by default as the session says.",
        examples=["anthropic"],
    )
    metadata: JsonObject = Field({}, description="Any JSON object.", examples=[{"order": 17}])


class RunRecord(Given):
    """The whole record of a run. What is left out is empty."""

    run_id: Label | None = Field(
        None,
        description="As in the path, where it is given at all.",
        examples=["order-17-summary"],
    )
    session_id: Label | None = Field(
        None,
        description="As in the path, where it is given at all.",
        examples=[A_SESSION],
    )
    status: OfRun = Field(description="Where the run stands.", examples=["completed"])
    input: JsonObject | None = Field(
        None, description="What the agent was given.", examples=[_INPUT]
    )
    output: JsonObject | None = Field(None, description="What it answered.", examples=[_OUTPUT])
    error: JsonObject | None = Field(
        None, description="Why it failed: `code`, `message` and further keys.", examples=[_ERROR]
    )
    metadata: JsonObject = Field({}, description="Any JSON object.", examples=[{"order": 17}])
    turn_count: int = Field(
        0, ge=0, le=LARGEST, description="How often the model was asked.", examples=[1]
    )
    token_usage: JsonObject = Field(
        {},
        description="Figures by name. `input_tokens`, `output_tokens`, `total_tokens`, "
        "`cache_read_tokens` and `cache_creation_tokens` are summed in reports.",
        examples=[_USAGE],
    )
    cost_usd: float | None = Field(
        None, ge=0, description="USD, where somebody knows.", examples=[0.0042]
    )
    started_at: Moment = Field(description="When it was made, with a time zone.", examples=[A_TIME])
    ended_at: Moment | None = Field(
        None, description="When it reached a final status.", examples=[A_TIME]
    )
    provider: Label | None = Field(
        None, description="Who served the model.", examples=["anthropic"]
    )
    provider_metadata: JsonObject = Field(
        {},
        description="The provider's own JSON object; `model` names the model.",
        examples=[{"model": "claude-sonnet-4-5"}],
    )


class Cancellation(Given):
    """Why a run is cancelled."""

    reason: Text | None = Field(
        None, description="For people; goes into the run's error.", examples=["no longer needed"]
    )


class RunAnswer(Answer):
    """One execution of an agent inside a session."""

    run_id: str = item("Unique within the namespace.", A_RUN)
    session_id: str = item("The session that it belongs to.", A_SESSION)
    status: RunStatus = item(
        "Where it stands; completed, failed, cancelled and timeout are final.", "completed"
    )
    input: dict[str, Any] | None = item("What the agent was given.", _INPUT)
    output: dict[str, Any] | None = item("What it answered.", _OUTPUT)
    error: dict[str, Any] | None = item("Why it failed, null where it did not.", None)
    metadata: dict[str, Any] = item("The caller's own JSON object.", {"order": 17})
    turn_count: int = item("How often the model was asked.", 1)
    token_usage: dict[str, Any] = item("Figures by name.", _USAGE)
    cost_usd: float | None = item("USD, null where nobody knows.", 0.0042)
    started_at: Time = item("When it was made, in UTC.", A_TIME)
    ended_at: Time | None = item("When it reached a final status, in UTC.", A_TIME)
    provider: str | None = item("Who served the model.", "anthropic")
    provider_metadata: dict[str, Any] = item(
        "The provider's own JSON object.", {"model": "claude-sonnet-4-5"}
    )


class RunsAnswer(Answer):
    """One page of runs."""

    runs: list[RunAnswer] = Field(description="In the order asked for.")
    next_cursor: str | None = item(
        "Continues behind the last of them; null where there are none.", A_CURSOR
    )


def run_map(run: Run) -> dict[str, Any]:
    """Give a run as answers have it."""
    return {
        **run.to_map(),
        "started_at": time_text(run.started_at),
        "ended_at": None if run.ended_at is None else time_text(run.ended_at),
    }
