"""Requests of the features, and what responses have.

``{Alpha}`` in a path, a header or a body is the id of a session, ``{key reader}`` the secret of a
key, ``{the session id}`` what the latest response had at that path, ``{the body}`` all that it had,
``{the document}`` the document that a Given gave, ``{40 times a}`` a text, forty times.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from behave.model import Table
from parse import with_pattern

from features.support.answers import look_up, read_cell
from features.support.http_responses import Response, read_response
from features.support.http_server import PATIENCE, SERVER, Service, service_of
from features.support.http_streams import Stream
from features.support.tables import read_pairs
from features.support.world import World
from hansard.interfaces.http.settings import Limits

_PLACE = re.compile(r"\{(?:([A-Z][a-z]+(?: in [A-Z][a-z]+)?)|the ([a-z0-9 .]+)|key ([a-z]+))\}")

_REPEATED = re.compile(r"\{(\d+) times ([^{}]+)\}")
_PAUSE = 0.02


class Call(NamedTuple):
    """A method and a path, as a step has them."""

    method: str
    path: str


class Circumstances(NamedTuple):
    """How a request is made.

    Attributes:
        key: the name of the key that it carries.
        times: how often.
        events: after how many events of a stream its client goes away.
        waits: for a place among the streams of its caller.
        is_last: the service ends once it has begun.
    """

    key: str | None = None
    times: int = 1
    events: int | None = None
    waits: bool = False
    is_last: bool = False


@with_pattern(r'[A-Z]+ "[^"]*"')
def read_call(text: str) -> Call:
    """Read a method and a path."""
    method, _, path = text.partition(" ")
    return Call(method, path.strip('"'))


@with_pattern(
    r'(?: with key "[^"]*")?(?: \d+ times)?(?: until \d+ events? came)?'
    "(?: as soon as there is a place)?(?: while the service ends)?"
)
def read_circumstances(text: str) -> Circumstances:
    """Read how a request is made."""
    key = re.search(r'with key "([^"]*)"', text)
    times = re.search(r"(\d+) times", text)
    events = re.search(r"until (\d+) events?", text)
    return Circumstances(
        key[1] if key else None,
        int(times[1]) if times else 1,
        int(events[1]) if events else None,
        " as soon as there is a place" in text,
        text.endswith(" while the service ends"),
    )


def configure(world: World, table: Table) -> None:
    """Set up the service: ``key reader`` is ``read`` or ``read in South``, else a setting."""
    service = service_of(world)
    for name, cell in read_pairs(table).items():
        if name.startswith("key ") and name != "key seconds":
            _make_key(service, name.removeprefix("key "), cell)
        elif name == "fault":
            service.fault = cell
        else:
            _set(service, name.replace(" ", "_"), read_cell(cell))


def request(
    world: World, call: Call, circumstances: Circumstances, text: str | None, table: Table | None
) -> None:
    """Make a request; a table has headers, and a row ``body``; a text is a JSON body."""
    service = service_of(world)

    def make() -> Response | list[Response]:
        prepared = _prepare(service, call, circumstances, text, table)
        found = [prepared.send() for _ in range(circumstances.times)]
        service.latest = found[-1]
        return found if circumstances.times > 1 else found[0]

    world.run(make)


def follow(world: World, call: Call, circumstances: Circumstances, table: Table | None) -> None:
    """Open an event stream, and go away after so many events where that is said."""
    service = service_of(world)

    def make() -> Response | list[Response]:
        prepared = _prepare(service, call, circumstances, None, table)
        streams = [prepared.open(circumstances) for _ in range(circumstances.times)]
        service.streams += streams
        if circumstances.events is not None:
            streams[-1].wait(circumstances.events)
            streams[-1].close()
        elif call.method == "POST" and streams[-1].response.status == HTTPStatus.OK:
            streams[-1].wait(1)  # an answer has begun when its first piece is recorded
        if circumstances.is_last:
            service.end_streams()
        found = [stream.response for stream in streams]
        return found if circumstances.times > 1 else found[0]

    world.run(make)


def headers_of(service: Service, circumstances: Circumstances) -> dict[str, str]:
    """Give the headers that say who makes a request."""
    if circumstances.key is None:
        return {}
    return {"authorization": f"Bearer {service.secret_of(circumstances.key)}"}


def fill(service: Service, text: str) -> str:
    """Put ids, and parts of the latest response, where a text names them."""

    def found(place: re.Match[str]) -> str:
        name, path, key = place.groups()
        if key:
            return service.secret_of(key)
        if name:
            return service.world.id_of(name)
        if path == "document":
            return json.dumps(service.world.kept["document"])
        return str(service.latest.text if path == "body" else look_up(service.latest.body, path))

    filled = _PLACE.sub(found, text)
    return _REPEATED.sub(lambda found: found[2] * int(found[1]), filled)


class _Prepared(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: str | None

    def open(self, circumstances: Circumstances) -> Stream:
        """Open a stream; try again while there is no place, where that is said."""
        end = time.monotonic() + PATIENCE
        while True:
            stream = Stream(self.path, self._headers(), self.method, self.body)
            is_full = stream.response.status == HTTPStatus.TOO_MANY_REQUESTS
            if not circumstances.waits or not is_full or time.monotonic() > end:
                return stream
            stream.close()
            time.sleep(_PAUSE)

    def send(self) -> Response:
        return read_response(
            SERVER.client.request(
                self.method,
                SERVER.url + self.path,
                headers=self._headers(),
                content=None if self.body is None else self.body.encode(),
            )
        )

    def _headers(self) -> dict[str, str]:
        kind = {} if self.body is None else {"content-type": "application/json"}
        return {**kind, **self.headers}


def _prepare(
    service: Service,
    call: Call,
    circumstances: Circumstances,
    text: str | None,
    table: Table | None,
) -> _Prepared:
    """Give a request with everything in it that a step says, and the server ready for it."""
    service.ready()
    cells = read_pairs(table) if table else {}
    headers = headers_of(service, circumstances)
    headers |= {name: fill(service, cell) for name, cell in cells.items() if name != "body"}
    body = cells.get("body", text)
    body = None if body is None else fill(service, body)
    return _Prepared(call.method, fill(service, call.path), headers, body)


def _make_key(service: Service, name: str, cell: str) -> None:
    role, _, namespace = cell.partition(" in ")
    store = service.world.within(namespace or "local")
    made = service.world.call(store.keys.create, name, role)
    service.world.kept.setdefault("keys", {})[name] = made


def _set(service: Service, name: str, value: Any) -> None:
    settings = service.settings
    if name in Limits.__dataclass_fields__:
        service.settings = replace(settings, limits=replace(settings.limits, **{name: value}))
    elif name == "abandoned_after":
        service.settings = replace(settings, abandoned_after=timedelta(seconds=value))
    else:
        listed = tuple(value.split(", ")) if name.startswith(("allowed", "trusted")) else value
        service.settings = replace(settings, **{name: listed})
