"""Messages of a session, asked for in every way that there is."""

from __future__ import annotations

from collections.abc import Iterator

from features.support.world import World
from hansard import SessionMessage


def ask(world: World, name: str, way: str) -> None:
    """Ask for the messages of a session, as the attempt of the scenario."""
    sessions, session_id = world.service(name), world.id_of(name)
    if way == "as a stream":
        world.attempt_all(sessions.iter_messages, session_id)
    elif way == "by limit":
        world.attempt(sessions.messages, session_id, 10, 0)
    elif way == "from the end":
        world.attempt(sessions.latest, session_id, 10)
    elif way == "from a number":
        world.attempt(sessions.messages_from, session_id, 0)
    else:
        assert way == "all at once", way
        world.attempt(sessions.messages, session_id)


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
