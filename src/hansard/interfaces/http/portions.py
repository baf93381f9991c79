"""Pages that are bounded in bytes, too: a record may be as long as hundreds of others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

from hansard.domain.event import Event
from hansard.domain.message import SessionMessage

Record = TypeVar("Record", SessionMessage, Event)

AT_FIRST = 20
"""Records that are read before it is known how long they are."""


class Portion(NamedTuple):
    """What is given of a listing.

    Attributes:
        records: in their order.
        following: the sequence of the first one that is left for the next page, None behind the
            last.
    """

    records: list[Any]
    following: int | None


async def read_portion(
    read: Callable[[int, int], Awaitable[list[Record]]], start: int, limit: int, most_bytes: int
) -> Portion:
    """Read up to ``limit`` records, and none more once these take ``most_bytes``.

    Args:
        read: gives records whose sequence is at least a number, at most so many, in order.
    """
    found: list[Record] = []
    size, count = 0, AT_FIRST
    while True:
        wanted = min(count, limit + 1 - len(found))
        page = await read(start, wanted)
        for record in page:
            if len(found) == limit or size >= most_bytes:
                return Portion(found, record.sequence)
            size += size_of(record)
            found.append(record)
        if len(page) < wanted:
            return Portion(found, None)
        start = (page[-1].sequence or 0) + 1
        count = max(1, (most_bytes - size) * len(found) // max(size, 1))


def size_of(record: SessionMessage | Event) -> int:
    """Give about how many characters a record takes in an answer."""
    if isinstance(record, Event):
        parts: tuple[object, ...] = (record.data, record.metadata)
        return sum(len(str(part)) for part in parts if part)
    parts = (record.payload, record.metadata, record.tool_calls)
    return len(record.content) + sum(len(str(part)) for part in parts if part)
