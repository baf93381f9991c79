"""What requests and answers about sessions hold."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from hansard.application.arguments import MAX_TAGS_OF_FILTER
from hansard.domain.lineage import Lineage
from hansard.domain.pages import SessionOrder
from hansard.domain.session import (
    MAX_TAGS,
    MAX_TOKENS,
    Session,
    SessionStatus,
    SessionTokenUsage,
)
from hansard.interfaces.http.bodies import JsonObject, Text
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
    A_CURSOR,
    A_SESSION,
    A_TIME,
    Many,
    OfSession,
    PageAsked,
    Perhaps,
)

_PARENT = "01JB2Q7C4D5E6F7G8H9J0K1M2N"
_ORDERS: JsonDict = {"enum": [order.value for order in SessionOrder]}
_TAG_BOUNDS: JsonDict = {"maxItems": MAX_TAGS}


class NewSession(Given):
    """What a session begins with; the store chooses its id."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"actor_name": "clerk", "owner_id": "ann", "metadata": {"channel": "mail"}},
                {"thread_id": "mail-2031", "resource_id": "ann", "actor_name": "clerk"},
            ]
        }
    )

    actor_name: Label | None = Field(
        None, description="The agent that answers.", examples=["clerk"]
    )
    owner_id: Label | None = Field(
        None,
        description="Whose conversation it is. Not beside a thread, whose resource is the owner.",
        examples=["ann"],
    )
    name: Label | None = Field(None, description="A title for people.", examples=["Order 17"])
    automation_level: Label | None = Field(
        None,
        description="How far the agent may act on its own, in the caller's words. "
        "Not beside a thread.",
        examples=["ask first"],
    )
    linked_plan_ids: list[Label] = Field(
        max_length=1000,
        default=[],
        description="Ids of plans in other systems. Not beside a thread.",
        examples=[["plan-17"]],
    )
    metadata: JsonObject | None = Field(
        None, description="Any JSON object, kept to the letter.", examples=[{"channel": "mail"}]
    )
    tags: list[Label] = Field(
        max_length=1000,
        default=[],
        description="Labels, each kept once.",
        examples=[["billing"]],
        json_schema_extra=_TAG_BOUNDS,
    )
    thread_id: Label | None = Field(
        None,
        description="The caller's own handle of the conversation. The session that continues it "
        "is given back where there is one, and made where there is none.",
        examples=["mail-2031"],
    )
    resource_id: Label | None = Field(
        None, description="Whose thread it is; needed with one.", examples=["ann"]
    )
    model_id: Label | None = Field(
        None,
        description="The model that a thread's session talks to: with another one the thread "
        "begins a new session. Only beside a thread.",
        examples=["claude-sonnet-4-5"],
    )


class SessionChange(Given):
    """A change to what describes a session: of its name, or of its tags."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Order 17, refund"},
                {"add_tags": ["refund"], "remove_tags": ["billing"]},
            ]
        }
    )

    name: Label | None = Field(
        None, description="Its new title; null takes it away.", examples=["Order 17, refund"]
    )
    add_tags: list[Label] = Field(
        max_length=1000,
        default=[],
        description="Tags that it gets beside those that it has.",
        examples=[["refund"]],
        json_schema_extra=_TAG_BOUNDS,
    )
    remove_tags: list[Label] = Field(
        max_length=1000,
        default=[],
        description="Tags that it loses.",
        examples=[["billing"]],
        json_schema_extra=_TAG_BOUNDS,
    )


class Ending(Given):
    """Why a session ends."""

    reason: Text | None = Field(
        None, description="For people; kept with the session.", examples=["the customer left"]
    )


class UsedTokens(Given):
    """What was used since the last report."""

    input_tokens: int = Field(
        0, description="Tokens sent to models.", examples=[812], json_schema_extra={"minimum": 0}
    )
    output_tokens: int = Field(
        0,
        description="Tokens received from them.",
        examples=[94],
        json_schema_extra={"minimum": 0},
    )
    cost: float = Field(
        0.0, description="USD.", examples=[0.0042], json_schema_extra={"minimum": 0}
    )


class NewFork(Given):
    """Where a session is forked. Without a place the fork has the whole history."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"at_sequence": 3, "title": "Order 17, again"}]}
    )

    at_sequence: int | None = Field(
        default=None,
        description="The last message that the fork gets.",
        examples=[3],
        json_schema_extra={"minimum": 0},
    )
    before_sequence: int | None = Field(
        default=None,
        description="The first message that the fork does not get: to edit an earlier message, "
        "fork before it. Not beside `at_sequence`.",
        examples=[4],
        json_schema_extra={"minimum": 0},
    )
    title: Label | None = Field(
        default=None,
        description="The fork's name; its parent's by default.",
        examples=["Order 17, again"],
    )


