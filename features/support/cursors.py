"""Cursors used otherwise than they were meant, and cursors that somebody made up.

What a cursor holds is no promise; it is taken apart here to aim at what reads it. A cursor that
no longer holds a list of mark, time and id fails these features, which then are to be written
anew.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from features.support.pages import read_listing, read_page
from features.support.world import World

_OTHER_LISTS: dict[str, dict[str, Any]] = {
    "with another actor": {"actor_name": "pilot"},
    "with another owner": {"owner_id": "Ann"},
    "with another status": {"status": "active"},
    "with another tag": {"tags": ["late"]},
    "with the other order": {"order": "oldest"},
}

_TEXTS: dict[str, Callable[[str], object]] = {
    "that is empty": lambda _: "",
    "that is a word": lambda _: "next",
    "that is cut off": lambda cursor: cursor[:-7],
    "that has a blank before": lambda cursor: f" {cursor}",
    "that has letters behind": lambda cursor: f"{cursor}AAAA",
    "that has accents": lambda cursor: f"{cursor[:-1]}é",
    "that has control codes": lambda cursor: f"{cursor}\x00\n",
    "that is very long": lambda cursor: cursor * 10_000,
    "that is an id": lambda _: "01BX5ZZKBKACTAV9WEVGEMMVRZ",
    "that is a number": lambda _: 7,
    "that is bytes": lambda cursor: cursor.encode(),
    "that is a list": lambda cursor: [cursor],
    "that is false": lambda _: False,
}

_CONTENTS: dict[str, Callable[[list[Any]], object]] = {
    "that holds a number": lambda _: 7,
    "that holds an object": lambda parts: {"mark": parts[0]},
    "that holds too few parts": lambda parts: parts[:2],
    "that holds too many parts": lambda parts: [*parts, 0],
    "that names no time": lambda parts: [parts[0], "soon", parts[2]],
    "that names a time without a zone": lambda parts: [parts[0], parts[1][:19], parts[2]],
    "that names the end of all time": lambda parts: [
        parts[0],
        "9999-12-31T23:59:59.999999-23:59",
        parts[2],
    ],
    "that names an id with NUL": lambda parts: [*parts[:2], "\x00"],
    "that names half a character": lambda parts: [*parts[:2], "\ud800"],
    "that has another list's mark": lambda parts: ["0123456789abcdef", *parts[1:]],
}


def use(world: World, way: str) -> None:
    """Ask for the page behind the kept one in some way, as the attempt of the scenario."""
    cursor, listing, limit = world.kept["page"].cursor, world.kept["listing"], world.kept["limit"]
    if way in _OTHER_LISTS:
        listing = replace(listing, filters=listing.filters | _OTHER_LISTS[way])
    elif way.startswith(("in ", "with tags ")):
        listing = read_listing(f"the sessions {way}")
    elif way.startswith("with a limit of "):
        limit = int(way.removeprefix("with a limit of "))
    elif way == "with its place moved before everything":
        cursor, limit = _moved(cursor), 1000
    else:
        cursor = forged(cursor, way)
    world.run(lambda: read_page(world, listing, limit, cursor))


def use_both(world: World, namespace: str, flaw: str) -> None:
    """Use the kept cursor and one that was made up in another namespace."""
    cursor = world.kept["page"].cursor
    page = world.within(namespace).sessions.page
    world.attempt_each([partial(page, cursor), partial(page, forged(cursor, flaw))])


def forged(cursor: str, flaw: str) -> Any:
    """Give what a cursor becomes by a flaw."""
    if flaw in _TEXTS:
        return _TEXTS[flaw](cursor)
    if flaw == "that is nested deeply":
        return _encoded(b"[" * 200_000)
    return _encoded(json.dumps(_CONTENTS[flaw](_parts(cursor))).encode())


def _moved(cursor: str) -> str:
    mark, _, session_id = _parts(cursor)
    return _encoded(json.dumps([mark, "2126-01-01T00:00:00+00:00", session_id]).encode())


def _parts(cursor: str) -> list[Any]:
    parts: list[Any] = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    assert len(parts) == 3, f"a cursor holds {parts}"
    return parts


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
