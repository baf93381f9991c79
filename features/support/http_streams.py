"""Event streams of the features: followed in the background, looked at by the steps."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.answers import check_rows
from features.support.http_responses import Response, read_response
from features.support.http_server import PATIENCE, SERVER, service_of
from features.support.world import World

_SILENCE = 60.0
"""Seconds that a stream of a scenario may be silent."""


class Stream:
    """An event stream that somebody reads from in the background.

    Attributes:
        response: what the request got; without a body where that is a stream.
        events: what has come, each with ``id``, ``event`` and ``data``.
        comments: how many comments have come.
        has_ended: the server has said that there is no more, and not just gone away.
    """

    def __init__(
        self, path: str, headers: dict[str, str], method: str = "GET", body: str | None = None
    ) -> None:
        import httpx

        timeout = httpx.Timeout(PATIENCE, read=_SILENCE)
        self._opened = SERVER.client.stream(
            method, SERVER.url + path, headers=headers, content=body, timeout=timeout
        )
        self._raw = self._opened.__enter__()
        self.events: list[dict[str, Any]] = []
        self.comments = 0
        self.has_ended = False
        self._is_over = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        if self._raw.headers.get("content-type", "").startswith("text/event-stream"):
            headers_found = dict(self._raw.headers)
            self.response = Response(self._raw.status_code, headers_found, self)
            self._thread.start()
        else:
            self._raw.read()
            self.response = read_response(self._raw)
            self._is_over = True

    def wait(self, count: int) -> None:
        """Wait until so many events have come; fails where they do not."""
        self._wait_for(lambda: len(self.events) >= count, f"{count} events")

    def wait_for_comments(self, count: int) -> None:
        """Wait until so many comments have come; fails where they do not."""
        self._wait_for(lambda: self.comments >= count, f"{count} comments")

    def wait_for_end(self) -> None:
        """Wait until the server has ended the stream."""
        self._wait_for(lambda: self.has_ended, "the end")

    def close(self) -> None:
        """Go away, as a client does that is gone."""
        connection = self._raw.extensions.get("network_stream")
        if connection is not None and not self._is_over:
            with suppress(OSError):
                connection.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        if self._thread.ident is not None:
            self._thread.join(PATIENCE)
        self._opened.__exit__(None, None, None)

    def _wait_for(self, come: Callable[[], bool], what: str) -> None:
        with self._changed:
            self._changed.wait_for(lambda: come() or self._is_over, PATIENCE)
            assert come(), f"{what} did not come: {self.events}"

    def _read(self) -> None:
        import httpx

        fields: dict[str, str] = {}
        with suppress(httpx.TransportError):
            for line in self._raw.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = value
                else:
                    self._take(fields)
                    fields = {}
            self.has_ended = True
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _take(self, fields: dict[str, str]) -> None:
        with self._changed:
            if "data" in fields:
                data = json.loads(fields["data"])
                self.events.append({**fields, "data": data})
            else:
                self.comments += 1
            self._changed.notify_all()


@with_pattern(r"gives|gives this and ends|ends|gives \d+ signs of life")
def read_course(text: str) -> str:
    """Read how a stream goes on."""
    return text


def check_stream(world: World, table: Table | None, course: str) -> None:
    """Check what the latest stream has given: a table of ``id``, ``event`` and paths of data."""
    stream: Stream = service_of(world).streams[-1]
    rows = list(table) if table else []
    stream.wait(len(rows))
    if course.endswith("signs of life"):
        stream.wait_for_comments(int(course.split()[1]))
    if course.endswith("ends"):
        stream.wait_for_end()
    if table is not None:
        check_rows(table, stream.events, world.names)
