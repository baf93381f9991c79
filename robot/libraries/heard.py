"""What a server answered, in a form in which answers can be compared."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import httpx

_LAST = b"event: run_completed\n"
"""The last event of each session under test: a stream is read until it has come."""
_OWN = ("date", "x-request-id")
"""Headers that every response has another value of."""
_MADE = (
    (re.compile(r"[0-9A-HJKMNP-TV-Z]{26}"), "<ulid>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}(Z|\+00:00)"), "<time>"),
    (re.compile(r'"request_id":"[0-9a-f]{32}"'), "<request>"),
    (re.compile(r'"duration_ms":\d+'), "<duration>"),
    (re.compile(r"hansard_[\w-]{43}"), "<secret>"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer.

    Attributes:
        headers: without those that differ each time.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @property
    def whole(self) -> str:
        """Give all of it as one text."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers), self.text])

    def without(self, suffixes: Collection[str]) -> Heard:
        """Give the answer without what must differ: ids, and what was made for it."""
        headers = tuple((name, plain(value, suffixes)) for name, value in self.headers)
        return Heard(self.status, headers, plain(self.text, suffixes))


def plain(text: str, suffixes: Collection[str]) -> str:
    """Give a text without ids that end so, and without what is made anew each time."""
    for suffix in suffixes:
        text = text.replace(suffix, "<id>")
    for pattern, stand_in in _MADE:
        text = pattern.sub(stand_in, text)
    return text


def hear(client: httpx.Client, method: str, url: str, secret: str | None, **request: Any) -> Heard:
    """Make a request and take in the answer, of an event stream up to the last event."""
    headers = dict(request.pop("headers", {}))
    if secret is not None:
        headers.setdefault("authorization", f"Bearer {secret}")
    with client.stream(method, url, headers=headers, **request) as response:
        content = b""
        for piece in response.iter_raw():
            content += piece
            if _LAST in content and content.endswith(b"\n\n"):
                break
    given = [(name.lower(), value) for name, value in response.headers.multi_items()]
    kept = tuple(sorted(pair for pair in given if pair[0] not in _OWN))
    return Heard(response.status_code, kept, content.decode())


def faults_in(logged: str) -> list[str]:
    """Give the lines of a log about what nobody expected to go wrong."""
    return [line for line in logged.splitlines() if '"level": "error"' in line]
