"""What the endpoints under ``/api/`` take and give, described."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import Field

from hansard.domain.thread import ThreadMapping
from hansard.interfaces.http.models.described import Answer, Time, item

_THREAD = "thread-1761912000000"
_TIME = "2026-05-01T09:30:00.000Z"


class Mapping(Answer):
    """Which session continues a thread."""

    threadId: str = item("The caller's own handle of the conversation.", _THREAD)  # noqa: N815
    resourceId: str = item("Whose thread it is.", "default-user")  # noqa: N815
    sessionId: str = item("The session.", "01JB2Q9M0V3T8K6R5W4X7Y1Z2A")  # noqa: N815
    createdAt: Time = item("When the thread was first used.", _TIME)  # noqa: N815
    updatedAt: Time = item("When it was last used.", _TIME)  # noqa: N815
    modelId: str = Field(  # noqa: N815
        "", description="The model that the session talks to; left out without one."
    )


class MappingList(Answer):
    """The threads of a resource."""

    sessions: list[Mapping] = Field(description="The last used first.")
    count: int = item("How many there are.", 1, ge=0)


class MappingFound(Answer):
    """A thread."""

    session: Mapping


class Deleted(Answer):
    """What is known no more."""

    success: bool = item("Always true.", True)
    threadId: str = item("As in the request.", _THREAD)  # noqa: N815
    resourceId: str = item("As in the request.", "default-user")  # noqa: N815


def mapping_map(mapping: ThreadMapping) -> dict[str, Any]:
    """Give a mapping as a `Mapping`."""
    found = {
        "threadId": mapping.thread_id,
        "resourceId": mapping.resource_id,
        "sessionId": mapping.session_id,
        "createdAt": _time_text(mapping.created_at),
        "updatedAt": _time_text(mapping.updated_at),
    }
    return found if mapping.model_id is None else {**found, "modelId": mapping.model_id}


def _time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(description: str, example: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, "examples": [example], **more}


def _optional(description: str, example: str) -> dict[str, Any]:
    """Describe a text that is also left out where it is null or empty."""
    return {**_text(description, example), "type": ["string", "null"]}


def _body(required: list[str], **members: dict[str, Any]) -> dict[str, Any]:
    example = {name: member["examples"][0] for name, member in members.items()}
    schema = {
        "type": "object",
        "properties": members,
        "required": required,
        "additionalProperties": False,
    }
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


_MESSAGE = _text("The question; not blank.", "What is 2+2?", minLength=1)
_AGENT = _optional("Who is asked; one that nobody knows is `smart`.", "smart")
_RESOURCE = _optional("Whose conversation it is; `default-user` by default.", "default-user")
_NEW = "The caller's own handle of the conversation; by default named by the millisecond."

CHAT = _body(
    ["message"],
    message=_MESSAGE,
    agent=_AGENT,
    threadId=_optional(_NEW, _THREAD),
    resourceId=_RESOURCE,
    modelId=_optional("With another model a thread begins a new session.", "claude-sonnet-4-5"),
)
FORK = _body(
    ["message", "forkFromThreadId"],
    message=_MESSAGE,
    forkFromThreadId=_text("The thread that is forked.", _THREAD, minLength=1),
    threadId=_optional(_NEW, "fork-1761912300000"),
    resourceId=_RESOURCE,
    agent=_AGENT,
)
THREAD = _body(
    ["threadId", "resourceId"],
    threadId=_text("The thread.", _THREAD, minLength=1),
    resourceId=_text("Whose thread it is.", "default-user", minLength=1),
)
STREAM: dict[str, Any] = {
    "description": "The answer: one event for each chunk, in the shapes of the Claude Agent SDK.",
    "content": {
        "text/event-stream": {
            "schema": {"type": "string"},
            "example": 'data: {"type":"system","subtype":"init","session_id":"01JB2Q9M0V3T8K"}\n\n'
            'data: {"type":"assistant","message":{"content":[{"type":"text","text":"4"}]}}\n\n'
            'data: {"type":"system","subtype":"complete","message":"The answer is complete."}\n\n',
        }
    },
}
