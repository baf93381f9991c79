"""Server-sent events: a response that lasts as long as there is something to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hansard.domain.errors import TryLaterError
from hansard.interfaces.http.answers import write_json
from hansard.interfaces.http.permissions import unauthenticated
from hansard.interfaces.http.problems import Refusal, problem_of

_COMMENT = b": keep-alive\n\n"
_FEW_SECONDS = "5"


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event of a stream.

    Attributes:
        data: a JSON value.
        id: what a client that comes back says it has seen last; one line.
        event: its type; None for ``message``.
    """

    data: Any
    id: str | None = None
    event: str | None = None

    def encode(self) -> bytes:
        """Give the lines of the event. JSON escapes line breaks, so the data is one line."""
        lines = [b"data: " + write_json(self.data)]
        if self.event is not None:
            lines.insert(0, f"event: {self.event}".encode())
        if self.id is not None:
            lines.insert(0, f"id: {self.id}".encode())
        return b"\n".join(lines) + b"\n\n"


class Items(Protocol):
    """What a stream sends: an asynchronous generator of events, or what can be closed like one."""

    def __aiter__(self) -> AsyncIterator[ServerEvent]:
        """Go over the events."""

    async def aclose(self) -> None:
        """Give back what they take, also before the first one."""


class Streams:
    """The event streams that are open.

    Args:
        limit: how many of them one caller may hold open.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: Counter[str] = Counter()
        self._scopes: set[anyio.CancelScope] = set()

    def check(self, caller: str) -> None:
        """Check that a caller has a place left.

        Raises:
            Refusal: there is none.
        """
        if self._open[caller] >= self._limit:
            raise Refusal(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too_many_streams",
                f"At most {self._limit} event streams may be open at the same time. Close one.",
                retry_after=_FEW_SECONDS,
            )

    def take(self, caller: str) -> Callable[[], None]:
        """Take a place for a stream of a caller, before anything is done for it.

        Returns:
            Gives the place back, when it is called first.

        Raises:
            Refusal: the caller has no place left.
        """
        self.check(caller)
        self._open[caller] += 1
        left = iter((caller,))

        def leave() -> None:
            for taken in left:
                self._open[taken] -= 1
                if not self._open[taken]:
                    del self._open[taken]

        return leave

    @contextmanager
    def place(self, caller: str, leave: Callable[[], None] | None = None) -> Iterator[None]:
        """Take a place for a stream of a caller; what is in it ends when the streams are closed.

        Args:
            leave: gives back the place that was taken already.

        Raises:
            Refusal: the caller has no place left.
        """
        leave = leave or self.take(caller)
        scope = anyio.CancelScope()
        self._scopes.add(scope)
        try:
            with scope:
                yield
        finally:
            self._scopes.remove(scope)
            leave()

    def close(self) -> None:
        """End every stream."""
        for scope in self._scopes:
            scope.cancel()


class EventStream(Response):
    """A response that sends events as they come, and says now and then that it is alive.

    It ends when the items end, when the service does, and as soon as the client has gone, also
    while nothing is to be said; then the items are closed. An error ends it with an event
    ``error`` that holds a problem.

    Args:
        items: not asked for anything before the response has begun.
        headers: more of them, or others.
        leave: gives back the place of the stream, where that was taken already.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        items: Items,
        headers: Mapping[str, str] | None = None,
        leave: Callable[[], None] | None = None,
    ) -> None:
        self._items = items
        self._leave = leave
        super().__init__(None, HTTPStatus.OK, {"cache-control": "no-store", **(headers or {})})
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events."""
        request = Request(scope, receive)
        caller = request.state.caller_name
        try:
            with request.app.state.streams.place(caller, self._leave):
                await send(
                    {
                        "type": "http.response.start",
                        "status": self.status_code,
                        "headers": self.raw_headers,
                    }
                )
                if not request.state.is_head:
                    await self._send_all(request, send)
        finally:
            with anyio.CancelScope(shield=True):
                await self._items.aclose()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_all(self, request: Request, send: Send) -> None:
        line = _Line(send)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_listen, request.receive, tasks.cancel_scope)
            tasks.start_soon(line.keep_alive, request.app.state.settings.keep_alive)
            tasks.start_soon(_ask_again, request, line, tasks.cancel_scope)
            try:
                async for item in self._items:
                    await line.write(item.encode())
            except Exception as error:  # noqa: BLE001 - the response has begun, so it goes in there
                request.state.error = error
                problem = problem_of(error).to_map(request.state.request_id)
                await line.write(ServerEvent(problem, event="error").encode())
            tasks.cancel_scope.cancel()


class _Line:
    """What is sent to one client, in whole events."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._lock = anyio.Lock()
        self._latest = anyio.current_time()

    async def write(self, text: bytes) -> None:
        async with self._lock:
            await self._send({"type": "http.response.body", "body": text, "more_body": True})
            self._latest = anyio.current_time()

    async def keep_alive(self, seconds: float) -> None:
        """Send a comment whenever nothing was sent for so long."""
        while True:
            await anyio.sleep_until(self._latest + seconds)
            if anyio.current_time() >= self._latest + seconds:
                await self.write(_COMMENT)


async def _listen(receive: Receive, scope: anyio.CancelScope) -> None:
    """Stop the stream when its client goes away."""
    while (await receive())["type"] != "http.disconnect":
        continue
    scope.cancel()


async def _ask_again(request: Request, line: _Line, scope: anyio.CancelScope) -> None:
    """Stop the stream once its caller may not have it any more, and say so."""
    state = request.app.state
    began_as = request.state.identity.caller
    while True:
        await anyio.sleep(state.settings.key_seconds)
        try:
            identity = await state.authentication.identify(request.headers)
        except TryLaterError:
            continue  # it is not known; the next time may tell
        now = identity.caller
        if now is None or (now.key_id, now.role) != (began_as.key_id, began_as.role):
            request.state.error = refusal = unauthenticated(identity.reason)
            problem = problem_of(refusal).to_map(request.state.request_id)
            await line.write(ServerEvent(problem, event="error").encode())
            scope.cancel()
            return
