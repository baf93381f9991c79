"""One request and its response, as the guard and the log see them."""

from __future__ import annotations

import secrets
import time
from typing import Any

from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from hansard.interfaces.http.problems import Problem, respond

_SECURITY = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
}
"""Headers of every response, unless an endpoint has said something else there."""


class Exchange:
    """A request under way.

    Attributes:
        scope: of the request; its ``state`` is what endpoints see as ``request.state``.
        status: of the response; None before it has begun.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        self.request_id = secrets.token_hex(16)
        is_head = scope["method"] == "HEAD"
        state = {"request_id": self.request_id, "is_head": is_head}
        self.scope = {**scope, "method": "GET" if is_head else scope["method"], "state": state}
        self.state: dict[str, Any] = state
        self.method: str = scope["method"]
        self.status: int | None = None
        self._send = send
        self._began = time.monotonic()

    @property
    def milliseconds(self) -> float:
        """How long it has taken so far."""
        return round((time.monotonic() - self._began) * 1000, 1)

    async def send(self, message: Message) -> None:
        """Pass on a part of the response."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = dict(message["headers"])
            added = [(name, value) for name, value in _SECURITY.items() if name not in headers]
            added.append((b"x-request-id", self.request_id.encode()))
            message = {**message, "headers": [*message["headers"], *added]}
        await self._send(message)

    async def refuse(self, receive: Receive, problem: Problem) -> None:
        """Answer with a problem, unless the response has begun: then it stays a piece."""
        if self.status is None:
            response = respond(Request(self.scope), problem)
            await response(self.scope, receive, self.send)
