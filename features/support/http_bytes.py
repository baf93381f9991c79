r"""Requests as bytes, where no client would send them so: smuggled, cut off, out of order.

Lines end with CR LF, and a line of three dots waits for a response to what is before it. ``\x00``
and the like are written as in Python, ``{Alpha}`` and ``{40 times a}`` as in any request.
"""

from __future__ import annotations

import json
import socket
from contextlib import suppress

from parse import with_pattern

from features.support.http_requests import fill
from features.support.http_responses import Response
from features.support.http_server import PATIENCE, SERVER, Service, service_of
from features.support.world import World

_PIECE = 65536
_PAUSE = b"...\r\n"


@with_pattern("| and the client goes away")
def read_leaving(text: str) -> bool:
    """Read whether a client waits for no answer."""
    return bool(text)


def send(world: World, text: str, *, leaves: bool) -> None:
    """Send bytes, take everything that comes, and check that the server lives on."""
    service = service_of(world)

    def exchange() -> list[Response]:
        service.ready()
        said = _send(_bytes_of(service, text), leaves=leaves)
        responses = _parse(said)
        service.latest = responses[-1] if responses else None
        assert SERVER.client.get(f"{SERVER.url}/healthz").status_code in (200, 429)
        return responses

    world.run(exchange)


def _bytes_of(service: Service, text: str) -> bytes:
    lines = fill(service, text).encode().decode("unicode_escape").encode("latin-1")
    return lines.replace(b"\n", b"\r\n")


def _send(request: bytes, *, leaves: bool) -> bytes:
    with socket.create_connection(("127.0.0.1", SERVER.port), PATIENCE) as connection:
        said = b""
        with suppress(ConnectionError):
            *firsts, last = request.split(_PAUSE)
            for first in firsts:
                connection.sendall(first)
                said += connection.recv(_PIECE)
            connection.sendall(last)
        if not leaves:
            with suppress(ConnectionError):
                said += b"".join(iter(lambda: connection.recv(_PIECE), b""))
    return said


def _parse(said: bytes) -> list[Response]:
    """Give the responses that a connection has brought, each with its length in its headers."""
    responses = []
    while said:
        head, _, said = said.partition(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (field.split(": ", 1) for field in lines)}
        length = int(headers.get("content-length", len(said)))
        content, said = said[:length], said[length:]
        is_json = "json" in headers.get("content-type", "")
        body = json.loads(content) if is_json else content.decode()
        responses.append(Response(int(line.split()[1]), headers, body, content))
    return responses
