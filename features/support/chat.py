"""Conversations: what is asked in which thread, and what becomes of it step by step.

The session of a thread is called by the name of the thread.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from behave.model import Table
from parse import with_pattern

from features.support.answers import read_cell
from features.support.chat_chunks import TOO_LONG, chunk_of
from features.support.runners import without_first_answers
from features.support.tables import read_pairs
from features.support.world import World
from hansard import Hansard
from hansard.application.turns import OpenTurn

_NAME = "[A-Z][a-z]+"
_ASKING = (
    rf'({_NAME}) (?:asks|asked) "([^"]*)"(?: and "([^"]*)")? in '
    rf"(?:thread ({_NAME})|a new thread)(?: in ({_NAME}))?"
    rf"(?:, forked from thread ({_NAME}))?( at the same time)?"
)
_ACT = (
    r"(does|finishes|fails|is cancelled|gives a sign of life|is stopped|is taken for dead|"
    r"did|finished|failed|was cancelled|gave a sign of life|was stopped|was taken for dead)"
    r'(?: because "([^"]*)")?'
)
_PRESENT = {
    "did": "does",
    "finished": "finishes",
    "failed": "fails",
    "was cancelled": "is cancelled",
    "gave a sign of life": "gives a sign of life",
    "was stopped": "is stopped",
    "was taken for dead": "is taken for dead",
}


class Asking(NamedTuple):
    """Questions, and where they are asked.

    Attributes:
        thread: None for a new one.
        parent: the thread that is forked, None where none is.
    """

    resource: str
    questions: tuple[str, ...]
    thread: str | None
    namespace: str
    parent: str | None

    @property
    def name(self) -> str:
        """What the scenario calls the session of the thread."""
        name = self.thread or "New"
        return name if self.namespace == "local" else f"{name} in {self.namespace}"


class Act(NamedTuple):
    """What an agent does, or what is done with its turn."""

    name: str
    reason: str | None


@with_pattern(re.sub(r"\((?!\?)", "(?:", _ASKING))
def read_asking(text: str) -> Asking:
    """Read what is asked."""
    found = re.fullmatch(_ASKING, text)
    assert found is not None, text
    resource, first, second, thread, namespace, parent, _ = found.groups()
    questions = (first,) if second is None else (first, second)
    return Asking(resource, questions, thread, namespace or "local", parent)


@with_pattern(re.sub(r"\((?!\?)", "(?:", _ACT))
def read_act(text: str) -> Act:
    """Read what an agent does."""
    found = re.fullmatch(_ACT, text)
    assert found is not None, text
    return Act(_PRESENT.get(found[1], found[1]), found[2])


def ask(world: World, asking: Asking, table: Table | None) -> None:
    """Begin a turn for each question, at the same time where there are several."""
    options = options_of(world, table)
    calls = [partial(begin(world, asking), question, **options) for question in asking.questions]

    def action() -> Any:
        outcomes = world.face.together(calls)
        for outcome in outcomes:
            if outcome.refusal is not None:
                raise outcome.refusal
        turns = [outcome.answer for outcome in outcomes]
        remember(world, asking, turns)
        return turns[0] if len(turns) == 1 else turns

    world.run(action)


def begin(world: World, asking: Asking) -> Callable[..., Any]:
    """Give what begins a turn with a question."""
    world.resources.add(asking.resource)
    conversations = store_of(world, asking).conversations
    if asking.parent is None:
        return partial(conversations.begin, asking.thread, asking.resource)
    return partial(conversations.begin_fork, asking.parent, asking.resource, asking.thread)


def store_of(world: World, asking: Asking) -> Hansard:
    """Give the store of the namespace where something is asked."""
    return world.within(asking.namespace)


def options_of(world: World, table: Table | None) -> dict[str, Any]:
    """Give the options of a table; ``loses every first answer`` is none, but happens from now."""
    pairs = read_pairs(table) if table else {}
    if pairs.pop("loses", None) is not None:
        lose_first_answers(world)
    options = {name.replace(" ", "_"): read_cell(cell) for name, cell in pairs.items()}
    if "model" in options:
        options["model_id"] = options.pop("model")
    return {"agent": "smart", **options}


def remember(world: World, asking: Asking, turns: list[OpenTurn]) -> None:
    """Keep turns, and call their session by the name of its thread, if it has no name yet."""
    world.kept["turns"] = turns
    session_id = turns[0].turn.session_id
    if session_id not in world.names:
        world.remember(asking.name, session_id)


def lose_first_answers(world: World) -> None:
    """Let every first answer of the database be lost until the scenario ends."""
    undo = without_first_answers(world)
    undo.__enter__()
    world.at_end(undo.close)


def act(world: World, what: Act, table: Table | None) -> None:
    """Let the agents of all turns that were begun last do something."""

    def action() -> Any:
        answers = [_ACTS[what.name](world, turn, what, table) for turn in world.kept["turns"]]
        return answers[0] if len(answers) == 1 else answers

    world.run(action)


def _do(world: World, turn: OpenTurn, _: Act, table: Table | None) -> Any:
    assert table is not None, "a table says what it does"
    answer = None
    for row in table:
        if row["does"] == "waits":
            world.clock.advance(int(row["what"].split()[0]))
        elif row["does"] == "loses":
            lose_first_answers(world)
        elif row["does"] == "finishes":
            answer = world.call(_of(world, turn).conversations.finish, turn)
        else:
            chunk = chunk_of(row["does"], row["what"])
            answer = world.call(_of(world, turn).conversations.record, turn, chunk)
    return answer


def _fail(world: World, turn: OpenTurn, what: Act, table: Table | None) -> Any:
    error: Any = what.reason or "It failed."
    if table is not None:
        error = {name: read_cell(cell) for name, cell in read_pairs(table).items()}
        error["message"] = TOO_LONG if error["message"] == "nine megabytes" else error["message"]
    elif error.partition(": ")[0].endswith("Error"):
        kind, _, words = error.partition(": ")
        error = getattr(builtins, kind)(words)
    return world.call(_of(world, turn).conversations.fail, turn, error)


def _take_for_dead(world: World, turn: OpenTurn, *_: object) -> Any:
    world.clock.advance(1)
    return world.call(_of(world, turn).manager.recover_abandoned_runs, 0)


_ACTS: dict[str, Callable[[World, OpenTurn, Act, Table | None], Any]] = {
    "does": _do,
    "fails": _fail,
    "finishes": lambda world, turn, *_: world.call(_of(world, turn).conversations.finish, turn),
    "is cancelled": lambda world, turn, what, _: world.call(
        _of(world, turn).conversations.cancel, turn, what.reason
    ),
    "gives a sign of life": lambda world, turn, *_: world.call(
        _of(world, turn).conversations.beat, turn
    ),
    "is stopped": lambda world, turn, what, _: world.call(
        _of(world, turn).manager.cancel_run, turn.run.run_id, what.reason
    ),
    "is taken for dead": _take_for_dead,
}


def _of(world: World, turn: OpenTurn) -> Hansard:
    return world.within(turn.session.namespace)
