"""Messages of a session, asked for in every way that there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from features.support.tables import read_json
from features.support.world import World
from hansard import SessionMessage


def ask(world: World, name: str, way: str) -> None:
    """Ask for the messages of a session, as the attempt of the scenario."""
    sessions, session_id = world.service(name), world.id_of(name)
    if way.startswith("as a stream"):
        world.attempt_all(sessions.iter_messages, session_id, **_read_options(way))
    elif way == "by limit":
        world.attempt(sessions.messages, session_id, 10, 0)
    elif way == "from the end":
        world.attempt(sessions.latest, session_id, 10)
    elif way == "from a number":
        world.attempt(sessions.messages_from, session_id, 0)
    else:
        assert way == "all at once", way
        world.attempt(sessions.messages, session_id)


def _read_options(way: str) -> dict[str, Any]:
    """Give the options of a stream: ``in pages of 5``, ``behind sequence 2``."""
    kinds = {" in pages of ": "page_size", " behind sequence ": "after"}
    return {
        option: read_json(way.partition(phrase)[2])
        for phrase, option in kinds.items()
        if phrase in way
    }


def begin(world: World, name: str, *, size: int, taken: int) -> None:
    """Begin a stream, take some messages from it, and keep it."""
    iter_messages = world.service(name).iter_messages
    stream = world.face.iterate(iter_messages, world.id_of(name), page_size=size)
    sequences = [next(stream).sequence for _ in range(taken)]
    assert sequences == list(range(taken)), sequences
    world.kept["stream"] = stream


def finish(world: World) -> None:
    """Take the rest of the kept stream, as the attempt of the scenario."""
    stream: Iterator[SessionMessage] = world.kept["stream"]
    world.run(lambda: list(stream))
