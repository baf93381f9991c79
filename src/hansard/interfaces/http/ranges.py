"""Parts of a representation: what is asked for with ``Range``, one part at most (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import NamedTuple

from starlette.datastructures import Headers

_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,19})-([0-9]{0,19})[ \t]*", re.IGNORECASE)
_STRONG_TAG = re.compile(r'(?<!W/)("[^"]*")')
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Part(NamedTuple):
    """Bytes from one position to another, the last one not included."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many they are."""
        return self.stop - self.start

    async def of(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Yield what lies in this part of bytes that come in pieces."""
        position = 0
        async for piece in pieces:
            found = piece[max(0, self.start - position) : max(0, self.stop - position)]
            if found:
                yield found
            position += len(piece)
            if position >= self.stop:
                return


class UnsatisfiableError(Exception):
    """The part that is asked for is not there."""


def read_range(headers: Headers, size: int, etag: str) -> Part | None:
    """Give the part that is asked for, None for the whole.

    Several parts at once, and what is no range, are answered with the whole, as is a part of
    something that has changed since (``If-Range``).

    Raises:
        UnsatisfiableError: it begins behind the end.
    """
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if asked is None or headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= stop:
        raise UnsatisfiableError
    return Part(start, stop)


def is_known(headers: Headers, etag: str) -> bool:
    """Say whether the client has what the tag stands for already (``If-None-Match``)."""
    given = ", ".join(headers.getlist("if-none-match"))
    return given.strip() == "*" or etag in _TAG.findall(given)


def is_wanted(headers: Headers, etag: str) -> bool:
    """Say whether what the tag stands for is what the client wants (``If-Match``)."""
    if "if-match" not in headers:
        return True
    given = ", ".join(headers.getlist("if-match"))
    return given.strip() == "*" or etag in _STRONG_TAG.findall(given)
