"""What stands before every endpoint: whom the service talks to, about what, and for how long."""

from __future__ import annotations

import asyncio
from functools import partial
from http import HTTPStatus

import anyio
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from hansard.interfaces.http.authentication import Authentication
from hansard.interfaces.http.clients import Clients
from hansard.interfaces.http.exchanges import Exchange
from hansard.interfaces.http.hosts import HostRules
from hansard.interfaces.http.messages import check_head, counted, read_path
from hansard.interfaces.http.permissions import Identity
from hansard.interfaces.http.problems import Refusal, problem_of
from hansard.interfaces.http.rates import Buckets
from hansard.interfaces.http.request_log import log_exchange
from hansard.interfaces.http.settings import ServerSettings

_WITHOUT_STORE = frozenset({"/healthz", "/openapi.json"})
"""What is answered whether or not the store can be asked."""


class Guard:
    """Lets through what the service serves, before anything of it is parsed.

    In this order: the length of the headers, the names in ``Host`` and ``Origin``, the path, who
    asks, how often they do, the length of the body. What an endpoint asks of its callers it says
    itself. Every request is logged, however it ends, and every error is answered here at last.

    Args:
        app: what answers.
        clients: tells where requests come from.
        authentication: tells who they are from.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: ServerSettings,
        clients: Clients,
        authentication: Authentication,
    ) -> None:
        self._app = app
        self._limits = settings.limits
        self._hosts = HostRules(settings)
        self._clients = clients
        self._buckets = Buckets(settings.limits)
        self._authentication = authentication

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        exchange = Exchange(scope, send)
        try:
            async with anyio.create_task_group() as tasks:
                end = partial(tasks.start_soon, self._end, exchange, receive, tasks.cancel_scope)
                loop = asyncio.get_running_loop()
                timer = loop.call_later(self._limits.request_seconds, end)
                try:
                    await self._answer(exchange, receive)
                finally:
                    timer.cancel()
        finally:
            log_exchange(exchange)

    async def _end(self, exchange: Exchange, receive: Receive, scope: anyio.CancelScope) -> None:
        """Answer for what takes too long, at once: what has started is finished all the same.

        A response that has begun may take as long as its client needs.
        """
        if exchange.status is None:
            scope.cancel()
            with anyio.CancelScope(shield=True):
                await exchange.refuse(receive, problem_of(_out_of_time()))

    async def _answer(self, exchange: Exchange, receive: Receive) -> None:
        try:
            body = await self._admit(exchange, receive)
            await self._app(exchange.scope, body, exchange.send)
        except ClientDisconnect:
            exchange.state["left"] = True
        except Exception as error:  # noqa: BLE001 - the last resort: an answer without its words
            if not isinstance(error, Refusal):
                exchange.state["error"] = error
            await exchange.refuse(receive, problem_of(error))

    async def _identify(self, path: str, headers: Headers) -> Identity:
        """Say who asks; nobody looks at that where the store may be busy and it does not matter."""
        if path in _WITHOUT_STORE:
            return Identity()
        return await self._authentication.identify(headers)

    async def _admit(self, exchange: Exchange, receive: Receive) -> Receive:
        """Give the body of a request that is let through.

        Raises:
            Refusal: it is not.
        """
        scope, state = exchange.scope, exchange.state
        headers = Headers(scope=scope)
        state["client"] = self._clients.address_of(scope, headers)
        check_head(scope, headers, self._limits.header_bytes)
        self._hosts.check(headers)
        scope["path"] = read_path(scope["raw_path"])
        identity = state["identity"] = await self._identify(scope["path"], headers)
        key_id = identity.caller.key_id if identity.caller else None
        state["caller_name"] = key_id or state["client"]
        self._buckets.take(state["caller_name"])
        return counted(receive, headers, self._limits.body_bytes)


def _out_of_time() -> Refusal:
    return Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "timeout",
        "That took too long. What was asked for may have been done, or not; "
        "repeat it with the same id.",
        retry_after="1",
    )
