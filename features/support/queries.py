"""Questions over all sessions, runs and events, as the features ask them.

A question may be asked in a namespace and may have a table of filter and value. A filter is the
name of an argument, with blanks; a session is called by its name; a time is a time of day or ``2
hours ago``; any other value is read as `features.support.answers` says. A cursor is a flaw that the
kept one gets. ``the prices`` are those that the scenario has, ``9 run ids`` and ``9 tags`` are so
many.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support import cursors
from features.support.answers import read_cell, read_moment
from features.support.tables import read_pairs
from features.support.world import World

_NAME = "[A-Z][a-z]+"
_OPERATIONS = {
    ("sessions", "searched"): "search_sessions",
    ("runs", "searched"): "search_runs",
    ("events", "searched"): "search_events",
    ("events", "counted"): "count_events",
    ("usage", "summed up"): "get_usage_summary",
    ("costs", "summed up"): "get_cost_summary",
    ("figures", "asked for"): "get_session_stats",
    ("record", "exported"): "export_session",
}
_WORDS = "|".join(sorted({what for what, _ in _OPERATIONS}))
_DEEDS = "|".join(sorted({deed for _, deed in _OPERATIONS}))
_SEARCH = (
    rf"the ({_WORDS})(?: of ({_NAME}))?(?: in ({_NAME}))? (?:are|is|were|was) ({_DEEDS})(?: with)?"
)
_MOMENT = re.compile(r"\d\d:\d\d:\d\d|\d+ \w+ ago")
_MANY = re.compile(r"(\d+) (run|tag)(?: ids|s)")
_KEY, _FOUND = "search", "found"

_FLAWS: dict[str, Callable[[list[Any]], object]] = {
    "that holds a number": lambda _: 7,
    "that holds too few parts": lambda parts: parts[:-1],
    "that holds too many parts": lambda parts: [*parts, 0],
    "of another kind": lambda parts: ["message", *parts[1:]],
    "that names no order": lambda parts: [parts[0], 7, *parts[2:]],
    "that names no key": lambda parts: [*parts[:2], None, *parts[3:]],
    "whose key is of another kind": lambda parts: [*parts[:2], _other(parts[2]), *parts[3:]],
    "whose key is true": lambda parts: [*parts[:2], True, *parts[3:]],
    "whose key is enormous": lambda parts: [*parts[:2], 2**70, *parts[3:]],
    "that names no ids": lambda parts: [*parts[:3], "Alpha", parts[4]],
    "that names too many ids": lambda parts: [*parts[:3], [*parts[3], "Alpha"], parts[4]],
    "that names an id with NUL": lambda parts: [*parts[:3], ["\x00"] * len(parts[3]), parts[4]],
    "that has another mark": lambda parts: [*parts[:4], "0123456789abcdef"],
}


@dataclass(frozen=True, slots=True)
class Search:
    """An operation of the queries of a namespace, and the session that it is about."""

    operation: str
    namespace: str
    session: str | None


@with_pattern(re.sub(r"\((?!\?)", "(?:", _SEARCH))
def read_search(text: str) -> Search:
    """Read which question is asked."""
    found = re.fullmatch(_SEARCH, text)
    assert found is not None, text
    what, session, namespace, deed = found.groups()
    return Search(_OPERATIONS[what, deed], namespace or "local", session)


@with_pattern(rf"the next page(?: of (?:sessions|runs|events))?(?: in {_NAME})? is")
def read_next_page(text: str) -> tuple[str, str]:
    """Read of what a next page is, and in which namespace; both empty for the same as before."""
    kind = re.search(" of ([a-z]+)", text)
    namespace = re.search(f" in ({_NAME})", text)
    return kind[1] if kind else "", namespace[1] if namespace else ""


@with_pattern("sessions|runs|events")
def read_found(text: str) -> str:
    """Read what was found."""
    return text


def ask(world: World, search: Search, table: Table | None) -> None:
    """Ask a question, as the attempt of the scenario."""
    given = _arguments(world, table)
    if search.session is not None:
        place = "" if search.namespace == "local" else f" in {search.namespace}"
        given["session_id"] = world.id_of(f"{search.session}{place}")
    _attempt(world, search, given)


def next_page(world: World, table: Table | None, kind: str, namespace: str) -> None:
    """Ask for the page behind the one that was found; with other filters, or of other things."""
    search, given = world.kept[_KEY]
    cursor = world.kept[_FOUND].cursor
    given = {**given, "cursor": cursor, **_arguments(world, table, cursor)}
    operation = f"search_{kind}" if kind else search.operation
    _attempt(world, Search(operation, namespace or search.namespace, None), given)


def following_pages(world: World) -> None:
    """Ask for every page that follows, until one has no cursor, and keep them as a list."""
    search, given = world.kept[_KEY]
    method, cursor = partial(_method(world, search), **given), world.kept[_FOUND].cursor
    world.run(lambda: _walk(world, method, cursor))


def check_found(world: World, kind: str, names: list[str]) -> None:
    """Check what was found, on one page or on all of them, by its names."""
    pages = world.answer if isinstance(world.answer, list) else [world.answer]
    records = [record for page in pages for record in getattr(page, kind)]
    ids = [getattr(record, f"{kind.removesuffix('s')}_id") for record in records]
    found = [world.names.get(each, each) for each in ids]
    assert found == names, f"the {kind} found are {found}, not {names}"


def _attempt(world: World, search: Search, given: dict[str, Any]) -> None:
    method = _method(world, search)
    world.kept[_KEY] = search, given

    def ask_and_keep() -> Any:
        world.kept[_FOUND] = world.call(method, **given)
        return world.kept[_FOUND]

    world.run(ask_and_keep)


def _walk(world: World, method: Callable[..., Any], cursor: str | None) -> list[Any]:
    pages: list[Any] = []
    while cursor is not None:
        pages.append(world.call(method, cursor=cursor))
        cursor = pages[-1].cursor
        assert len(pages) < 100, "the pages do not end"
    return pages


def _method(world: World, search: Search) -> Callable[..., Any]:
    method: Callable[..., Any] = getattr(world.within(search.namespace).queries, search.operation)
    return method


def _arguments(world: World, table: Table | None, cursor: str | None = None) -> dict[str, Any]:
    pairs: Mapping[str, str] = read_pairs(table) if table else {}
    given = {}
    for heading, cell in pairs.items():
        if heading == "cursor":
            given["cursor"] = _flawed(cursor, cell)
        elif heading == "pricing table" and cell == "the prices":
            given["pricing_table"] = json.loads(world.kept["prices"])
        else:
            given[heading.replace(" ", "_")] = _value(world, heading, cell)
    return given


def _value(world: World, heading: str, cell: str) -> Any:
    if _MOMENT.fullmatch(cell):
        return read_moment(cell, world.clock.now())
    if many := _MANY.fullmatch(cell):
        return [f"{many[2]} {number}" for number in range(int(many[1]))]
    value = read_cell(cell)
    if heading == "session id":
        return world.id_of(value)
    if heading == "session ids" and isinstance(value, list):
        return [world.id_of(each) if isinstance(each, str) else each for each in value]
    return value


def _flawed(cursor: str | None, flaw: str) -> Any:
    assert cursor is not None, "there is no cursor to change"
    if flaw == "none":
        return None
    if flaw not in _FLAWS:
        return cursors.forged(cursor, flaw)
    parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    content = json.dumps(_FLAWS[flaw](parts)).encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _other(key: object) -> object:
    return "2026-01-01T09:00:00+00:00" if isinstance(key, int) else 1
