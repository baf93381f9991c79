"""Arguments of the requests about threads and forks, given one at a time as any value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from features.support.world import World

Request = Callable[[World, Any], Any]

_TRIP = {"thread_id": "Trip", "resource_id": "Ann"}


def _threads(method: str, argument: str, **others: Any) -> Request:
    """Call a method about the thread Trip of Ann with a value for an argument."""

    def call(world: World, value: Any) -> Any:
        given = _TRIP | others
        if given.get("session_id") == "Alpha":
            given["session_id"] = world.id_of("Alpha")
        return world.call(getattr(world.store.threads, method), **given | {argument: value})

    return call


def _listed(world: World, value: Any) -> Any:
    return world.call(world.store.threads.list_sessions, value)


def _fork(argument: str) -> Request:
    """Fork the session Alpha with a value for an argument."""
    return lambda world, value: world.call(
        world.sessions.fork, world.id_of("Alpha"), **{argument: value}
    )


_SAVED = {
    "the thread that is saved": "thread_id",
    "the resource of a saved thread": "resource_id",
    "the session of a saved thread": "session_id",
    "the model of a saved thread": "model_id",
    "the provider of a saved thread": "provider",
}
_OPENED = {
    "the thread that is opened": "thread_id",
    "the resource of an opened thread": "resource_id",
    "the model of an opened thread": "model_id",
    "the actor of an opened thread": "actor_name",
    "the name of an opened thread": "name",
    "the metadata of an opened thread": "metadata",
    "the tags of an opened thread": "tags",
}
_FORKED = {
    "the thread that is forked": "from_thread_id",
    "the resource of a forked thread": "resource_id",
    "the thread of a fork": "thread_id",
    "the model of a forked thread": "model_id",
    "the title of a forked thread": "title",
}

REQUESTS: dict[str, Request] = {
    **{
        words: _threads("save_session_id", name, session_id="Alpha")
        for words, name in _SAVED.items()
    },
    **{words: _threads("get_or_create", name) for words, name in _OPENED.items()},
    **{
        words: _threads("fork", name, from_thread_id="Trip", thread_id="Detour")
        for words, name in _FORKED.items()
    },
    "the thread that is asked for": _threads("get_session_metadata", "thread_id"),
    "the thread whose session is asked for": _threads("get_session_id", "thread_id"),
    "the thread that is deleted": _threads("delete_session", "thread_id"),
    "the resource whose threads are listed": _listed,
    "the message that a fork is made at": _fork("at_sequence"),
    "the message that a fork is made before": _fork("before_sequence"),
    "the title of a fork": _fork("title"),
    "the session that is forked": lambda world, value: world.call(world.sessions.fork, value),
    "the session whose lineage is asked for": lambda world, value: world.call(
        world.sessions.lineage, value
    ),
    "the limit of a lineage": lambda world, value: world.call(
        world.sessions.lineage, world.id_of("Alpha"), limit=value
    ),
}
