"""What many clients do at the same time, or one client does many times over, over HTTP.

A trial is made by one When, and what came of it is the answer.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from threading import Barrier
from typing import TYPE_CHECKING, Any

from parse import with_pattern

from features.support.http_filters import try_filters
from features.support.http_patience import READING_PAUSE, ask_and_read, go_on_sending
from features.support.http_requests import fill
from features.support.http_responses import Response, read_response
from features.support.http_server import PATIENCE, SERVER, service_of
from features.support.http_streams import Stream
from features.support.http_tails import Tail
from features.support.world import World

if TYPE_CHECKING:
    import httpx

Trial = Callable[[World], Any]

_TAILING = (
    r"(\d+) writers append (\d+) events each to (\w+), "
    r"and (\d+) followers come back after every (\d+) events"
)
_WAITING = r'an event is appended to (\w+) while "([^"]*)" waits'
_FILTERING = r"(\d+) hostile filters are tried"
_READING = r'(\d+) clients? asks? for "([^"]*)" and reads? (nothing|slowly)'
_ASKING = r"(\d+) clients ask an agent at the same time"
_SENDING = r"(\d+) clients go on sending a body that was refused"
_ANY = f"{_TAILING}|{_WAITING}|{_FILTERING}|{_READING}|{_ASKING}|{_SENDING}".replace("(", "(?:")


@with_pattern(_ANY)
def read_trial(text: str) -> Trial:
    """Read a trial, in which as many requests may be made as it takes."""
    trial = _trial(text)

    def unlimited(world: World) -> Any:
        service = service_of(world)
        limits = replace(service.settings.limits, rate=0.0)
        service.settings = replace(service.settings, limits=limits)
        service.ready()
        return trial(world)

    return unlimited


def _trial(text: str) -> Trial:
    if found := re.fullmatch(_TAILING, text):
        writers, count, name, followers, stride = found.groups()
        return Tail(name, int(writers), int(count), int(followers), int(stride)).run
    if found := re.fullmatch(_WAITING, text):
        name, path = found.groups()
        return lambda world: _append_while_waiting(world, name, path)
    if found := re.fullmatch(_READING, text):
        clients, path, how = found.groups()
        pause = None if how == "nothing" else READING_PAUSE
        return lambda world: ask_and_read(world, path, int(clients), pause)
    count = int(text.partition(" ")[0])
    if re.fullmatch(_ASKING, text):
        return lambda world: _ask_together(world, count)
    if re.fullmatch(_SENDING, text):
        return lambda _: go_on_sending(count)
    return lambda _: try_filters(count)


def _ask_together(world: World, clients: int) -> dict[str, int]:
    """Ask in threads of their own, all at once; say how many were answered, and how many stand."""
    service = service_of(world)
    start = Barrier(clients, timeout=PATIENCE)

    def ask(place: int) -> Stream:
        body = json.dumps({"message": "Hello", "threadId": f"thread {place}"})
        start.wait()
        return Stream("/api/chat", {"content-type": "application/json"}, "POST", body)

    with ThreadPoolExecutor(clients) as threads:
        service.streams += threads.map(ask, range(clients))
    statuses = [stream.response.status for stream in service.streams]
    recorded = world.call(world.sessions.list, 2 * clients)
    return {
        "answered": statuses.count(HTTPStatus.OK),
        "refused": statuses.count(HTTPStatus.TOO_MANY_REQUESTS),
        "recorded": len(recorded),
    }


def _append_while_waiting(world: World, name: str, path: str) -> Response:
    """Append an event once a request waits for one, and give the response to that request."""
    url = SERVER.url + fill(service_of(world), path)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(SERVER.client.get, url)
        _until_it_waits(waiting)
        world.call(world.store.events.append, world.id_of(name), "message_sent")
        return read_response(waiting.result(PATIENCE))


def _until_it_waits(waiting: Future[httpx.Response]) -> None:
    """Wait until a request has taken the place that it waits in."""
    assert SERVER._application is not None
    streams = SERVER._application.app.state.streams
    end = time.monotonic() + PATIENCE
    while not streams._open:
        assert time.monotonic() < end, "nobody waits"
        assert not waiting.done(), f"it did not wait: {waiting.result().text}"
        time.sleep(0.005)
