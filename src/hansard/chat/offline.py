"""The offline agent: answers about the conversation itself, the same way each time.

It needs no model, no key and no network: to try things out, and to test them.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from anyio.lowlevel import checkpoint

from hansard.application.ports.agents import Turn
from hansard.chat.arithmetic import ArithmeticRefusedError, evaluate, find_expression
from hansard.domain.message import MessageRole

MAX_QUOTED = 300
"""Characters of a message that an answer repeats."""
ABILITIES = (
    "I am the offline agent and know this conversation only. Ask me: What was my last question? "
    "What did I say first? How many messages are there? What is 2+2? Now multiply instead of add."
)

_MODEL = "offline"
_WORD = re.compile(r"\s*\S+\s*")
_OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
_VERB = "|".join(_OPERATORS)
_CHANGE = re.compile(rf"\b({_VERB})\b(?:\s+instead(?:\s+of\s+({_VERB})(?:ing)?)?)?", re.IGNORECASE)
_ASKS_FOR_VALUE = re.compile(r"\b(what is|what's|how much is|calculate|compute)\b", re.IGNORECASE)
_BARE = re.compile(r"[-+*/().0-9\s\u00d7\u00f7\u2212=?]+")


class OfflineAgent:
    """An agent that answers from the conversation, deterministically, word by word.

    Args:
        name: what it is called.
    """

    provider = "offline"

    def __init__(self, name: str = "smart") -> None:
        self.name = name

    async def answer(self, turn: Turn) -> AsyncIterator[dict[str, Any]]:
        """Answer a turn: the words as text deltas, then the whole message, then the result."""
        text = reply(turn.message, questions_of(turn))
        for word in _WORD.findall(text):
            await checkpoint()
            delta = {"type": "text_delta", "text": word}
            event = {"type": "content_block_delta", "index": 0, "delta": delta}
            yield {"type": "stream_event", "session_id": turn.session_id, "event": event}
        message = {
            "role": "assistant",
            "model": _MODEL,
            "content": [{"type": "text", "text": text}],
        }
        yield {"type": "assistant", "session_id": turn.session_id, "message": message}
        read = [turn.message, *(message.content for message in turn.history)]
        yield {
            "type": "result",
            "subtype": "success",
            "is_error": False,
            "num_turns": 1,
            "result": text,
            "session_id": turn.session_id,
            "stop_reason": "end_turn",
            "usage": {
                "input_tokens": sum(len(text.split()) for text in read),
                "output_tokens": len(text.split()),
            },
        }


def questions_of(turn: Turn) -> list[str]:
    """Give what the user said before."""
    return [message.content for message in turn.history if message.role is MessageRole.USER]


def reply(message: str, before: Sequence[str]) -> str:
    """Give the answer to a message.

    Args:
        before: what the user said before, oldest first.
    """
    asked = " ".join(message.lower().split())
    for phrases, answer in _ANSWERS:
        if any(phrase in asked for phrase in phrases):
            return answer(before)
    expression = expression_of(message, before)
    return ABILITIES if expression is None else _calculate(expression)


def expression_of(message: str, before: Sequence[str]) -> str | None:
    """Give what a message asks to calculate, perhaps the last expression in another way."""
    found = find_expression(message)
    if found is not None and (_ASKS_FOR_VALUE.search(message) or _BARE.fullmatch(message)):
        return found
    change = _CHANGE.search(message)
    if change is None:
        return None
    last = None
    for earlier in before:
        last = expression_of(earlier, [] if last is None else [last]) or last
    return None if last is None else _changed(last, change)


def _changed(expression: str, change: re.Match[str]) -> str:
    wanted, instead_of = (name and name.lower() for name in change.groups())
    old = re.escape(_OPERATORS[instead_of]) if instead_of else r"[-+*/]"
    return re.sub(rf"(?<=[0-9)])(\s*){old}", rf"\g<1>{_OPERATORS[wanted or 'add']}", expression)


def _calculate(expression: str) -> str:
    try:
        return f"{expression} is {evaluate(expression)}."
    except ArithmeticRefusedError as reason:
        return str(reason)


def _last_question(before: Sequence[str]) -> str:
    if not before:
        return "You have not asked anything before this."
    return f"Your last question was: {_quote(before[-1])}"


def _first_words(before: Sequence[str]) -> str:
    if not before:
        return "This is the first thing you say."
    return f"The first thing you said was: {_quote(before[0])}"


def _count(before: Sequence[str]) -> str:
    said = "1 message" if len(before) == 1 else f"{len(before)} messages"
    return f"You sent {said} before this one."


def _quote(text: str) -> str:
    short = text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}..."
    return f'"{short}"'


_ANSWERS: tuple[tuple[tuple[str, ...], Callable[[Sequence[str]], str]], ...] = (
    (("last question", "ask last", "last thing i asked", "last message"), _last_question),
    (("say first", "said first", "first question", "first message", "ask first"), _first_words),
    (("how many messages", "how many questions"), _count),
)
