"""Events in requests and answers."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from hansard.domain.event import MAX_SCHEMA_VERSION, Event, EventType
from hansard.interfaces.http.bodies import JsonObject
from hansard.interfaces.http.models.described import (
    Answer,
    Asked,
    Given,
    Label,
    Time,
    item,
    time_text,
)
from hansard.interfaces.http.models.values import (
    A_RUN,
    A_SESSION,
    A_TIME,
    Many,
    Moment,
    OfEvent,
    Perhaps,
    Whole,
    read_whole,
)
from hansard.interfaces.http.parameters import MAX_BATCH

MAX_WAIT_MS = 25_000
"""How long a request may wait for events."""

_DATA = {"tool_name": "find_order", "tool_input": {"order": 17}}


class EventsFollowed(Asked):
    """Which events of a session are sent, and from where."""

    after: Perhaps[Whole] = Field(
        None,
        description="Only with a larger sequence. `Last-Event-ID` counts instead, where it is "
        "given.",
        examples=[41],
    )
    type: Perhaps[OfEvent] = Field(
        None, description="Only of this type.", examples=["tool_call_started"]
    )
    run_id: Perhaps[Label] = Field(None, description="Only of this run.", examples=[A_RUN])


class EventsAsked(Asked):
    """Which events of a session are listed, and how long to wait for them."""

    after: Perhaps[Whole] = Field(None, description="Only with a larger sequence.", examples=[41])
    before: Perhaps[Whole] = Field(
        None, description="Only with a smaller sequence.", examples=[100]
    )
    since: Perhaps[Moment] = Field(
        None, description="Only with a later timestamp.", examples=[A_TIME]
    )
    type: Perhaps[OfEvent] = Field(
        None, description="Only of this type.", examples=["tool_call_started"]
    )
    run_id: Perhaps[Label] = Field(None, description="Only of this run.", examples=[A_RUN])
    limit: Many = Field(100, description="How many events at most.", examples=[100])
    wait_ms: Annotated[int, Field(ge=0, le=MAX_WAIT_MS), BeforeValidator(read_whole)] = Field(
        0,
        description="Where there are none, wait so many milliseconds for one to come.",
        examples=[20_000],
    )


class NewEvent(Given):
    """A fact about a session that is to be recorded."""

    type: OfEvent = Field(description="What kind of fact.", examples=["tool_call_started"])
    data: JsonObject = Field({}, description="What happened, any JSON object.", examples=[_DATA])
    run_id: Label | None = Field(None, description="The run that it belongs to.", examples=[A_RUN])
    metadata: JsonObject = Field(
        {}, description="About the record itself, any JSON object.", examples=[{"host": "a1"}]
    )
    provider: Label | None = Field(
        None, description="Who served the model.", examples=["anthropic"]
    )
    correlation_id: Label | None = Field(
        None, description="Ties events of several sessions together.", examples=["order-17"]
    )
    schema_version: int = Field(
        1, ge=1, le=MAX_SCHEMA_VERSION, description="Of `data`.", examples=[1]
    )
    event_id: Label | None = Field(
        None,
        description="Unique within the session; made by default. Repeating an append with the "
        "same id and content adds nothing and answers with what was stored first.",
        examples=["call-17-started"],
    )
    timestamp: Moment | None = Field(
        None, description="When it happened; now by default.", examples=[A_TIME]
    )


class NewEvents(Given):
    """Events of one session that are recorded together: all of them, or none."""

    events: list[NewEvent] = Field(max_length=MAX_BATCH, description="In their order.")


class EventAnswer(Answer):
    """A fact about a session, which never changes."""

    event_id: str = item("Unique within its session.", "evt_01JB2Q9M0V3T8K6R5W4X7Y1Z2C")
    type: EventType = item("What kind of fact.", "tool_call_started")
    session_id: str = item("The session that it is about.", A_SESSION)
    timestamp: Time = item("When it happened, as its writer says, in UTC.", A_TIME)
    sequence: int = item("Its place in the session, from 1.", 42, ge=1)
    run_id: str | None = item("The run that it belongs to.", A_RUN)
    data: dict[str, Any] = item("What happened.", _DATA)
    metadata: dict[str, Any] = item("About the record itself.", {"host": "a1"})
    schema_version: int = item("Of `data`.", 1, ge=1)
    provider: str | None = item("Who served the model.", "anthropic")
    correlation_id: str | None = item("Ties events of several sessions together.", "order-17")


class EventsAnswer(Answer):
    """Events of a session, oldest first."""

    events: list[EventAnswer] = Field(description="By sequence.")


def event_map(event: Event) -> dict[str, Any]:
    """Give an event as answers have it."""
    return {**event.to_map(), "timestamp": time_text(event.timestamp)}
