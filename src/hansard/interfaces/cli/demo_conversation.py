"""The conversation of the demonstration: what both of its processes say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hansard.domain.message import MessageRole, NewMessage, SessionMessage, ToolCall

if TYPE_CHECKING:
    from hansard.store import Hansard

ACTOR = "demo/billing-agent"
SESSION_ID = "demo"

RECORDED = (
    NewMessage(
        MessageRole.SYSTEM, "You settle invoices. Ask before you pay.", message_id="demo-system"
    ),
    NewMessage(MessageRole.USER, "Pay invoice 1042, please.", message_id="demo-request"),
    NewMessage(
        MessageRole.ASSISTANT,
        "Invoice 1042 is 310.00 € to Čapek & Søn. Shall I pay it?",
        metadata={"model": "small"},
        message_id="demo-question",
    ),
)
"""Appended and acknowledged before the writer is killed."""

INTERRUPTED = NewMessage(
    MessageRole.USER, "Yes, from the operating account.", message_id="demo-answer"
)
"""Its writer is killed before the commit."""

REMAINING = (
    NewMessage(
        MessageRole.ASSISTANT,
        tool_calls=[ToolCall("call-1", "pay_invoice", {"invoice": 1042, "account": "operating"})],
        message_id="demo-call",
    ),
    NewMessage(
        MessageRole.TOOL,
        '{"paid": true, "reference": "TX-77"}',
        tool_call_id="call-1",
        message_id="demo-result",
    ),
    NewMessage(MessageRole.ASSISTANT, "Paid. The reference is TX-77 ✓", message_id="demo-report"),
)
"""Appended after the record was opened again."""

WHOLE = (*RECORDED, INTERRUPTED, *REMAINING)


def append(store: Hansard, message: NewMessage) -> SessionMessage:
    """Append a message of the conversation."""
    return store.sessions.append_message(
        SESSION_ID,
        message.role,
        message.content,
        message.metadata,
        tool_calls=message.tool_calls,
        tool_call_id=message.tool_call_id,
        message_id=message.message_id,
    )


def says_the_same(message: SessionMessage, sent: NewMessage) -> bool:
    """Say whether a message of the record is what was sent, in every part."""
    return (
        message.message_id == sent.message_id
        and message.role == sent.role
        and message.content == sent.content
        and message.tool_calls == tuple(sent.tool_calls)
        and message.tool_call_id == sent.tool_call_id
        and message.metadata == (sent.metadata or {})
        and message.payload == sent.payload
    )
