"""A pooler between hansard and PostgreSQL, as far as a client can tell one.

A pooler gives its clients process ids of its own, and hands statements of one client to many
server processes, so that what was prepared in one is missing in another. This one relays to one
server process for each client; it changes the id, and takes note of prepared statements.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

from parse import with_pattern
from sqlalchemy import make_url

from features.support.world import World

_KEY = "pooler"
_HIDING = {"that hides nobody stands before": False, "stands before": True}
_PREPARED = {"no statement was": False, "statements were": True}


@with_pattern("|".join(_HIDING))
def read_hiding(text: str) -> bool:
    return _HIDING[text]


@with_pattern("|".join(_PREPARED))
def read_prepared(text: str) -> bool:
    return _PREPARED[text]


def put_before(world: World, *, hides: bool) -> Callable[[], None]:
    """Put a pooler before the scenario's database; give the way to take it away again.

    Args:
        hides: whether it gives clients other process ids than those of the server.
    """
    assert world.url is not None, "there is no database"
    url = make_url(world.url)
    pooler = Pooler((url.host or "127.0.0.1", url.port or 5432), hides=hides)
    plain = {"sslmode": "disable", "gssencmode": "disable"}
    through = url.set(host="127.0.0.1", port=pooler.port).update_query_dict(plain)
    world.url = through.render_as_string(hide_password=False)
    world.kept[_KEY] = pooler
    return pooler.stop


def check_prepared(world: World, prepared: bool) -> None:
    """Check whether clients of the pooler have prepared statements under names."""
    names = world.kept[_KEY].prepared
    assert world.answer, "nothing was done"
    assert bool(names) is prepared, f"prepared were {names}"


class Pooler:
    """A relay on a port of its own, on threads of its own.

    Args:
        server: where PostgreSQL listens.
        hides: whether the clients get other process ids.

    Attributes:
        port: where clients connect.
        prepared: names of statements that were prepared.
    """

    def __init__(self, server: tuple[str, int], *, hides: bool) -> None:
        self.prepared: list[str] = []
        self._server = server
        self._hides = hides
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)

    def stop(self) -> None:
        """Let no more clients in; those that are there end on their own."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            server = socket.create_connection(self._server)
            self._start(lambda c=client, s=server: self._relay(_requests(c), s))
            self._start(lambda c=client, s=server: self._relay(_answers(s), c))

    def _start(self, work: Callable[[], None]) -> None:
        def run() -> None:
            with suppress(OSError):
                work()

        threading.Thread(target=run, daemon=True).start()

    def _relay(self, messages: Iterator[bytes], receiver: socket.socket) -> None:
        """Hand on messages until there are none, and end the other side, too."""
        try:
            for message in messages:
                receiver.sendall(self._looked_at(message))
        finally:
            receiver.shutdown(socket.SHUT_RDWR)
            receiver.close()

    def _looked_at(self, message: bytes) -> bytes:
        kind = message[:1]
        if kind == b"P" and (name := message[5:].partition(b"\0")[0]):
            self.prepared.append(name.decode())
        if kind == b"K" and self._hides:
            (process,) = struct.unpack("!i", message[5:9])
            return message[:5] + struct.pack("!i", process + 1_000_000) + message[9:]
        return message


def _requests(client: socket.socket) -> Iterator[bytes]:
    """Give the messages of a client; its first one has no kind."""
    with client.makefile("rb") as stream:
        yield _sized(stream.read, b"")
        yield from _kinds(stream.read)


def _answers(server: socket.socket) -> Iterator[bytes]:
    with server.makefile("rb") as stream:
        yield from _kinds(stream.read)


def _kinds(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while kind := read(1):
        yield _sized(read, kind)


def _sized(read: Callable[[int], bytes], kind: bytes) -> bytes:
    size = read(4)
    return kind + size + read(struct.unpack("!i", size)[0] - 4)
