"""The server process: uvicorn, set up for this service and nothing else."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio
import uvicorn
from starlette.types import ASGIApp

from hansard.chat.detached import left_after
from hansard.domain.errors import ConfigurationError
from hansard.interfaces.http.app import create_app
from hansard.interfaces.http.protocol import protocol_with
from hansard.interfaces.http.recovery import recover_again_and_again, recover_all
from hansard.interfaces.http.settings import ServerSettings
from hansard.interfaces.http.sse import Streams

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

GRACE = 3
"""Seconds that requests under way have when the service is told to end."""
_BACKLOG = 2048

log = logging.getLogger("hansard.http")


class Server(uvicorn.Server):
    """uvicorn that says when it listens, and ends event streams before it waits for requests.

    Args:
        on_listening: called once connections are accepted.
    """

    def __init__(
        self, config: uvicorn.Config, streams: Streams, on_listening: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._streams = streams
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        await super().startup(sockets)
        self._on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more, end the streams, and wait for what is under way."""
        self._streams.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Take SIGINT and SIGTERM for the wish to end, which is a success like any other."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


def configure(app: ASGIApp, settings: ServerSettings) -> uvicorn.Config:
    """Give the set-up of uvicorn: one process, plain HTTP, no proxy trusted, nothing logged."""
    return uvicorn.Config(
        app,
        loop="asyncio",
        http=protocol_with(settings.limits.header_seconds, settings.limits.reading_seconds),
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=2 * settings.limits.header_bytes,
        limit_concurrency=settings.limits.connections,
        timeout_graceful_shutdown=GRACE,
    )


async def check_exposure(store: AsyncHansard, settings: ServerSettings) -> None:
    """Check that nobody can come in from outside while there are no keys.

    Raises:
        ConfigurationError: anybody could.
    """
    if not settings.is_loopback and not await store.keys.exist():
        raise ConfigurationError(
            f"There is no key yet, so hansard is not served on {settings.host}, where others can "
            "reach it. Make one first: hansard key create"
        )


def bind(settings: ServerSettings) -> socket.socket:
    """Take the address.

    Raises:
        ConfigurationError: it is not to be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server(
            (settings.host, settings.port), family=family, backlog=_BACKLOG
        )
    except OSError as error:
        raise ConfigurationError(
            f"hansard cannot listen on {settings.host}, port {settings.port}: {error.strerror}. "
            "Choose another with --host and --port."
        ) from error
    # Connections inherit it; asyncio sets it only where it has made the socket itself. Without it
    # each answer on a kept-alive connection waits 40 ms for the client's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def url_of(listener: socket.socket) -> str:
    """Give the address of a service as clients write it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve_store(
    opening: AsyncHansard, settings: ServerSettings, on_listening: Callable[[str], None]
) -> None:
    """Open a store and serve it until a signal says that it is enough.

    Args:
        opening: opens the store when it is entered.
        on_listening: called with the URL once connections are accepted.

    Raises:
        ConfigurationError: it cannot be served there.
    """
    async with opening as store:
        await check_exposure(store, settings)
        with bind(settings) as listener:
            app = create_app(store, settings)
            address = url_of(listener)
            server = Server(
                configure(app, settings), app.state.streams, lambda: on_listening(address)
            )
            gc.collect()
            gc.freeze()  # what was made so far stays, and need not be looked at again and again
            known, silence = app.state.authentication, settings.abandoned_after
            await recover_all(known.stores, silence)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(recover_again_and_again, known.stores, silence)
                await server.serve([listener])
                tasks.cancel_scope.cancel()
    await _leave_stubborn_agents()


async def _leave_stubborn_agents() -> None:
    """End the process where an agent takes no notice of being cancelled: its run is over."""
    left = await left_after(GRACE)
    if left:
        log.error("%d agents do not end; the process ends without them", left)
        logging.shutdown()
        sys.stdout.flush()
        os._exit(os.EX_OK)
