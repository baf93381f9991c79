"""What members of requests are made of: numbers, times, words of an enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from hansard.domain.event import EventType
from hansard.domain.run import RunStatus
from hansard.domain.session import SessionStatus
from hansard.interfaces.http.bodies import Text
from hansard.interfaces.http.models.described import LEFT_OUT, Asked
from hansard.interfaces.http.parameters import MAX_PAGE

Value = TypeVar("Value")

LARGEST = 2**63 - 1
"""The largest number that anything is counted with."""
LONGEST_CURSOR = 4096
A_TIME = "2026-05-01T09:00:00.000000Z"
A_SESSION = "01JB2Q9M0V3T8K6R5W4X7Y1Z2A"
A_RUN = "run_01JB2Q9M0V3T8K6R5W4X7Y1Z2B"
A_CURSOR = "WyJydW4iLCJzdGFydGVkIl0"

_DIGITS = re.compile("[0-9]{1,19}")


def read_whole(value: object) -> object:
    """Give the number of plain digits, as they stand in a query or a header.

    Raises:
        PydanticCustomError: a text of something else.
    """
    if not isinstance(value, str):
        return value
    if _DIGITS.fullmatch(value) is None:
        raise PydanticCustomError("whole", "must be a whole number in plain digits")
    return int(value)


def _words(kinds: Iterable[StrEnum]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [kind.value for kind in kinds]})


Perhaps = Annotated[Value | None, LEFT_OUT]
"""A value, or None for a parameter that is left out; nobody can write that."""

Whole = Annotated[int, Field(ge=0, le=LARGEST), BeforeValidator(read_whole)]
"""A number from 0, in a query."""
Many = Annotated[int, Field(ge=1, le=MAX_PAGE), BeforeValidator(read_whole)]
"""How many items a page may have."""

Moment = Annotated[Text, WithJsonSchema({"type": "string", "format": "date-time"})]
"""A time in ISO 8601 with its zone, checked by the store; in a query ``+`` is ``%2B``."""

OfSession = Annotated[Text, _words(SessionStatus)]
"""Where a session stands, checked by the store."""
OfRun = Annotated[Text, _words(RunStatus)]
"""Where a run stands, checked by the store."""
OfEvent = Annotated[Text, _words(EventType)]
"""What kind of fact an event is, checked by the store."""


class PageAsked(Asked):
    """One page of a listing."""

    limit: Many = Field(50, description="How many items at most.", examples=[50])
    cursor: Perhaps[Annotated[str, Field(max_length=LONGEST_CURSOR)]] = Field(
        None,
        description="Continues a listing: `next_cursor` of the page before, unchanged.",
        examples=[A_CURSOR],
    )
