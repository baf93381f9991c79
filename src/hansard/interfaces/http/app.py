"""The HTTP service as one application: the routes, the guard before them, the errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from hansard._version import __version__
from hansard.chat.registry import AgentRegistry
from hansard.domain.errors import HansardError
from hansard.interfaces.http.authentication import Authentication
from hansard.interfaces.http.clients import Clients
from hansard.interfaces.http.guard import Guard
from hansard.interfaces.http.openapi import describe
from hansard.interfaces.http.permissions import check_routes
from hansard.interfaces.http.problems import Refusal, answer_error
from hansard.interfaces.http.routes import (
    artifacts,
    chat,
    event_streams,
    events,
    exchange,
    health,
    lifecycle,
    messages,
    runs,
    search,
    sessions,
    thread_mappings,
    threads,
    usage,
)
from hansard.interfaces.http.settings import ServerSettings
from hansard.interfaces.http.sse import Streams

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

ROUTERS = (
    health.router,
    sessions.router,
    lifecycle.router,
    messages.router,
    exchange.router,
    threads.router,
    thread_mappings.router,
    chat.router,
    runs.router,
    events.router,
    event_streams.router,
    search.router,
    usage.router,
    artifacts.router,
)
"""Every router of the service."""


class Service(FastAPI):
    """The application; its description is complete."""

    def openapi(self) -> dict[str, Any]:
        """Give the OpenAPI document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = describe(self)
        return self.openapi_schema


def create_app(store: AsyncHansard, settings: ServerSettings) -> FastAPI:
    """Make the application that serves a store.

    Args:
        store: open; the namespace of callers without a key, where those are served at all.

    Raises:
        ConfigurationError: an endpoint does not say who may call it, or an agent of the
            settings cannot be imported.
    """
    app = Service(
        title="hansard",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    check_routes(app)
    app.state.store = store
    app.state.settings = settings
    app.state.agents = AgentRegistry(settings.agents)
    app.state.agents.check()
    app.state.streams = Streams(settings.limits.streams)
    app.state.authentication = Authentication(store, is_loopback=settings.is_loopback)
    for kind in (HansardError, Refusal, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer_error)
    app.add_middleware(
        Guard,
        settings=settings,
        clients=Clients(settings.trusted_proxies),
        authentication=app.state.authentication,
    )
    return app
