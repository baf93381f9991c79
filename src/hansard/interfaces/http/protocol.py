"""Connections that say nothing, say it too slowly, or do not hear are closed."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

_TCP_INFO = 128
_ACKNOWLEDGED, _AT = struct.Struct("=Q"), 120
"""Where the kernel's tcp_info has the bytes that the other side has acknowledged."""

LINGER = 2.0
"""Seconds for which the rest of a request is taken that has its answer: who closes at once may
take the answer away from a client that is still sending."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1, with bounds on the time that clients may take.

    Attributes:
        header_seconds: for the headers of a request, from the first byte or from the connection.
        reading_seconds: in which a client that does not read a byte of what is sent is given up.
    """

    header_seconds = 10.0
    reading_seconds = 30.0
    _waiting: asyncio.TimerHandle | None = None
    _watching: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take bytes; wait on where they are not yet a request."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        if self._watching is not None:
            self._watching.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Watch whether the client reads, now that a response has to wait for it."""
        super().pause_writing()
        self._watch_reading()

    def on_response_complete(self) -> None:
        """Take no more of a request that has its answer already, such as that it is too large."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            self.loop.call_later(LINGER, self._give_up_body, self.cycle)

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that is not used; it may still have something to read."""
        super().timeout_keep_alive_handler()
        self._watch_reading()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.header_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self.transport.close()
        self._watch_reading()

    def _give_up_body(self, answered: RequestResponseCycle) -> None:
        """Close where the rest of a request has not come; its client may have gone on since."""
        is_waiting = self.cycle is answered and self.conn.their_state is h11.SEND_BODY
        if is_waiting and not self.transport.is_closing():
            self._give_up()

    def _watch_reading(self) -> None:
        if self._watching is None:
            taken = _taken(self.transport)
            self._watching = self.loop.call_later(self.reading_seconds, self._look, taken)

    def _look(self, taken_before: int) -> None:
        """Drop a client that has taken nothing since, and what it was to read."""
        self._watching = None
        if not self.transport.get_write_buffer_size():
            return
        if _taken(self.transport) == taken_before:
            self.transport.abort()
        else:
            self._watch_reading()


def _taken(transport: asyncio.Transport) -> int:
    """Give a number that moves whenever the other side of a connection takes bytes.

    On Linux it is the count of those that were acknowledged, elsewhere what is left to be sent:
    the system takes more of that only once much of what it has is gone.
    """
    connection = transport.get_extra_info("socket")
    if sys.platform != "linux" or connection.fileno() < 0:
        return transport.get_write_buffer_size()
    told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO)
    return int(_ACKNOWLEDGED.unpack_from(told, _AT)[0])


def protocol_with(header_seconds: float, reading_seconds: float) -> type[PatientProtocol]:
    """Give the protocol with bounds of its own."""
    bounds = {"header_seconds": header_seconds, "reading_seconds": reading_seconds}
    return type("Protocol", (PatientProtocol,), bounds)
