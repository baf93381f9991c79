"""What the session manager is asked to do: sessions and runs by name, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from itertools import islice
from typing import Any
from unittest.mock import patch

from behave.model import Table
from parse import with_pattern

from features.support.answers import check_paths, check_rows, read_cell
from features.support.interruptions import INTERRUPTED, call_interruptibly
from features.support.runners import Script, is_async
from features.support.tables import read_pairs
from features.support.untellable import Speechless
from features.support.world import World
from hansard import Event, HansardError, Run, Session
from hansard.application.parts import Parts
from hansard.application.recording import Stamp
from hansard.domain.session_records import session_from_map, session_to_map

Making = Callable[[World, "Table | None"], None]

_MOVES = {
    "activate": "activate_session",
    "pause": "pause_session",
    "resume": "resume_session",
    "complete": "complete_session",
    "fail": "fail_session",
    "cancel": "cancel_session",
}


@with_pattern(r"(?:activat|paus|resum|complet|fail|cancel)(?:es|s|ed|led|d)")
def read_move(text: str) -> str:
    """Read what the manager does to a session, as the name of its method."""
    (method,) = (method for stem, method in _MOVES.items() if text.startswith(stem[:4]))
    return method


@with_pattern(r'(?: of run "[^"]*"| of type "[^"]*"| with .+?)?')
def read_restriction(text: str) -> dict[str, Any]:
    """Read which events are meant: `` of run "r1"``, `` of type "run_started"``."""
    if not text:
        return {}
    if text.startswith(" with "):
        pairs = [part.rpartition(" ") for part in text.removeprefix(" with ").split(" and ")]
        return {name.replace(" ", "_"): read_cell(value) for name, _, value in pairs}
    name, _, value = text.removeprefix(" of ").partition(" ")
    return {"run_id" if name == "run" else name: value.strip('"')}


def start_session(world: World, name: str, table: Table | None) -> None:
    """Have a session started that the scenario calls by this name."""
    given = _arguments(table)
    actor = given.pop("actor_name", "clerk")
    if " in " in name:
        given.setdefault("session_id", name.partition(" in ")[0])

    def action() -> Session:
        start = world.store_of(name).manager.start_session
        session = world.face.call(start, actor, **given)
        world.remember(name, session.session_id)
        return session

    world.run(action)


def start_together(world: World, count: int, name: str | None) -> None:
    """Have as many runs of a session started at the same time, or as many sessions."""
    manager = world.store.manager
    one: Callable[[], Any] = partial(manager.start_session, "clerk")
    if name is not None:
        one = partial(manager.start_run, world.id_of(name))
    world.attempt_together([one] * count)


def move_session(world: World, name: str, method: str, reason: Any) -> None:
    """Have a session moved, with a reason where there is one."""
    move = getattr(world.store_of(name).manager, method)
    if reason is None and method == "fail_session":
        reason = "It failed."
    world.attempt(move, world.id_of(name), *([] if reason is None else [reason]))


def error_of(table: Table | None) -> dict[str, Any] | None:
    """Give the error that a table says, None without one."""
    return {name: read_cell(cell) for name, cell in read_pairs(table).items()} if table else None


def start_run(world: World, run: str, name: str, table: Table | None) -> None:
    """Have a run started."""
    given = _arguments(table)
    start = world.store_of(name).manager.start_run
    world.attempt(start, world.id_of(name), given.pop("input", None), run_id=run, **given)


def execute(world: World, run: str, table: Table) -> None:
    """Have a run executed by a runner that does what a table says."""
    script = Script(world, table)
    _attempt(world, script, partial(world.store.manager.execute_run, run, script.runner()))


def run_once(world: World, name: str, table: Table) -> None:
    """Have a session made for one run, which is executed by a runner that a table describes."""
    script = Script(world, table)
    if "session_id" not in script.options:
        script.options |= {"session_id": name, "run_id": f"run of {name}"}
    world.remember(name, name)
    given = script.options.pop("input", None)
    manager = world.store_of(name).manager
    _attempt(world, script, partial(manager.run_once, script.runner(), given))


def recover(world: World, seconds: int, callers: int) -> None:
    """Have silent runs failed, by so many callers at the same time; keep all that they give."""
    call = partial(world.store.manager.recover_abandoned_runs, seconds)
    if callers == 1:
        world.attempt(call)
        return

    def action() -> list[Run]:
        outcomes = world.face.together([call] * callers)
        refusals = [outcome.refusal for outcome in outcomes if outcome.refusal is not None]
        assert not refusals, refusals
        runs = [run for outcome in outcomes for run in outcome.answer]
        return sorted(runs, key=lambda run: run.run_id)

    world.run(action)


def signs_of_life(world: World, run: str | None) -> AbstractContextManager[Any]:
    """Let a run give a sign of life whenever it was found silent and is about to be failed."""
    transactions = world.store.backend.in_namespace("local")

    def beat(parts: Parts) -> Stamp:
        if run is not None:
            session_id = transactions.read(lambda work: work.runs.get_by_id(run)).session_id
            transactions.write(lambda work: work.runs.beat(session_id, run, world.clock.now()))
        return Stamp(parts)

    return patch("hansard.application.services.abandoned_runs.Stamp", beat)


def stream(world: World, name: str, count: int, table: Table | None) -> None:
    """Take events as they come; the session is paused before the last one is asked for."""
    manager, session_id = world.store.manager, world.id_of(name)
    options = _arguments(table)

    def action() -> list[Event]:
        events = manager.stream_session_events(session_id, **options)
        taken = list(islice(events, count - 1))
        manager.pause_session(session_id)
        taken.append(next(events))
        events.close()  # type: ignore[attr-defined]
        return taken

    async def story() -> list[Event]:
        events: Any = manager.stream_session_events(session_id, **options)
        taken = [await anext(events) for _ in range(count - 1)]
        await manager.pause_session(session_id)  # type: ignore[misc]
        taken.append(await anext(events))
        await events.aclose()
        return taken

    face: Any = world.face
    world.run(partial(face.portal.call, story) if is_async(world) else action)


def check_events(world: World, name: str, where: dict[str, Any], table: Table) -> None:
    """Check the events that the manager gives of a session against a table of paths."""
    read = world.store_of(name).manager.get_session_events
    check_rows(table, world.read(read, world.id_of(name), **where), world.names)


def check_runs(world: World, name: str, table: Table) -> None:
    """Check the runs that the manager gives of a session against a table of paths."""
    read = world.store_of(name).manager.get_session_runs
    check_rows(table, world.read(read, world.id_of(name)), world.names)


def check_given(world: World, table: Table) -> None:
    """Check what the runner was given, and what its caller heard of it meanwhile."""
    world.settle()
    check_paths(table, world.kept["seen"], world.names)


def _attempt(world: World, script: Script, method: Callable[..., Any]) -> None:
    """Execute and keep what came of it; of what the runner raised its class and its words."""
    call = partial(method, **script.options)
    world.kept["seen"] = script.seen

    def action() -> Any:
        face: Any = world.face
        try:
            if is_async(world):
                return face.portal.call(call_interruptibly, script, call)
            return call()
        except HansardError:
            raise
        except KeyboardInterrupt:
            return INTERRUPTED
        except Speechless as error:
            return {"raised": type(error).__name__}
        except Exception as error:  # noqa: BLE001 - whatever the runner raised is the answer
            return {"raised": type(error).__name__, "words": str(error)}
        finally:
            script.undo.close()

    world.run(action)


def _arguments(table: Table | None) -> dict[str, Any]:
    pairs = read_pairs(table) if table else {}
    return {name.replace(" ", "_"): read_cell(cell) for name, cell in pairs.items()}


# --- records by themselves ----------------------------------------------------------------------


def _make_session(world: World, table: Table | None) -> None:
    given = _arguments(table)
    actor = given.pop("actor_name", None)
    world.attempt(world.store.session_store.new_session, actor, **given)


def _make_run(world: World, table: Table | None) -> None:
    given = _arguments(table)
    session_id = given.pop("session_id", None)
    world.attempt(world.store.session_store.new_run, session_id, **given)


_SESSION = {
    "session_id": "s1",
    "actor_name": "clerk",
    "status": "active",
    "created_at": "2026-01-01T09:00:00+00:00",
    "updated_at": "2026-01-01T09:00:05+00:00",
}
_RUN = {
    "run_id": "r1",
    "session_id": "s1",
    "status": "running",
    "started_at": "2026-01-01T09:00:00+00:00",
}


def _read_session(world: World, table: Table | None) -> None:
    world.run(lambda: session_from_map(_SESSION | _keys(table)))


def _read_run(world: World, table: Table | None) -> None:
    world.run(lambda: Run.from_map(_RUN | _keys(table)))


def _write_session(world: World, table: Table | None) -> None:
    world.run(lambda: session_to_map(session_from_map(_SESSION | _keys(table))))


def _write_run(world: World, table: Table | None) -> None:
    world.run(lambda: Run.from_map(_RUN | _keys(table)).to_map())


def _change_run(world: World, table: Table | None) -> None:
    assert table is not None, "a table says how it is changed"

    def action() -> Run:
        run, now = Run.from_map(_RUN | {"run_id": "r1"}), world.clock.now()
        for row in table:
            method, value = getattr(run, row["does"].replace(" ", "_")), read_cell(row["what"])
            timed = row["does"] in ("update status", "set output", "set error")
            method(*([] if row["what"] == "" else [value]), *([now] if timed else []))
        return run

    world.run(action)


def _keys(table: Table | None) -> dict[str, Any]:
    pairs = read_pairs(table) if table else {}
    return {name: read_cell(cell) for name, cell in pairs.items()}


_MAKINGS: dict[str, Making] = {
    "a session record is made with": _make_session,
    "a session record is read from": _read_session,
    "a session record is written that has": _write_session,
    "a run record is made with": _make_run,
    "a run record is read from": _read_run,
    "a run record is written that has": _write_run,
    "a running run record is asked to": _change_run,
}


@with_pattern("|".join(_MAKINGS))
def read_making(text: str) -> Making:
    """Read how a session or a run comes about that is not stored."""
    return _MAKINGS[text]
