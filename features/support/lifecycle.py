"""Sessions brought to where a scenario begins, and changes made to them at the same time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from parse import with_pattern

from features.support.world import World
from hansard import HansardError

Tagging = Callable[[list[str]], tuple[list[str], list[str]]]

_WAYS = {
    "paused": "pause",
    "completed": "complete",
    "failed": "fail",
    "cancelled": "cancel",
}


def bring(world: World, name: str, status: str) -> None:
    """Create a session and move it to a status."""
    session = world.create(name, {"status": "pending"} if status == "pending" else None)
    if status in _WAYS:
        world.call(getattr(world.service(name), _WAYS[status]), session.session_id)


def change_together(world: World, name: str, changes: list[str]) -> None:
    """Make changes of status, named by their methods, at the same time."""
    session_id = world.id_of(name)
    world.attempt_together(
        [partial(getattr(world.service(name), change), session_id) for change in changes]
    )


@with_pattern("gets|loses|lost")
def read_tagging(text: str) -> Tagging:
    """Read what becomes of tags: they are given, as those added and those removed."""
    return (lambda tags: (tags, [])) if text == "gets" else (lambda tags: ([], tags))


def tag_together(world: World, name: str, count: int) -> None:
    """Add as many tags at the same time, each in a call of its own: ``tag 0``, ``tag 1``."""
    session_id = world.id_of(name)
    world.attempt_together(
        [partial(world.service(name).tag, session_id, f"tag {number}") for number in range(count)]
    )


def tag_and_append(world: World, name: str, tag: str) -> None:
    """Add a tag and append a message at the same time."""
    session_id, sessions = world.id_of(name), world.service(name)
    world.attempt_together(
        [
            partial(sessions.tag, session_id, tag),
            partial(sessions.append_message, session_id, "user", "Hello"),
        ]
    )


def winners(world: World) -> list[str]:
    """Give the statuses that successful changes made."""
    return [outcome.answer.status.value for outcome in world.outcomes if outcome.refusal is None]


def losses(world: World) -> list[HansardError]:
    """Give the refusals among changes made at the same time."""
    return [outcome.refusal for outcome in world.outcomes if outcome.refusal is not None]
