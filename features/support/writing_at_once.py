"""Appends that are repeated, that insist on a sequence, and that are made at the same time."""

from __future__ import annotations

from functools import partial
from typing import Any

from behave.model import Table

from features.support.refusals import check_details, check_refusal
from features.support.tables import check_messages, read_messages
from features.support.world import World
from hansard import HansardError, RetryPolicy

CALLER = "#"
"""Stands in a content for the number of the caller."""


def append_together(world: World, name: str, message: dict[str, Any], count: int) -> None:
    """Let callers append a message at the same time, each on a store of its own."""
    session_id = world.id_of(name)
    stores = [world.store if world.url is None else world.open() for _ in range(count)]
    world.attempt_together(
        [
            partial(store.sessions.append_message, session_id, **_said_by(message, number))
            for number, store in enumerate(stores)
        ]
    )


def append_at(world: World, name: str, table: Table, sequence: Any, *, single: bool) -> None:
    """Append the message or the messages of a table, insisting on the first sequence."""
    sessions, session_id, messages = world.service(name), world.id_of(name), read_messages(table)
    if single:
        (message,) = messages
        world.attempt(sessions.append_message, session_id, **message, expected_sequence=sequence)
    else:
        world.attempt(sessions.append_messages, session_id, messages, expected_sequence=sequence)


def never_try_again(world: World) -> None:
    """Let the store make one attempt only, whatever happens."""
    backend: Any = world.store.backend
    backend.retry = RetryPolicy(attempts=1)


def check_answers(world: World, table: Table) -> None:
    """Check that every caller was answered, each with the message of the table."""
    for outcome in world.outcomes:
        assert outcome.refusal is None, repr(outcome.refusal)
        check_messages(table, [outcome.answer])


def check_winner(world: World, refusal: type[HansardError], details: dict[str, str]) -> None:
    """Check that one message was stored, that its caller has it, and what the others were told."""
    (answer,) = (outcome.answer for outcome in world.outcomes if outcome.refusal is None)
    (session,) = world.record()["local"]
    assert session.messages[-1] == answer, f"{session.messages[-1]} is not {answer}"
    for outcome in world.outcomes:
        if outcome.refusal is not None:
            check_refusal(outcome.refusal, refusal)
            check_details(outcome.refusal, details)


def _said_by(message: dict[str, Any], number: int) -> dict[str, Any]:
    return message | {"content": message["content"].replace(CALLER, str(number))}
