"""Clients that ask again as soon as they are answered: wrk, or sockets where there is no wrk.

Neither may be what limits the rate. How busy a client was is measured beside it: the share of one
processor that it took.
"""

import asyncio
import itertools
import math
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.http.server import ServerProcess

WRK = shutil.which("wrk")
CLIENT = "sockets" if WRK is None else "wrk"
"""Which of them is used."""
_SCRIPT = Path(__file__).with_name("requests.lua")
_LENGTH = re.compile(rb"content-length: (\d+)")
_FIGURES = re.compile(r"^(\d+) (\d+) 0$", re.MULTILINE)
_GOOD = b"HTTP/1.1 20"
_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Load:
    """What a client came to.

    Attributes:
        answered: how many requests.
        seconds: within which time.
        busy: the share of one processor that the client took.
    """

    answered: int
    seconds: float
    busy: float


def request_to(
    server: ServerProcess,
    method: str,
    path: str,
    *,
    secret: str | None = None,
    body: str | None = None,
) -> str:
    """Give a request to a server, to the last byte."""
    lines = [f"{method} {path} HTTP/1.1", f"host: {server.host}:{server.port}"]
    if secret is not None:
        lines.append(f"authorization: Bearer {secret}")
    if body is not None:
        lines += ["content-type: application/json", f"content-length: {len(body.encode())}"]
    return "\r\n".join([*lines, "", body or ""])


def ask(server: ServerProcess, requests: Sequence[str], connections: int, seconds: float) -> Load:
    """Ask a server for the same things again and again, over connections that are kept alive.

    Raises:
        RuntimeError: not everything was answered with a success.
    """
    if WRK is None:
        return asyncio.run(_ask_with_sockets(server, requests, connections, seconds))
    load = _ask_with_wrk(WRK, server, requests, connections, seconds)
    while not load.answered:  # a busy machine may not have come to it
        seconds *= 2
        load = _ask_with_wrk(WRK, server, requests, connections, seconds)
    return load


def _ask_with_wrk(
    wrk: str, server: ServerProcess, requests: Sequence[str], connections: int, seconds: float
) -> Load:
    """Let wrk ask. It counts in whole seconds; an interrupt ends it before, with its figures."""
    command = [
        *(wrk, "--threads", "1", "--connections", str(connections)),
        *("--duration", f"{math.ceil(seconds) + 1}s", "--timeout", f"{_TIMEOUT}s"),
        *("--script", str(_SCRIPT), server.address, "--", *requests),
    ]
    before = _children()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate()
    figures = _FIGURES.search(output)
    if process.returncode or figures is None:
        raise RuntimeError(f"requests failed:\n{output}")
    answered, taken = int(figures[1]), int(figures[2]) / 1e6
    return Load(answered, taken, (_children() - before) / taken)


def _children() -> float:
    """Give the processor time of the child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def _ask_with_sockets(
    server: ServerProcess, requests: Sequence[str], connections: int, seconds: float
) -> Load:
    """Ask over sockets of this process."""
    loop = asyncio.get_running_loop()
    turns = itertools.cycle([request.encode() for request in requests])
    used, began = process_time(), perf_counter()
    until = began + seconds
    made = [
        await loop.create_connection(
            lambda: _Connection(turns, lambda: perf_counter() >= until, loop.create_future()),
            server.host,
            server.port,
        )
        for _ in range(connections)
    ]
    answered = sum([await protocol.ended for _, protocol in made])
    taken = perf_counter() - began
    return Load(answered, taken, (process_time() - used) / taken)


class _Connection(asyncio.Protocol):
    """Asks the next thing as soon as it is answered, until the time is over.

    Args:
        ended: gets the number of answers, or what went wrong.
    """

    def __init__(
        self,
        requests: Iterator[bytes],
        is_over: Callable[[], bool],
        ended: asyncio.Future[int],
    ) -> None:
        self.ended = ended
        self._requests = requests
        self._is_over = is_over
        self._answered = 0
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to ask."""
        assert isinstance(transport, asyncio.Transport), "no stream of bytes"
        self._transport = transport
        transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        """Take a piece of an answer; ask on where it is whole."""
        self._held += data
        head, found, body = self._held.partition(b"\r\n\r\n")
        if not found:
            return
        length = _LENGTH.search(head)
        if not head.startswith(_GOOD) or length is None:
            raise RuntimeError(f"a request failed:\n{self._held.decode(errors='replace')}")
        if len(body) < int(length[1]):
            return
        self._held = b""
        self._answered += 1
        if self._is_over():
            self._transport.close()
        else:
            self._transport.write(next(self._requests))

    def connection_lost(self, exc: Exception | None) -> None:
        """Say what came of it."""
        if exc is None and self._is_over():
            self.ended.set_result(self._answered)
        else:
            self.ended.set_exception(exc or ConnectionError("the server has hung up"))
