"""What a store is asked for, in phrases.

A question names something and may restrict it: ``the runs of Alpha with status running and limit
2``. A value ends at a blank or a comma; it is JSON where it can be read as JSON, a time where its
restriction is a time, a text where it is neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support import forks, threads
from features.support.answers import check_paths, check_rows, plain, read_cell, read_moment
from features.support.world import World

_NAME = "[A-Z][a-z]+(?: in [A-Z][a-z]+)?"
_SPACE = "(?: in [A-Z][a-z]+)?"
_FILTERS = {
    "status": "status",
    "actor": "actor_name",
    "owner": "owner_id",
    "run": "run_id",
    "type": "type",
    "since": "since",
    "after": "after",
    "before": "before",
    "limit": "limit",
    "offset": "offset",
    "waiting": "wait_timeout_ms",
    "patience": "patience",
}
_FILTER = rf"(?:{'|'.join(_FILTERS)}) [^\s,]+"
FILTERS = rf"(?: with {_FILTER}(?:(?:, | and ){_FILTER})*)?"
"""Restrictions: ``with limit 2``, ``with type run_started, after 3 and limit 2``."""

Ask = Callable[[World, str, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a store is asked for.

    Attributes:
        ask: asks for it by what it is called, with restrictions.
        called: the name of a session or run, or the rest of the phrase.
        restrictions: text by text, as the phrase has them.
    """

    ask: Ask
    called: str
    restrictions: dict[str, str]

    def answer(self, world: World) -> Any:
        """Ask, and give the answer; one that had to be waited for came after that time."""
        filters = read_values(world, self.restrictions)
        began = monotonic()
        answer = self.ask(world, self.called, filters)
        waited, least = monotonic() - began, filters.get("wait_timeout_ms", 0) / 1000
        assert answer or waited >= least, f"nothing was waited for: {waited} s, not {least} s"
        return answer


def _of_session(method: str) -> Ask:
    """Ask the store port about a session."""

    def ask(world: World, name: str, filters: dict[str, Any]) -> Any:
        port = world.store_of(name).session_store
        return world.face.call(getattr(port, method), world.id_of(name), **filters)

    return ask


def _sessions(world: World, called: str, filters: dict[str, Any]) -> Any:
    return world.face.call(world.store_of(called).session_store.list_sessions, **filters)


def _run(world: World, called: str, filters: dict[str, Any]) -> Any:
    port = world.store_of(called).session_store
    return world.face.call(port.get_run, called.partition(" in ")[0], **filters)


def _number(world: World, name: str, filters: dict[str, Any]) -> Any:
    events = world.store_of(name).events
    return world.face.call(events.latest_sequence, world.id_of(name), **filters)


def _artifacts(world: World, name: str, filters: dict[str, Any]) -> Any:
    artifacts = world.store_of(name).artifacts
    return world.face.call(artifacts.list_by_session, world.id_of(name), **filters)


_KINDS: dict[str, Ask] = {
    rf"the session ({_NAME})": _of_session("get_session"),
    rf"the stored sessions({_SPACE})": _sessions,
    rf"the run ([a-z]+{_SPACE})": _run,
    rf"the runs of ({_NAME})": _of_session("list_runs"),
    rf"the active run of ({_NAME})": _of_session("get_active_run"),
    rf"the events of ({_NAME})": _of_session("get_events"),
    rf"the latest sequence of ({_NAME})": _of_session("get_latest_sequence"),
    rf"the number of events of ({_NAME})": _number,
    rf"the artifacts of ({_NAME})": _artifacts,
    rf"the threads of ({_NAME})": threads.list_of,
    rf"the thread ({threads.THREAD})": threads.mapping_of,
    rf"the session of thread ({threads.THREAD})": threads.session_id_of,
    rf"the lineage of ({_NAME})": forks.lineage_of,
}


_PLAIN = "|".join(re.sub(r"\((?!\?)", "(?:", kind) for kind in _KINDS)


@with_pattern(rf"(?:{_PLAIN}){FILTERS}")
def read_question(text: str) -> Question:
    """Read a question."""
    subject, _, restrictions = text.partition(" with ")
    for kind, ask in _KINDS.items():
        if found := re.fullmatch(kind, subject):
            return Question(ask, found[1], read_filters(restrictions))
    raise AssertionError(f"nobody can be asked for {text}")


def read_filters(text: str) -> dict[str, str]:
    """Give the restrictions of a phrase by name."""
    return dict(found.split(" ") for found in re.findall(_FILTER, text))


def read_values(world: World, restrictions: dict[str, str]) -> dict[str, Any]:
    """Give restrictions as the options of a call."""
    values: dict[str, Any] = {}
    for name, text in restrictions.items():
        is_time = name == "since" and ":" in text
        value = read_moment(text, world.clock.now()) if is_time else read_cell(text)
        values[_FILTERS[name]] = value
    return values


def check(world: World, question: Question, table: Table | None, value: Any) -> None:
    """Check the answer to a question against a table, of paths or of rows, or against a cell."""
    world.settle()
    answer = question.answer(world)
    if table is None:
        assert plain(answer) == value, f"it is {plain(answer)!r}, not {value!r}"
    elif isinstance(answer, list):
        check_rows(table, answer, world.names)
    else:
        check_paths(table, answer, world.names)
