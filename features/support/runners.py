"""Runners that do what a table says, of every kind that the manager takes.

A table of what a runner ``does``, and ``what``:

yields        an event or a result, as JSON or as the phrases of ``RESULTS``
yields event  an event as a record, as JSON of its attributes
returns       a result, as JSON
raises        ``TimeoutError: too late``, the JSON of a `RunnerError`, or the phrases of ``ERRORS``
waits         ``6 seconds`` pass
traces        a span of its own, by its name
meanwhile     somebody else does something: the phrases of ``MEANWHILE``
loses         ``its store``: nothing can be written any more; or ``every first answer``, so that
              nobody knows what was written, and every unit of work is made twice
is            ``interrupted``, or ``interrupted again and again``; or of which kind it is: the
              phrases of ``KINDS``
is watched    each of its events is told to the one who called it, who may be ``waiting``: it is
              told asynchronously then
with          an option: ``with continuation``, ``with input``; a JSON value or a text
"""

from __future__ import annotations

import builtins
import copy
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import patch

from anyio.lowlevel import checkpoint
from behave.model import Table

from features.support.answers import read_cell
from features.support.faces import AsyncFace
from features.support.telemetry import own_span
from features.support.untellable import ERRORS, RESULTS
from features.support.world import World
from hansard import Event, EventType, Run, Session
from hansard.domain.event_transcript import TranscriptLimits
from hansard.domain.redaction import RedactionPolicy
from hansard.domain.run_result import RunnerError, RunResult, is_result
from hansard.errors import StoreUnavailableError
from hansard.infrastructure.database.database import DatabaseTransactions
from hansard.infrastructure.database.faults import Fault
from hansard.infrastructure.database.link import Mode
from hansard.infrastructure.memory.database import MemoryTransactions

Call = tuple[Any, tuple[Any, ...], dict[str, Any]]


class Line(NamedTuple):
    """One thing that a runner does."""

    does: str
    what: str


class Script:
    """What a runner does, and how it is called.

    Attributes:
        lines: what it does, in this order.
        options: what the manager is told besides.
        kind: of which kind the runner is.
    """

    def __init__(self, world: World, table: Table) -> None:
        self.world = world
        self.options: dict[str, Any] = {}
        self.lines: list[Line] = []
        self.kind = "generator" if not is_async(world) else "asynchronous generator"
        self.seen: dict[str, Any] = {"heard": []}
        self.undo = ExitStack()
        for row in table:
            self._read(Line(row["does"], row["what"]))

    def _read(self, line: Line) -> None:
        if line.does.startswith("with "):
            name = line.does.removeprefix("with ").replace(" ", "_")
            self.options[name] = _OPTIONS.get(name, lambda value: value)(read_cell(line.what))
        elif line.does == "is watched":
            self.options["on_event"] = self._hear_later if line.what else self._hear
        elif line.does == "is" and not line.what.startswith("interrupted"):
            self.kind = line.what
        elif line.what == "every first answer":
            self.undo.enter_context(without_first_answers(self.world))
        else:
            self.lines.append(line)

    def _hear(self, event: Event) -> None:
        self.seen["heard"].append(event)

    async def _hear_later(self, event: Event) -> None:
        await checkpoint()
        self._hear(event)

    @property
    def is_interrupted_again(self) -> bool:
        """Whether its caller gives up while it is at work, and again while that is recorded."""
        return Line("is", "interrupted again and again") in self.lines

    def runner(self) -> Callable[[Run, Session], Any]:
        """Give the runner."""
        return KINDS[self.kind](self)

    def note(self, run: Run, session: Session) -> None:
        """Keep what the runner was given, as it was."""
        self.seen |= {"run": copy.deepcopy(run), "session": copy.deepcopy(session)}

    def act(self, line: Line, run: Run, session: Session) -> Call | None:
        """Do what a line says, apart from yielding and returning; give a call to be made."""
        if line.does == "raises":
            raise _error(line.what)
        if line.does == "waits":
            self.world.clock.advance(int(line.what.split()[0]))
        elif line.does == "traces":
            own_span(line.what)
        elif line.does == "loses":
            self.undo.enter_context(_without_writes())
        elif line.does == "is":
            if not is_async(self.world):
                raise KeyboardInterrupt
            interrupting: Call | None = self.seen["interrupt"]()
            return interrupting
        elif line.does == "meanwhile":
            return MEANWHILE[line.what](self.world, run, session)
        else:
            raise ValueError(f"a runner cannot do this: {line}")
        return None


def is_async(world: World) -> bool:
    """Whether the store is called asynchronously."""
    return isinstance(world.face, AsyncFace)


def _generator(script: Script) -> Any:
    def play(run: Run, session: Session) -> Iterator[Any]:
        script.note(run, session)
        for line in script.lines:
            if line.does.startswith("yields"):
                yield _item(line, run)
            elif line.does == "returns":
                return read_cell(line.what)
            elif (call := script.act(line, run, session)) is not None:
                script.world.face.call(call[0], *call[1], **call[2])
        return None

    return play


def _asynchronous_generator(script: Script) -> Any:
    async def play(run: Run, session: Session) -> AsyncIterator[Any]:
        script.note(run, session)
        for line in script.lines:
            if line.does.startswith("yields"):
                yield _item(line, run)
            elif line.does == "returns":
                value = read_cell(line.what)
                yield value if is_result(value) else RunResult(value)
            elif (call := script.act(line, run, session)) is not None:
                await call[0](*call[1], **call[2])
            await checkpoint()

    return play


