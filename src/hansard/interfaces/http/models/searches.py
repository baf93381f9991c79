"""Searches over all sessions, runs and events of a namespace, in requests and answers."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from hansard.application.arguments import MAX_TAGS_OF_FILTER
from hansard.domain.searches import EventSearchOrder, RunSearchOrder, SessionSearchOrder
from hansard.domain.session import Session
from hansard.interfaces.http.models.described import Answer, Label, Time, item, time_text
from hansard.interfaces.http.models.events import EventAnswer
from hansard.interfaces.http.models.sessions import SessionAnswer, session_map
from hansard.interfaces.http.models.values import (
    A_CURSOR,
    A_RUN,
    A_SESSION,
    A_TIME,
    Many,
    Moment,
    OfEvent,
    OfRun,
    OfSession,
    PageAsked,
    Perhaps,
    Whole,
)

_CURSOR = "Continues behind the last of them; null where there are none."


class SessionsSearched(PageAsked):
    """Which sessions are searched."""

    actor_name: Perhaps[Label] = Field(
        None, description="Only sessions of this agent.", examples=["clerk"]
    )
    owner_id: Perhaps[Label] = Field(
        None, description="Only sessions of this owner.", examples=["ann"]
    )
    status: Perhaps[list[OfSession]] = Field(
        None,
        description="Only with this status; repeated, with one of these.",
        examples=[["active", "paused"]],
    )
    provider: list[Label] = Field(
        default=[],
        description="Only with a run of this provider; repeated, of one of these.",
        examples=[["anthropic"]],
    )
    tag: list[Label] = Field(
        default=[],
        description="Only with this tag; repeated, with all of them.",
        examples=[["billing"]],
        json_schema_extra={"maxItems": MAX_TAGS_OF_FILTER},
    )
    created_after: Perhaps[Moment] = Field(
        None, description="Only those created then or later.", examples=[A_TIME]
    )
    created_before: Perhaps[Moment] = Field(
        None, description="Only those created then or earlier.", examples=[A_TIME]
    )
    include_deleted: bool = Field(
        default=False, description="Also those that retention hid.", examples=[False]
    )
    order_by: SessionSearchOrder = Field(
        SessionSearchOrder.UPDATED_AT_DESC,
        description="By a time and then by id, both in the same direction.",
        examples=["created_at_asc"],
    )


class RunsSearched(PageAsked):
    """Which runs are searched."""

    session_id: Perhaps[Label] = Field(
        None, description="Only runs of this session.", examples=[A_SESSION]
    )
    provider: Perhaps[Label] = Field(
        None, description="Only runs of this provider.", examples=["anthropic"]
    )
    status: Perhaps[list[OfRun]] = Field(
        None,
        description="Only with this status; repeated, with one of these.",
        examples=[["failed", "timeout"]],
    )
    started_after: Perhaps[Moment] = Field(
        None, description="Only those that started then or later.", examples=[A_TIME]
    )
    started_before: Perhaps[Moment] = Field(
        None, description="Only those that started then or earlier.", examples=[A_TIME]
    )
    min_tokens: Perhaps[Whole] = Field(
        None, description="Only those with at least so many total tokens.", examples=[1000]
    )
    order_by: RunSearchOrder = Field(
        RunSearchOrder.STARTED_AT_DESC,
        description="By start or by total tokens, and then by id in the same direction. The order "
        "by tokens has no cursors.",
        examples=["token_usage_desc"],
    )


class EventsSearched(PageAsked):
    """Which events are searched."""

    session_id: list[Label] = Field(
        default=[],
        description="Only events of this session; repeated, of one of these.",
        examples=[[A_SESSION]],
    )
    run_id: list[Label] = Field(
        default=[],
        description="Only events of this run; repeated, of one of these.",
        examples=[[A_RUN]],
    )
    provider: list[Label] = Field(
        default=[],
        description="Only events of this provider; repeated, of one of these.",
        examples=[["anthropic"]],
    )
    type: Perhaps[list[OfEvent]] = Field(
        None,
        description="Only of this type; repeated, of one of these.",
        examples=[["tool_call_started", "tool_call_failed"]],
    )
    since: Perhaps[Moment] = Field(
        None, description="Only those that happened then or later.", examples=[A_TIME]
    )
    until: Perhaps[Moment] = Field(
        None, description="Only those that happened then or earlier.", examples=[A_TIME]
    )
    correlation_id: Perhaps[Label] = Field(
        None, description="Only those that this ties together.", examples=["order-17"]
    )
    limit: Many = Field(100, description="How many items at most.", examples=[100])
    order_by: EventSearchOrder = Field(
        EventSearchOrder.SEQUENCE_ASC,
        description="By sequence or by time, and then by event id and session id in the same "
        "direction.",
        examples=["timestamp_desc"],
    )


class FoundSession(SessionAnswer):
    """What describes a session, also one that retention hid."""

    deleted_at: Time | None = item("When retention hid it, null where it did not.", None)


class SessionsFound(Answer):
    """One page of sessions that were searched for."""

    sessions: list[FoundSession] = Field(description="In the order asked for.")
    next_cursor: str | None = item(_CURSOR, A_CURSOR)
    total_count: int = item("How many sessions match, on all pages.", 1, ge=0)


class EventsFound(Answer):
    """One page of events that were searched for."""

    events: list[EventAnswer] = Field(description="In the order asked for.")
    next_cursor: str | None = item(_CURSOR, A_CURSOR)


def found_session_map(session: Session) -> dict[str, Any]:
    """Give what describes a session that was searched for."""
    hidden = session.deleted_at
    return {**session_map(session), "deleted_at": None if hidden is None else time_text(hidden)}
