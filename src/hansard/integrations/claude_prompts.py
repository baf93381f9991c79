"""What Claude is asked where it does not know the conversation: the record of it, and the question.

The record is told as JSON, a message a line, in which nothing can end it before its end.
"""

from __future__ import annotations

import json
from dataclasses import replace

from hansard.application.ports.agents import Turn
from hansard.domain.transcript import HistoryMessage

_BEFORE = (
    "This conversation began before, perhaps with somebody else in your place. "
    "Here is the record of it, a message a line:"
)
_AFTER = "The conversation goes on. Answer this message:"


def prompt_of(turn: Turn, max_chars: int) -> str:
    """Give the question of a turn, behind the latest of its history.

    Args:
        max_chars: of the history; at least its last message is told, whatever its length.
    """
    lines = [_line(message) for message in turn.history]
    told = _latest(lines, max_chars)
    if not told:
        return turn.message
    left_out = len(lines) - len(told)
    omitted = [f"({left_out} earlier messages are left out.)"] if left_out else []
    record = ["<record>", *omitted, *told, "</record>"]
    return "\n".join([_BEFORE, *record, "", _AFTER, "", turn.message])


def _line(message: HistoryMessage) -> str:
    text = json.dumps(replace(message, source=None).to_chat(), ensure_ascii=False)
    return text.replace("<", "\\u003c")


def _latest(lines: list[str], max_chars: int) -> list[str]:
    length, first = 0, len(lines)
    while first > 0:
        length += len(lines[first - 1])
        if length > max_chars and first < len(lines):
            break
        first -= 1
    return lines[first:]
