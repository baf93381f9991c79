"""Several writers that append to one session, or report its usage, at the same time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from features.support.world import World
from hansard import SessionMessage, SessionTokenUsage


def append_together(world: World, name: str, *, writers: int, each: int) -> None:
    """Let writers append, in rounds; in each round all of them at the same time.

    The contents name the writer and the round: ``writer 3, message 0``.
    """
    append, session_id = world.service(name).append_message, world.id_of(name)

    def rounds() -> list[SessionMessage]:
        appended = []
        for number in range(each):
            contents = [f"writer {writer}, message {number}" for writer in range(writers)]
            calls = [partial(append, session_id, "user", content) for content in contents]
            for outcome in world.face.together(calls):
                if outcome.refusal is not None:
                    raise outcome.refusal
                appended.append(outcome.answer)
        return appended

    world.run(rounds)


def keyed_append(world: World, name: str, content: str) -> Callable[[], Any]:
    """Give the append of a user's message that has its content for an id."""
    append = world.service(name).append_message
    return partial(append, world.id_of(name), "user", content, message_id=content)


def keyed_appends(world: World, name: str, count: int) -> list[Callable[[], Any]]:
    """Give as many of them: ``message 0``, ``message 1``."""
    return [keyed_append(world, name, f"message {number}") for number in range(count)]


def report_together(
    world: World, name: str, *, agents: int, times: int, used: SessionTokenUsage
) -> None:
    """Let agents report usage, in rounds; in each round all of them at the same time."""
    update, session_id = world.service(name).update_token_usage, world.id_of(name)
    report = partial(update, session_id, used.input_tokens, used.output_tokens, used.estimated_cost)

    def rounds() -> None:
        for _ in range(times):
            for outcome in world.face.together([report] * agents):
                if outcome.refusal is not None:
                    raise outcome.refusal

    world.run(rounds)


def check_order_of_writers(messages: list[SessionMessage]) -> None:
    """Check that the messages of each writer stand in the order of its rounds."""
    heard: dict[str, list[int]] = {}
    for message in messages:
        writer, _, number = message.content.partition(", message ")
        heard.setdefault(writer, []).append(int(number))
    for writer, numbers in heard.items():
        assert numbers == list(range(len(numbers))), f"{writer} is heard as {numbers}"
