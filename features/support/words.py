"""The words that steps take as parameters.

Name      a session: one capital word, ``Alpha``; in a namespace, ``Alpha in South``
Space     a namespace: one capital word
Names     several of them: ``Alpha, Beta and Gamma``; ``none`` for no one
Text      what stands between double quotes
Messages  a number of messages: ``no messages``, ``1 message``, ``12 messages``
Sessions  a number of sessions
Number    a number in digits
Value     a JSON value without blanks; ``none`` for null
Cell      a JSON value, or a text; ``none`` for null
Sequences ``0, 1, 2``, ``0 to 1200``, ``none``
Listing   ``the sessions``, ``the sessions in South``, ``the sessions with owner Ann and tags late``
Refusal   why something is refused: the phrases of ``support/refusals.py``
Status    where a session stands: ``pending``, ``active`` and so on
Event     a step of the lifecycle: ``paused``, ``resumed``, ``completed``, ``failed``, ``cancelled``
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from behave import register_type, use_step_matcher
from behave.matchers import Match, ParseMatcher, register_step_matcher_class

from features.support import pages
from features.support.refusals import REFUSALS
from features.support.tables import read_json
from hansard.errors import HansardError

Reader = TypeVar("Reader", bound=Callable[[str], Any])

_NAME = "[A-Z][a-z]+"
_REFUSAL = "|".join(re.escape(phrase) for phrase in sorted(REFUSALS, key=len, reverse=True))
EVENTS = {
    "paused": "pause",
    "resumed": "resume",
    "completed": "complete",
    "failed": "fail",
    "cancelled": "cancel",
}


def with_pattern(pattern: str) -> Callable[[Reader], Reader]:
    """Say which texts a reader reads; the parser of steps looks at this attribute."""

    def decorate(reader: Reader) -> Reader:
        vars(reader)["pattern"] = pattern
        return reader

    return decorate


@with_pattern(f"{_NAME}(?: in {_NAME})?")
def read_name(text: str) -> str:
    return text


@with_pattern(_NAME)
def read_space(text: str) -> str:
    return text


@with_pattern(rf"(?:none|{_NAME}(?:, {_NAME})*(?: and {_NAME})?)")
def read_names(text: str) -> list[str]:
    return re.findall(_NAME, text)


@with_pattern('[^"]*')
def read_text(text: str) -> str:
    return text


@with_pattern(r"(?:no|\d+) messages?")
def read_messages(text: str) -> int:
    return _read_count(text)


@with_pattern(r"(?:no|\d+) sessions?")
def read_sessions(text: str) -> int:
    return _read_count(text)


@with_pattern(r"\d+")
def read_number(text: str) -> int:
    return int(text)


@with_pattern(r"\S+")
def read_value(text: str) -> Any:
    return read_json(text)


@with_pattern(r"none|true|false|-?\d+(?:\.\d+)?|\[.*\]|\{.*\}|\"[^\"]*\"")
def read_cell(text: str) -> Any:
    return read_json(text)


@with_pattern(r"(?:none|\d+ to \d+|\d+(?:, \d+)*)")
def read_sequences(text: str) -> list[int]:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return list(range(numbers[0], numbers[1] + 1)) if " to " in text else numbers


@with_pattern(f"the sessions(?: in {_NAME})?(?: with .+?)?")
def read_listing(text: str) -> pages.Listing:
    return pages.read_listing(text)


@with_pattern(_REFUSAL)
def read_refusal(text: str) -> type[HansardError]:
    return REFUSALS[text]


@with_pattern("pending|active|paused|completed|failed|cancelled")
def read_status(text: str) -> str:
    return text


@with_pattern("|".join(EVENTS))
def read_event(text: str) -> str:
    return EVENTS[text]


def _read_count(text: str) -> int:
    number = text.split(maxsplit=1)[0]
    return 0 if number == "no" else int(number)


_TYPES: dict[str, Callable[[str], Any]] = {
    "Name": read_name,
    "Space": read_space,
    "Names": read_names,
    "Text": read_text,
    "Messages": read_messages,
    "Sessions": read_sessions,
    "Number": read_number,
    "Value": read_value,
    "Cell": read_cell,
    "Sequences": read_sequences,
    "Listing": read_listing,
    "Refusal": read_refusal,
    "Status": read_status,
    "Event": read_event,
}


class QuickMatcher(ParseMatcher):  # type: ignore[misc]  # behave carries no types
    """Looks at the fixed beginning of a pattern first: most definitions need no more.

    A step is held against the definitions one after the other, hundreds of them.
    """

    NAME = "quick"

    def __init__(self, func: Callable[..., Any], pattern: str, step_type: str | None) -> None:
        super().__init__(func, pattern, step_type)
        self._beginning = pattern.partition("{")[0]

    def match(self, step_text: str) -> Match | None:
        return super().match(step_text) if step_text.startswith(self._beginning) else None


def register() -> None:
    """Make the words known to the steps; before any of them is loaded."""
    register_type(**_TYPES)
    register_step_matcher_class(QuickMatcher.NAME, QuickMatcher)
    use_step_matcher(QuickMatcher.NAME)
