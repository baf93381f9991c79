"""The document that carries a session from one store to another."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hansard.domain.export import EXPORT_SCHEMA_VERSION, checksum
from hansard.domain.message import MessageRole
from hansard.domain.session import SessionStatus
from hansard.interfaces.http.models.described import Answer, Time, with_example
from hansard.interfaces.http.models.messages import ToolCallAnswer
from hansard.interfaces.http.models.sessions import UsageAnswer

_TIME = "2026-05-01T09:30:00+00:00"


class ExportedMessage(Answer):
    """A message of a document. What else it says an import keeps, in its metadata."""

    model_config = ConfigDict(extra="allow")

    role: MessageRole = Field(description="The one who speaks.", examples=["tool"])
    content: str = Field(description="The text.", examples=["Order 17 was shipped on Monday."])
    sequence: int = Field(
        ge=0, description="Its place; the order in which messages are imported.", examples=[0]
    )
    message_id: str | None = Field(
        None, description="Its id where it was exported.", examples=["01JB2QA1B2C3D4E5F6G7H8J9K0"]
    )
    timestamp: Time | None = Field(None, description="When it was said.", examples=[_TIME])
    metadata: dict[str, Any] | None = Field(
        None, description="The caller's own JSON object.", examples=[{"channel": "mail"}]
    )
    tool_calls: list[ToolCallAnswer] | None = Field(
        None, description="What an assistant asks tools to do.", examples=[[]]
    )
    tool_call_id: str | None = Field(
        None, description="The call that a tool message answers.", examples=["call-1"]
    )
    payload: Any = Field(
        None, description="An agent framework's own item.", examples=[{"call_id": "call-1"}]
    )


def _with_signed_example(schema: dict[str, Any], model: type[BaseModel]) -> None:
    with_example(schema, model)
    (example,) = schema["examples"]
    example["checksum"] = f"sha256:{checksum(example)}"


class SessionDocument(Answer):
    """A session with its messages, as JSON with a version and a checksum.

    What else it says is covered by the checksum, and an import keeps it in the metadata.
    """

    model_config = ConfigDict(extra="allow", json_schema_extra=_with_signed_example)

    schema_version: Literal["1.0"] = Field(
        description="The form of the document.", examples=[EXPORT_SCHEMA_VERSION]
    )
    messages: list[ExportedMessage] = Field(description="By sequence.")
    session_id: str | None = Field(
        None, description="Its id where it was exported.", examples=["01JB2Q9M0V3T8K6R5W4X7Y1Z2A"]
    )
    namespace: str | None = Field(
        None, description="Where it was exported. An import does not go by it.", examples=["local"]
    )
    actor_name: str | None = Field(None, description="The agent that answers.", examples=["clerk"])
    owner_id: str | None = Field(None, description="Whose conversation it is.", examples=["ann"])
    name: str | None = Field(None, description="A title for people.", examples=["Order 17"])
    status: SessionStatus = Field(
        SessionStatus.ACTIVE, description="Where it stands.", examples=["cancelled"]
    )
    status_reason: str | None = Field(
        None, description="Why it failed or was cancelled.", examples=["the customer left"]
    )
    automation_level: str | None = Field(
        None, description="How far the agent may act on its own.", examples=["ask first"]
    )
    linked_plan_ids: list[str] | None = Field(
        None, description="Ids of plans in other systems.", examples=[["plan-17"]]
    )
    token_usage: UsageAnswer | None = Field(None, description="What it has used.")
    metadata: dict[str, Any] | None = Field(
        None, description="The caller's own JSON object.", examples=[{"channel": "mail"}]
    )
    tags: list[str] | None = Field(None, description="Labels.", examples=[["billing"]])
    created_at: Time | None = Field(None, description="When it began.", examples=[_TIME])
    updated_at: Time | None = Field(
        None, description="When anything about it last changed.", examples=[_TIME]
    )
    checksum: str = Field(
        description="The SHA-256 of the document without it: as JSON with sorted keys, `, ` and "
        "`: ` between, everything beyond ASCII escaped. In an import the bare digits will do.",
        examples=["sha256:..."],
    )
