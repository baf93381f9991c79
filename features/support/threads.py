"""Threads: tables of them, what is done with one of them, and what a store says of them.

A thread is called by its id and its resource, ``Trip of Ann``; in a namespace, ``Trip of Ann in
South``. A table of threads has the columns thread, resource, session, model and provider, and
perhaps namespace; a session of this store is called by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from behave.model import Row, Table
from parse import with_pattern

from features.support.forks import PLACE, read_place
from features.support.tables import read_properties
from features.support.world import World
from hansard import Hansard
from hansard.domain.thread import ThreadSession

_NAME = "[A-Z][a-z]+"
THREAD = rf"{_NAME} of {_NAME}(?: in {_NAME})?"

Deed = Callable[[World, str, "Table | None"], Any]


def save(world: World, table: Table) -> None:
    """Map the threads of a table, a second apart, as the attempt; the answer is the last one."""

    def saved(row: Row) -> Any:
        if world.resources:
            world.clock.advance(1)
        store, options = _of(world, row["resource"], row.get("namespace") or "local"), {}
        for name in ("model", "provider"):
            if row.get(name):
                options["model_id" if name == "model" else name] = row[name]
        session_id = world.id_of(row["session"])
        return world.call(
            store.threads.save_session_id, row["thread"], row["resource"], session_id, **options
        )

    world.run(lambda: [saved(row) for row in table][-1])


def open_many(world: World, resource: str, count: int) -> None:
    """Open that many threads of a resource, ``thread 0000`` and so on."""
    store = _of(world, resource, "local")
    for number in range(count):
        world.call(store.threads.save_session_id, f"thread {number:04}", resource, "Alpha")


@with_pattern(THREAD)
def read_thread(text: str) -> str:
    """Read what a thread is called."""
    return text


def do(world: World, thread: str, deed: Deed, table: Table | None) -> None:
    """Do something with a thread as the attempt of the scenario."""
    world.run(lambda: deed(world, thread, table))


def _open(name: str | None) -> Deed:
    def deed(world: World, thread: str, table: Table | None) -> ThreadSession:
        store, key = _find(world, thread)
        options = read_properties(table)
        if "model_id" in options and options["model_id"] is None:
            del options["model_id"]
        return _named(world, name, world.call(store.threads.get_or_create, *key, **options))

    return deed


def _fork(into: str, name: str | None, place: str) -> Deed:
    def deed(world: World, thread: str, table: Table | None) -> ThreadSession:
        store, (thread_id, resource_id) = _find(world, thread)
        options: Mapping[str, Any] = {**read_place(place), **read_properties(table)}
        given = {"title" if key == "name" else key: value for key, value in options.items()}
        forked = world.call(store.threads.fork, thread_id, resource_id, into, **given)
        return _named(world, name, forked)

    return deed


def _delete(world: World, thread: str, _: Table | None) -> None:
    store, key = _find(world, thread)
    world.call(store.threads.delete_session, *key)


_AS = rf"(?: as ({_NAME}(?: in {_NAME})?))?"
_OPENED = rf"(?:is|was) opened{_AS}(?: with)?"
_FORKED = rf"(?:is|was) forked into thread ({_NAME}){_AS}({PLACE})(?: with)?"
_DELETED = "(?:is|was) deleted"


@with_pattern("|".join(re.sub(r"\((?!\?)", "(?:", one) for one in (_OPENED, _FORKED, _DELETED)))
def read_deed(text: str) -> Deed:
    """Read what is done with a thread."""
    if found := re.fullmatch(_OPENED, text):
        return _open(found[1])
    if found := re.fullmatch(_FORKED, text):
        return _fork(found[1], found[2], found[3])
    return _delete


def list_of(world: World, resource: str, _: dict[str, Any]) -> Any:
    """List the threads of a resource."""
    bare, _, namespace = resource.partition(" in ")
    return world.face.call(_of(world, bare, namespace or "local").threads.list_sessions, bare)


def mapping_of(world: World, thread: str, _: dict[str, Any]) -> Any:
    """Give the mapping of a thread."""
    store, key = _find(world, thread)
    return world.face.call(store.threads.get_session_metadata, *key)


def session_id_of(world: World, thread: str, _: dict[str, Any]) -> Any:
    """Give what a session of this store is called that a thread is mapped to, else its id."""
    store, key = _find(world, thread)
    found = world.face.call(store.threads.get_session_id, *key)
    return world.names.get(found, found) if found else found


def _check_one(world: World) -> None:
    """Check that callers who opened one thread at once got one session, which one of them made."""
    opened = _opened(world)
    (session_id,) = {one.session.session_id for one in opened}
    assert {one.mapping.session_id for one in opened} == {session_id}, f"mapped anew: {opened}"
    made = [one for one in opened if not one.resumed]
    assert len(made) == 1, f"{len(made)} of them made the session"
    stored = world.read(world.sessions.get, session_id)
    assert stored.owner_id == opened[0].mapping.resource_id, stored


def _check_none_in_vain(world: World) -> None:
    """Check that each session of which the scenario knows no name was made for a caller."""
    made = {one.session.session_id for one in _opened(world) if not one.resumed}
    stored = {session.session_id for session in world.read(world.sessions.list, 1000)}
    assert made - world.names.keys() == stored - world.names.keys(), f"{made} are not {stored}"


def _opened(world: World) -> list[ThreadSession]:
    answers = [outcome.answer for outcome in world.outcomes]
    return [answer for answer in answers if isinstance(answer, ThreadSession)]


TOGETHER: dict[str, Callable[[World], None]] = {
    "all of them go on in one session, which one of them made": _check_one,
    "no session was made in vain": _check_none_in_vain,
}


@with_pattern("|".join(TOGETHER))
def read_together(text: str) -> Callable[[World], None]:
    """Read what became of a thread that several opened at once."""
    return TOGETHER[text]


def _find(world: World, thread: str) -> tuple[Hansard, tuple[str, str]]:
    """Give the store and the key of a thread."""
    called, _, namespace = thread.partition(" in ")
    thread_id, _, resource_id = called.partition(" of ")
    return _of(world, resource_id, namespace or "local"), (thread_id, resource_id)


def _of(world: World, resource_id: str, namespace: str) -> Hansard:
    """Give the store of a namespace; what it says of a resource is watched from now on."""
    world.resources.add(resource_id)
    return world.within(namespace)


def _named(world: World, name: str | None, opened: ThreadSession) -> ThreadSession:
    if name is not None:
        world.remember(name, opened.session.session_id)
    return opened
