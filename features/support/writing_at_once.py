"""Appends that insist on a sequence, and appends that are made at the same time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.refusals import check_details, check_refusal
from features.support.tables import check_messages
from features.support.world import World
from hansard import HansardError, RetryPolicy

CALLER = "#"
"""Stands in a content for the number of the caller."""

_SEQUENCE = r" (?:as|from) sequence (\S+)"
_CALLERS = r" by (\d+) callers at the same time"
_WAY = r" (?:as|from) sequence \S+(?: by \d+ callers at the same time)?"


@dataclass(frozen=True, slots=True)
class Way:
    """How something is appended.

    Attributes:
        options: the sequence that is insisted on, if there is one.
        callers: how many append it at the same time, None for one alone.
    """

    options: dict[str, Any]
    callers: int | None


@with_pattern(rf"(?:{_WAY}| by \d+ callers at the same time)")
def read_way(text: str) -> Way:
    """Read ``as sequence 2``, ``by 8 callers at the same time``, or the one and the other."""
    sequence, callers = re.match(_SEQUENCE, text), re.search(_CALLERS, text)
    options = {} if sequence is None else {"expected_sequence": json.loads(sequence[1])}
    return Way(options, None if callers is None else int(callers[1]))


@with_pattern("this message is|these messages are")
def read_one(text: str) -> bool:
    """Read whether a table has one message, appended as one, or a batch of them."""
    return text == "this message is"


def append(world: World, name: str, messages: list[dict[str, Any]], *, way: Way, one: bool) -> None:
    """Append the messages of a table in a certain way, as the attempt of the scenario."""
    sessions, session_id = world.service(name), world.id_of(name)
    if way.callers is not None:
        (message,) = messages
        _append_together(world, session_id, message | way.options, way.callers)
    elif one:
        (message,) = messages
        world.attempt(sessions.append_message, session_id, **message, **way.options)
    else:
        world.attempt(sessions.append_messages, session_id, messages, **way.options)


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


def _append_together(world: World, session_id: str, message: dict[str, Any], count: int) -> None:
    """Let callers append a message at the same time, each on a store of its own."""
    stores = [world.store if world.url is None else world.open() for _ in range(count)]
    world.attempt_together(
        [
            partial(store.sessions.append_message, session_id, **_said_by(message, number))
            for number, store in enumerate(stores)
        ]
    )


def _said_by(message: dict[str, Any], number: int) -> dict[str, Any]:
    return message | {"content": message["content"].replace(CALLER, str(number))}
