"""The HTTP service of the features: one real server for the whole run, on a real socket.

Each scenario puts its own store behind it, with settings and keys of its own. The store of the
service shares the scenario's database, in memory too, so that what a request does is seen by the
steps of every other capability, and the other way round.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from anyio.from_thread import start_blocking_portal

from features.support.http_faults import put_in
from features.support.http_log import Log
from features.support.world import World
from hansard.interfaces.http.settings import ServerSettings

if TYPE_CHECKING:
    import httpx
    import uvicorn
    from fastapi import FastAPI

PATIENCE = 10.0
"""Seconds after which an answer that does not come is taken for missing."""


@dataclass(frozen=True)
class Application:
    """What the server serves in one scenario.

    Attributes:
        store: shares the scenario's database, which stays open when this ends.
        recovering: looks for abandoned runs.
    """

    app: FastAPI
    store: Any
    recovering: asyncio.Task[None]

    async def end_streams(self) -> None:
        """End the event streams."""
        self.app.state.streams.close()

    async def end(self) -> None:
        """End the event streams, and the threads of the store."""
        await self.end_streams()
        self.recovering.cancel()
        await self.store._threads.close()


@dataclass
class Service:
    """What the HTTP steps of one scenario share.

    Attributes:
        world: the scenario's.
        settings: what the operator says; changed before the first request.
        latest: the response that the last request got.
        streams: the event streams that were opened.
        log: what the server has logged.
        fault: what is wrong with the server, None for nothing.
    """

    world: World
    settings: ServerSettings = field(default_factory=lambda: ServerSettings(port=SERVER.port))
    latest: Any = None
    streams: list[Any] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    fault: str | None = None
    _served: tuple[object, ...] | None = None
    _application: Application | None = None

    def secret_of(self, name: str) -> str:
        """Give the secret of a key of the scenario; a key that nobody made is a wrong one."""
        keys: dict[str, tuple[object, str]] = self.world.kept.get("keys", {})
        return keys[name][1] if name in keys else name

    def ready(self) -> None:
        """Let the server serve the scenario's store as it is now."""
        wanted = (self.world.store, self.settings, self.fault)
        if self._served != wanted:
            self.stop()
            self._application = SERVER.call(self._begin)
            self._served = wanted
            self.log.begin()
            SERVER.serve(self._application)

    def end_streams(self) -> None:
        """End every event stream, as the service does when it ends."""
        assert self._application is not None, "nothing is served"
        SERVER.call(self._application.end_streams)

    def stop(self) -> None:
        """Close every stream and let the server serve nothing."""
        for stream in self.streams:
            stream.close()
        self.streams.clear()
        if self._application is not None:
            self.world.clock.release()
            SERVER.serve(None)
            SERVER.call(self._application.end)
            self.log.end()
            self._served = self._application = None

    async def _begin(self) -> Application:
        from hansard.async_store import AsyncHansard
        from hansard.interfaces.http.app import create_app
        from hansard.interfaces.http.recovery import recover_again_and_again

        scenarios: Any = self.world.store
        opened: Any = AsyncHansard(lambda: scenarios._store.for_namespace("local"))
        store = await opened.__aenter__()
        put_in(self.fault, self.world, store)
        app = create_app(store, self.settings)
        known, silence = app.state.authentication, self.settings.abandoned_after
        recovering = recover_again_and_again(known.stores, silence)
        return Application(app, store, asyncio.create_task(recovering))


class HttpServer:
    """uvicorn in a thread of its own, started when it is first needed."""

    def __init__(self) -> None:
        self._application: Application | None = None
        self._server: uvicorn.Server | None = None

    @property
    def port(self) -> int:
        """Where the server listens."""
        self._start()
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """What requests begin with."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def client(self) -> httpx.Client:
        """What requests are made with."""
        self._start()
        return self._client

    @property
    def connections(self) -> set[Any]:
        """The connections that are open."""
        self._start()
        assert self._server is not None, "the server has ended"
        return self._server.server_state.connections

    def serve(self, application: Application | None) -> None:
        """Serve an application from now on, nothing for None."""
        self._application = application
        if application is not None:
            self._bound(application.app.state.settings)

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call a coroutine function in the server's event loop."""
        self._start()
        return self._portal.call(function, *arguments)

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            self._client.close()
            self._server.should_exit = True
            self._done.result(PATIENCE)
            self._running.__exit__(None, None, None)
            self._server = None

    def _bound(self, settings: ServerSettings) -> None:
        """Put the bounds of settings on connections, also on those that are open already."""
        from hansard.interfaces.http.server import configure

        wanted, protocol = configure(self._dispatch, settings), cast("Any", self._config.http)
        for name in ("header_seconds", "reading_seconds"):
            setattr(protocol, name, getattr(wanted.http, name))
        self._config.limit_concurrency = wanted.limit_concurrency
        for connection in tuple(self.connections):
            connection.limit_concurrency = wanted.limit_concurrency

    def _start(self) -> None:
        if self._server is not None:
            return
        import httpx

        from hansard.interfaces.http.server import Server, bind, configure
        from hansard.interfaces.http.sse import Streams

        self._socket = bind(ServerSettings(port=0))
        self._client = httpx.Client(timeout=PATIENCE)
        self._config = configure(self._dispatch, ServerSettings())
        listens = threading.Event()
        self._server = Server(self._config, Streams(0), listens.set)
        self._running = start_blocking_portal("asyncio")
        self._portal = self._running.__enter__()
        self._done = self._portal.start_task_soon(self._server.serve, [self._socket])
        assert listens.wait(PATIENCE), "the server does not start"

    async def _dispatch(self, scope: Any, receive: Any, send: Any) -> None:
        assert self._application is not None, "no scenario serves anything"
        await self._application.app(scope, receive, send)


SERVER = HttpServer()
logging.getLogger("uvicorn").setLevel(logging.CRITICAL)


def service_of(world: World) -> Service:
    """Give the service of a scenario; it ends with the scenario."""
    if "http" not in world.kept:
        world.kept["http"] = service = Service(world)
        world.at_end(service.stop)
    found: Service = world.kept["http"]
    return found