def _function(script: Script) -> Any:
    def play(run: Run, session: Session) -> Any:
        script.note(run, session)
        for line in script.lines:
            if line.does == "returns":
                return read_cell(line.what)
            script.act(line, run, session)
        return None

    return play


def _asynchronous_function(script: Script) -> Any:
    play = _function(script)

    async def play_later(run: Run, session: Session) -> Any:
        await checkpoint()
        return play(run, session)

    return play_later


def _function_of_a_coroutine(script: Script) -> Any:
    play_later = _asynchronous_function(script)

    def play(run: Run, session: Session) -> Any:
        return play_later(run, session)

    return play


class _Object:
    """A runner with a name of its own."""

    name = "concierge"

    def __init__(self, script: Script) -> None:
        self._play = _generator(script)

    def __call__(self, run: Run, session: Session) -> Any:
        return self._play(run, session)


def _function_of_three(script: Script) -> Any:
    def play(count: int, run: Run, session: Session) -> Any:
        assert count == 1, "it was bound to another argument"
        return _function(script)(run, session)

    return partial(play, 1)


KINDS: dict[str, Callable[[Script], Any]] = {
    "a function": _function,
    "a function with an argument bound": _function_of_three,
    "a generator": _generator,
    "generator": _generator,
    "an object with a name": _Object,
    "an asynchronous function": _asynchronous_function,
    "an asynchronous generator": _asynchronous_generator,
    "asynchronous generator": _asynchronous_generator,
    "a function that gives something to be awaited": _function_of_a_coroutine,
    "nothing that can be called": lambda _script: 42,
}

MEANWHILE: dict[str, Callable[[World, Run, Session], Call]] = {
    "its session is paused": lambda world, _run, session: (
        world.store.manager.pause_session,
        (session.session_id,),
        {},
    ),
    "its session is cancelled": lambda world, _run, session: (
        world.store.manager.cancel_session,
        (session.session_id,),
        {},
    ),
    "its session is renamed": lambda world, _run, session: (
        world.sessions.rename,
        (session.session_id, "Renamed"),
        {},
    ),
    "its session is tagged": lambda world, _run, session: (
        world.sessions.tag,
        (session.session_id, "late"),
        {},
    ),
    "another session is tagged": lambda world, _run, _session: (
        world.sessions.tag,
        (world.id_of("Beta"), "late"),
        {},
    ),
    "its session gets another key": lambda world, _run, session: (
        world.store.session_store.save_session,
        (_with_another_key(session),),
        {},
    ),
    "its session is hidden": lambda world, _run, session: (
        world.store.session_store.save_session,
        (replace(session, deleted_at=world.clock.now()),),
        {},
    ),
    "its session is deleted": lambda world, _run, session: (
        world.sessions.delete,
        (session.session_id,),
        {},
    ),
    "its run is cancelled": lambda world, run, _session: (
        world.store.manager.cancel_run,
        (run.run_id, "changed my mind"),
        {},
    ),
    "its run gets a figure of 400 digits": lambda world, run, _session: (
        world.store.session_store.save_run,
        (replace(run, token_usage={"credits": 10**399}),),
        {},
    ),
    "silent runs are recovered": lambda world, _run, _session: (
        world.store.manager.recover_abandoned_runs,
        (3,),
        {},
    ),
}


def _with_another_key(session: Session) -> Session:
    changed = copy.deepcopy(session)
    changed.metadata["priority"] = "high"
    return changed


def _item(line: Line, run: Run) -> Any:
    if line.what in RESULTS:
        return RESULTS[line.what]()
    given = read_cell(line.what)
    if line.does == "yields":
        return given
    attributes = {"event_id": "e1", "session_id": run.session_id, "timestamp": run.started_at}
    attributes |= given
    return Event(**(attributes | {"type": EventType(attributes["type"])}))


def _error(what: str) -> Exception:
    if what in ERRORS:
        return ERRORS[what]()
    if what.startswith("{"):
        given = read_cell(what)
        return RunnerError(given.pop("message"), **given)
    name, _, message = what.partition(": ")
    kind: type[Exception] = getattr(builtins, name)
    return kind(message * (20_000 if message == "long" else 1)) if message else kind()


def _without_writes() -> Any:
    """Let every unit of work that writes find the database gone."""

    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailableError("The database went away.")

    stack = ExitStack()
    for kind in (DatabaseTransactions, MemoryTransactions):
        stack.enter_context(patch.object(kind, "write", fail))
    return stack


class _Lost(Exception):
    """The connection went away after the database had committed."""


def without_first_answers(world: World) -> Any:
    """Let the first attempt of every unit that writes be committed, and its answer be lost."""
    backend: Any = world.store.backend
    commit, classify = backend.dialect.commit, backend.dialect.classify

    def commit_and_lose(link: Any, mode: Any) -> None:
        commit(link, mode)
        if mode in (Mode.WRITE, Mode.WRITE_SINGLE) and not link.outcome_unknown:
            raise _Lost

    def classify_lost(error: BaseException) -> Fault | None:
        found: Fault | None = Fault.LOST if isinstance(error, _Lost) else classify(error)
        return found

    stack = ExitStack()
    stack.enter_context(patch.object(backend.dialect, "commit", commit_and_lose))
    stack.enter_context(patch.object(backend.dialect, "classify", classify_lost))
    return stack


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "redaction": lambda enabled: RedactionPolicy(enabled=True) if enabled is True else enabled,
    "transcript_limits": lambda given: TranscriptLimits(**given),
}
