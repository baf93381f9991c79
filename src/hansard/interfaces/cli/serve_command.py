"""The command that serves the record over HTTP: serve."""

from __future__ import annotations

import logging
import math
import sys
from datetime import timedelta
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import anyio
import click

import hansard
from hansard.domain.errors import MissingDependencyError
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.http.settings import DEFAULT_HOST, DEFAULT_PORT, Limits, ServerSettings

if TYPE_CHECKING:
    from types import ModuleType

    from hansard.async_store import AsyncHansard

_EXTRA = ("fastapi", "h11", "pydantic", "starlette", "uvicorn")
"""Packages of the extra ``server``."""
_PORTS = click.IntRange(0, 65535)
_RATE = Limits().rate
_STREAMS = Limits().streams


class AgentParameter(click.ParamType[tuple[str, str]]):
    """An agent and where it is found: ``NAME=module:attribute``."""

    name = "agent"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Take the text apart."""
        name, _, place = value.partition("=")
        module, _, attribute = place.partition(":")
        if not (name and module and attribute):
            self.fail(f"{value!r:.80} is not NAME=module:attribute.", param, ctx)
        return name, place


@click.command("serve", cls=Command)
@click.option(
    "--host", default=DEFAULT_HOST, metavar="ADDRESS", show_default=True,
    help="Address to listen on. Any but the machine's own needs a key to have been made.",
)  # fmt: skip
@click.option(
    "--port", type=_PORTS, default=DEFAULT_PORT, metavar="PORT", show_default=True,
    help="Port to listen on; 0 for any that is free.",
)  # fmt: skip
@click.option(
    "--agent", "agents", type=AgentParameter(), multiple=True, metavar="NAME=MODULE:ATTRIBUTE",
    help="An agent that answers in chats under this name.",
)  # fmt: skip
@click.option(
    "--allowed-host", "hosts", multiple=True, metavar="NAME",
    help="A further name that clients may call the service by.",
)  # fmt: skip
@click.option(
    "--allowed-origin", "origins", multiple=True, metavar="ORIGIN",
    help="An origin of web pages whose requests are taken, such as https://desk.example.",
)  # fmt: skip
@click.option(
    "--trusted-proxy", "proxies", multiple=True, metavar="ADDRESS",
    help="A proxy, or a network of them, that is believed in X-Forwarded-For.",
)  # fmt: skip
@click.option(
    "--rate", type=click.FloatRange(0), default=_RATE, metavar="NUMBER", show_default=True,
    help="Requests per second for each key in the long run, twice as many at once; 0: no limit.",
)  # fmt: skip
@click.option(
    "--streams", type=click.IntRange(1), default=_STREAMS, metavar="NUMBER", show_default=True,
    help="Answers and events that one key may have streamed to it at the same time.",
)  # fmt: skip
@click.option(
    "--abandoned-after", type=click.FloatRange(1), default=60.0, metavar="SECONDS",
    show_default=True,
    help="How long a run may be silent before it is taken for dead.",
)  # fmt: skip
@click.pass_obj
def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    agents: tuple[tuple[str, str], ...],
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    proxies: tuple[str, ...],
    rate: float,
    streams: int,
    abandoned_after: float,
) -> None:
    """Serve the record over HTTP until interrupted.

    Callers have keys; hansard key create makes one. While there is none, only the machine itself
    is served, without any. The log, JSON lines, goes to standard error.
    """
    limits = Limits(rate=rate, burst=max(1, math.ceil(2 * rate)), streams=streams)
    chosen = ServerSettings(
        host=host,
        port=port,
        allowed_hosts=hosts,
        allowed_origins=origins,
        trusted_proxies=proxies,
        abandoned_after=timedelta(seconds=abandoned_after),
        agents=dict(agents),
        limits=limits,
    )
    server = _import_server()
    _log_as_json(quiet=settings.quiet)
    anyio.run(server.serve_store, _opener(settings), chosen, partial(_say, settings))


def _import_server() -> ModuleType:
    """Give the service, which needs packages that not everybody has."""
    if any(find_spec(name) is None for name in _EXTRA):
        raise MissingDependencyError("hansard serve", "server")
    from hansard.interfaces.http import server

    return server


def _opener(settings: Settings) -> AsyncHansard:
    return hansard.open_async(settings.url, namespace=settings.namespace)


def _say(settings: Settings, address: str) -> None:
    """Print where the service listens."""
    output = Output(settings)
    if settings.as_json:
        output.json({"url": address})
    else:
        output.line(f"hansard listens on {address}")


def _log_as_json(*, quiet: bool) -> None:
    """Write the log of everything as JSON lines; of the service also what goes well."""
    from hansard.interfaces.http.request_log import JsonFormatter

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    own = logging.getLogger("hansard")
    own.handlers.clear()
    own.setLevel(logging.WARNING if quiet else logging.INFO)
