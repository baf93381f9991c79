"""Connections that say nothing, say it too slowly, or do not hear are closed."""

from __future__ import annotations

import asyncio
import struct
import sys

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

if sys.platform == "linux":
    import fcntl
    import termios

_INT = struct.Struct("i")

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
            left = self._unread()
            self._watching = self.loop.call_later(self.reading_seconds, self._look, left)

    def _look(self, left_before: int) -> None:
        """Drop a client that has read nothing since, and what it was to read."""
        self._watching = None
        if not self.transport.get_write_buffer_size():
            return
        if self._unread() >= left_before:
            self.transport.abort()
        else:
            self._watch_reading()

    def _unread(self) -> int:
        """Count the bytes that the client has yet to take, also those that the system holds."""
        return self.transport.get_write_buffer_size() + _held_by_system(self.transport)


def _held_by_system(transport: asyncio.Transport) -> int:
    """Count the bytes that the system has of a connection; 0 where it does not say.

    It takes more only once much of that is gone, so that a slow client would look like none.
    """
    descriptor = transport.get_extra_info("socket").fileno()
    if sys.platform != "linux" or descriptor < 0:
        return 0
    answer = fcntl.ioctl(descriptor, termios.TIOCOUTQ, bytes(_INT.size))
    return int(_INT.unpack(answer)[0])


def protocol_with(header_seconds: float, reading_seconds: float) -> type[PatientProtocol]:
    """Give the protocol with bounds of its own."""
    bounds = {"header_seconds": header_seconds, "reading_seconds": reading_seconds}
    return type("Protocol", (PatientProtocol,), bounds)
