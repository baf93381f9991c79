"""Clients that try the patience of the service: they read late, or send without end."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from unittest.mock import patch

from features.support.http_requests import fill
from features.support.http_server import PATIENCE, SERVER, service_of
from features.support.world import World

READING_PAUSE = 0.02
"""Seconds between two pieces that a slow client reads."""
_LITTLE = 1 << 15
_PIECE = 1 << 16
_LINGER = 0.3
"""Seconds for which the rest of a refused body is taken in a trial."""
_REFUSED = (
    b"POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n"
)


def ask_and_read(world: World, path: str, clients: int, pause: float | None) -> dict[str, int]:
    """Ask for something long, and read it slowly; not at all without a pause.

    The answer says of how many clients the connection was closed before they had everything.
    """
    request = f"GET {fill(service_of(world), path)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    before = len(SERVER.connections)
    connections = [_ask(request.encode()) for _ in range(clients)]
    if pause is None:
        _wait_for_connections(before)
    gone = [not _read_all(connection, pause or 0) for connection in connections]
    return {"dropped": sum(gone)}


def go_on_sending(clients: int) -> dict[str, int]:
    """Send bodies byte by byte that are refused for their length, until the server closes.

    The answer says how many were refused, and of how many clients the connection was closed.
    """
    refused = dropped = 0
    with patch("hansard.interfaces.http.protocol.LINGER", _LINGER):
        connections = [_ask(_REFUSED) for _ in range(clients)]
        for connection in connections:
            refused += connection.recv(_PIECE).startswith(b"HTTP/1.1 413 ")
        for connection in connections:
            dropped += _send_on(connection)
    return {"refused": refused, "dropped": dropped}


def _ask(request: bytes) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _LITTLE)
    connection.settimeout(PATIENCE)
    connection.connect(("127.0.0.1", SERVER.port))
    connection.sendall(request)
    return connection


def _wait_for_connections(count: int) -> None:
    """Wait until no more connections are open; fails where they stay."""
    end = time.monotonic() + PATIENCE
    time.sleep(READING_PAUSE)
    while len(SERVER.connections) > count:
        assert time.monotonic() < end, f"{len(SERVER.connections) - count} clients are waited for"
        time.sleep(READING_PAUSE)


def _read_all(connection: socket.socket, pause: float) -> bool:
    """Read a response, and say whether it came to its end."""
    found = b""
    with connection, suppress(ConnectionError):
        while b"\r\n\r\n" not in found:
            found += connection.recv(_LITTLE)
        head, _, content = found.partition(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length: ")[2].split()[0]) - len(content)
        while left and (piece := connection.recv(_PIECE)):
            left -= len(piece)
            time.sleep(pause)
        return not left
    return False


def _send_on(connection: socket.socket) -> bool:
    """Send one byte after the other, and say whether the server has closed meanwhile."""
    end = time.monotonic() + PATIENCE / 2
    with connection, suppress(ConnectionError):
        while time.monotonic() < end:
            connection.sendall(b"a")
            time.sleep(READING_PAUSE)
        return False
    return True
