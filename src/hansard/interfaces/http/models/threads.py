"""Threads in requests and answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from pydantic import Field

from hansard.domain.session import MAX_TAGS
from hansard.domain.thread import ThreadMapping, ThreadSession
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
from hansard.interfaces.http.models.sessions import SessionAnswer, session_map
from hansard.interfaces.http.models.values import A_SESSION, A_TIME, Many
from hansard.interfaces.http.parameters import MAX_PAGE

_THREAD = "mail-2031"
ThreadId = Annotated[
    str,
    Path(
        description="The caller's own handle of a conversation, percent-encoded where it needs "
        "to be.",
        examples=[_THREAD],
    ),
]
_OWNER = "Whose thread it is: a user, or whatever the caller keeps apart."


class ThreadAsked(Asked):
    """Whose thread is meant."""

    resource_id: str = Field(description=_OWNER, examples=["ann"])


class ThreadsAsked(ThreadAsked):
    """Whose threads are listed."""

    limit: Many = Field(
        MAX_PAGE, description="How many threads at most, the last used first.", examples=[50]
    )


class NewThread(Given):
    """A thread that is to be opened, and the session that is made where it has none."""

    thread_id: Label = Field(
        description="The caller's own handle of the conversation.", examples=[_THREAD]
    )
    resource_id: Label = Field(description=_OWNER, examples=["ann"])
    model_id: Label | None = Field(
        None,
        description="The model that the session talks to. With another one the thread begins a "
        "new session.",
        examples=["claude-sonnet-4-5"],
    )
    actor_name: Label | None = Field(
        None, description="The agent that answers.", examples=["clerk"]
    )
    name: Label | None = Field(None, description="A title for people.", examples=["Order 17"])
    metadata: JsonObject | None = Field(
        None, description="Any JSON object, kept to the letter.", examples=[{"channel": "mail"}]
    )
    tags: list[Label] = Field(
        max_length=1000,
        default=[],
        description="Labels, each kept once.",
        examples=[["billing"]],
        json_schema_extra={"maxItems": MAX_TAGS},
    )


class ThreadAnswer(Answer):
    """Which session continues a thread."""

    thread_id: str = item("The caller's own handle of the conversation.", _THREAD)
    resource_id: str = item("Whose thread it is.", "ann")
    session_id: str = item("The session that continues it.", A_SESSION)
    model_id: str | None = item("The model that the session talks to.", "claude-sonnet-4-5")
    provider: str | None = item("Whose session it is; null for one of this store.", None)
    created_at: Time = item("When the thread was first used.", A_TIME)
    updated_at: Time = item("When it was last used.", A_TIME)


class ThreadsAnswer(Answer):
    """The threads of a resource."""

    threads: list[ThreadAnswer] = Field(description="The last used first.")
    count: int = item("How many are listed.", 1, ge=0)


class OpenedAnswer(Answer):
    """A thread that was opened."""

    thread: ThreadAnswer
    session: SessionAnswer
    resumed: bool = item("Whether the session was there before.", False)


def thread_map(mapping: ThreadMapping) -> dict[str, Any]:
    """Give a mapping as a `ThreadAnswer`."""
    return {
        **mapping.to_map(),
        "created_at": time_text(mapping.created_at),
        "updated_at": time_text(mapping.updated_at),
    }


def opened_map(opened: ThreadSession) -> dict[str, Any]:
    """Give a thread that was opened as an `OpenedAnswer`."""
    return {
        "thread": thread_map(opened.mapping),
        "session": session_map(opened.session),
        "resumed": opened.resumed,
    }