class SessionsAsked(PageAsked):
    """Which sessions are listed, in which order."""

    actor_name: Perhaps[Label] = Field(
        None, description="Only sessions of this agent.", examples=["clerk"]
    )
    owner_id: Perhaps[Label] = Field(
        None, description="Only sessions of this owner.", examples=["ann"]
    )
    status: Perhaps[OfSession] = Field(
        None, description="Only sessions with this status.", examples=["active"]
    )
    tag: list[Label] = Field(
        default=[],
        description="Only sessions with this tag; repeated, with all of them.",
        examples=[["billing"]],
        json_schema_extra={"maxItems": MAX_TAGS_OF_FILTER},
    )
    order: str = Field(
        SessionOrder.NEWEST.value,
        description="Which come first, by creation and then id.",
        examples=["newest"],
        json_schema_extra=_ORDERS,
    )


class LineageAsked(Asked):
    """How much of a lineage is given."""

    limit: Many = Field(100, description="How many children at most.", examples=[100])


class UsageAnswer(Answer):
    """What a session has used so far, as it was reported."""

    input_tokens: int = item("Tokens sent to models.", 812, ge=0, le=MAX_TOKENS)
    output_tokens: int = item("Tokens received from them.", 94, ge=0, le=MAX_TOKENS)
    estimated_cost: float = item("USD.", 0.0042, ge=0)


class SessionAnswer(Answer):
    """What describes a session; its messages are a resource of their own."""

    session_id: str = item("Opaque, unique within its namespace.", A_SESSION)
    namespace: str = item("The part of the store that it belongs to.", "local")
    actor_name: str | None = item("The agent that answers.", "clerk")
    owner_id: str | None = item("Whose conversation it is.", "ann")
    name: str | None = item("A title for people.", "Order 17")
    status: SessionStatus = item("Completed, failed and cancelled are final.", "cancelled")
    status_reason: str | None = item("Why it failed or was cancelled.", "the customer left")
    automation_level: str | None = item("How far the agent may act on its own.", "ask first")
    linked_plan_ids: list[str] = item("Ids of plans in other systems.", ["plan-17"])
    token_usage: UsageAnswer = Field(description="What it has used so far.")
    metadata: dict[str, Any] = item("The caller's own JSON object.", {"channel": "mail"})
    context: dict[str, Any] = item("What its agent needs to go on.", {"step": 2})
    tags: list[str] = item("Labels, sorted.", ["billing"])
    message_count: int = item("Messages that it holds.", 4, ge=0)
    next_sequence: int = item("The sequence that the next message gets: the ETag.", 4, ge=0)
    event_count: int = item("Events that it ever had.", 0, ge=0)
    parent_session_id: str | None = item("The session that it was forked from.", _PARENT)
    forked_at_sequence: int | None = item("The parent's last message that it has.", 3)
    created_at: Time = item("When it began.", A_TIME)
    updated_at: Time = item("When anything about it last changed.", A_TIME)


class SessionPage(Answer):
    """One page of a listing."""

    sessions: list[SessionAnswer] = Field(description="In the order asked for.")
    next_cursor: str | None = item("Continues the listing; null on its last page.", A_CURSOR)


class LineageAnswer(Answer):
    """A session among those that it came from and those that came from it."""

    session: SessionAnswer = Field(description="The session itself.")
    ancestors: list[SessionAnswer] = Field(
        description="The first one first, its parent last, as far as they are still there."
    )
    children: list[SessionAnswer] = Field(description="Its forks, oldest first.")


def session_map(session: Session) -> dict[str, Any]:
    """Give what describes a session as a `SessionAnswer`."""
    return {
        "session_id": session.session_id,
        "namespace": session.namespace,
        "actor_name": session.actor_name,
        "owner_id": session.owner_id,
        "name": session.name,
        "status": session.status.value,
        "status_reason": session.status_reason,
        "automation_level": session.automation_level,
        "linked_plan_ids": list(session.linked_plan_ids),
        "token_usage": usage_map(session.token_usage),
        "metadata": session.metadata,
        "context": session.context,
        "tags": list(session.tags),
        "message_count": session.message_count,
        "next_sequence": session.next_sequence,
        "event_count": session.event_count,
        "parent_session_id": session.parent_session_id,
        "forked_at_sequence": session.forked_at_sequence,
        "created_at": time_text(session.created_at),
        "updated_at": time_text(session.updated_at),
    }


def usage_map(usage: SessionTokenUsage) -> dict[str, Any]:
    """Give what a session has used as a `UsageAnswer`."""
    return {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "estimated_cost": usage.estimated_cost,
    }


def lineage_map(lineage: Lineage) -> dict[str, Any]:
    """Give a lineage as a `LineageAnswer`."""
    return {
        "session": session_map(lineage.session),
        "ancestors": [session_map(session) for session in lineage.ancestors],
        "children": [session_map(session) for session in lineage.children],
    }
