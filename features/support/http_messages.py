"""Messages in the bytes of requests: any value, and what is no JSON text at all.

What a request carries is written here, and not by whatever the service writes with: so that a
number, a character or a key which one of the two changes is seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from parse import with_pattern

from features.support.http_responses import Response, read_response
from features.support.http_server import SERVER, service_of
from features.support.values import VALUES, message_with
from features.support.verbatim import canonical
from features.support.world import World

_PLACE = "(here)"


def _nested(depth: int) -> bytes:
    """Write lists and objects in one another, so many in all."""
    opened = "".join('{"k":' if level % 2 else "[" for level in reversed(range(depth)))
    closed = "".join("}" if level % 2 else "]" for level in range(depth))
    return f"{opened}0{closed}".encode()


TEXTS: dict[str, Callable[[], bytes]] = {
    "an integer of 4,300 digits": lambda: b"-" + b"9" * 4300,
    "an integer of 4,301 digits": lambda: b"1" + b"0" * 4300,
    "an integer of 5,000 digits": lambda: b"-1" + b"0" * 5000,
    "10 to the 400th, as a float": lambda: b"1e400",
    "nested 1,000 levels": lambda: _nested(1_000),
    "nested 100,000 levels": lambda: _nested(100_000),
    "the same key twice": lambda: b'{"a":1,"a":2}',
    "bytes that are not UTF-8": lambda: b'"\xff\xfe"',
    "half a surrogate as UTF-8": lambda: b'"\xed\xa0\x80"',
    "a text without its end": lambda: b'"Hello',
    "a comment": lambda: b"/* Hello */ 1",
    "a number with a plus": lambda: b"+1",
}
"""Values that only bytes can say, or that are deeper or longer than Python writes."""


@with_pattern("|".join(re.escape(name) for name in sorted({*VALUES, *TEXTS}, key=len)[::-1]))
def read_written(text: str) -> str:
    """Read the name of a value."""
    return text


def post_with(world: World, name: str, part: str, value: str) -> None:
    """Post a message of which a part is a named value; where it is taken, check what is read."""
    body = _body(part, value)
    service = service_of(world)
    service.ready()
    url = f"{SERVER.url}/v1/sessions/{world.id_of(name)}/messages"
    kind = {"content-type": "application/json"}

    def make() -> Response:
        response = read_response(SERVER.client.post(url, content=body, headers=kind))
        service.latest = response
        if response.status == 201:
            _check(json.loads(body), response.body)
            latest = read_response(SERVER.client.get(f"{url}?latest=1"))
            assert latest.body["messages"] == [response.body], latest
            _check(json.loads(body), latest.body["messages"][0])
        return response

    world.run(make)
    world.kept["given"] = [json.loads(body)] if world.answer.status == 201 else []


def _body(part: str, value: str) -> bytes:
    written = TEXTS[value]() if value in TEXTS else json.dumps(VALUES[value]()).encode()
    around = json.dumps(message_with(part, _PLACE)).encode()
    return around.replace(json.dumps(_PLACE).encode(), written)


def _check(given: dict[str, object], found: dict[str, object]) -> None:
    """Check that each member that was given came back, to the letter."""
    for member, value in given.items():
        wanted, came = canonical(value), canonical(found[member])
        assert came == wanted, f"{member} is {came!r:.500}, not {wanted!r:.500}"
