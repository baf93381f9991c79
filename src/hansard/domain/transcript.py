"""The history that a model provider accepts, made from the record without touching it.

Providers want every tool call answered, directly behind the message that makes it and in the
order of its calls, and they want no answer anywhere else. A record may be otherwise: a crash
leaves calls without answers, a window over the latest messages cuts calls off from theirs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hansard.domain.chat import build_chat_item, content_parts
from hansard.domain.errors import InvalidInputError
from hansard.domain.message import MessageRole, SessionMessage, ToolCall
from hansard.domain.shown import shown

DEFAULT_MARKER = "No answer to this tool call was recorded. It may have been carried out or not."
"""What stands in a history where the record has no answer to a tool call."""


class OrphanPolicy(StrEnum):
    """What a history shows of a tool call that the record has no answer to.

    ``answer`` puts a marker in the place of the answer, ``drop`` leaves the call out.
    """

    ANSWER = "answer"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class HistoryMessage:
    """A message as a provider may see it.

    Attributes:
        role: who speaks.
        content: the text.
        tool_calls: the calls of an assistant; the messages that follow answer them in turn.
        tool_call_id: the call that a tool message answers.
        source: the message of the record that it stands for; None for a marker.
    """

    role: MessageRole
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None
    source: SessionMessage | None = None

    def to_chat(self) -> dict[str, Any]:
        """Give the message as an item of a chat-completions request.

        Content that was read from a list of parts is that list again, images included.
        """
        content: str | list[Any] = self.content
        if self.source is not None and self.source.content == content:
            content = content_parts(self.source) or content
        return build_chat_item(
            self.role, content, tool_calls=self.tool_calls, tool_call_id=self.tool_call_id
        )


def read_orphan_policy(policy: OrphanPolicy | str) -> OrphanPolicy:
    """Give the policy of that name.

    Raises:
        InvalidInputError: there is none.
    """
    try:
        return OrphanPolicy(policy)
    except ValueError as error:
        raise InvalidInputError(
            f"orphans must be one of {', '.join(OrphanPolicy)}, not {shown(policy)}."
        ) from error


def pair_tool_calls(
    messages: Iterable[SessionMessage],
    *,
    orphans: OrphanPolicy | str = OrphanPolicy.ANSWER,
    marker: str | None = None,
) -> list[HistoryMessage]:
    """Give messages in a form in which every tool call is followed by its answer.

    An answer belongs to the latest call of its id, to the first of them where one message calls
    it more than once, and moves up to it. Answers that belong to no call are left out, so are
    further answers to the same call. A message that says nothing once its calls are left out
    is left out too.

    Args:
        messages: of one session, in order.
        orphans: what becomes of a call without an answer.
        marker: what ``answer`` puts in its place, `DEFAULT_MARKER` by default.

    Raises:
        InvalidInputError: an unknown policy, or a marker that is not a text.
    """
    policy = read_orphan_policy(orphans)
    text = DEFAULT_MARKER if marker is None else marker
    if not isinstance(text, str):
        raise InvalidInputError(f"marker must be a text, not {type(text).__name__}.")
    record = list(messages)
    answers = _find_answers(record)
    history: list[HistoryMessage] = []
    for place, message in enumerate(record):
        if message.role is MessageRole.TOOL:
            continue
        pairs = [
            (call, answer)
            for call, answer in zip(message.tool_calls, answers.get(place, ()), strict=False)
            if answer is not None or policy is OrphanPolicy.ANSWER
        ]
        calls = tuple(call for call, _ in pairs)
        dropped = bool(message.tool_calls) and not calls
        if calls or message.content or (message.payload is not None and not dropped):
            history.append(HistoryMessage(message.role, message.content, calls, source=message))
        history.extend(_answered(call, answer, text) for call, answer in pairs)
    return history


def _find_answers(
    record: Sequence[SessionMessage],
) -> dict[int, list[SessionMessage | None]]:
    """Give the answers to the calls of each assistant message, by its place in the record."""
    answers: dict[int, list[SessionMessage | None]] = {}
    waiting: dict[str, deque[tuple[int, int]]] = {}
    for place, message in enumerate(record):
        if message.role is MessageRole.ASSISTANT and message.tool_calls:
            answers[place] = [None] * len(message.tool_calls)
            asked: dict[str, deque[tuple[int, int]]] = {}
            for index, call in enumerate(message.tool_calls):
                asked.setdefault(call.id, deque()).append((place, index))
            waiting.update(asked)
        elif message.role is MessageRole.TOOL:
            calls = waiting.get(message.tool_call_id or "")
            if calls:
                asking, index = calls.popleft()
                answers[asking][index] = message
    return answers


def _answered(call: ToolCall, answer: SessionMessage | None, marker: str) -> HistoryMessage:
    content = marker if answer is None else answer.content
    return HistoryMessage(MessageRole.TOOL, content, (), call.id, answer)
