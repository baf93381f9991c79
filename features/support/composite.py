"""What one store does for sessions, runs and events while it also keeps artifacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from threading import Event
from typing import Any
from unittest import mock

from parse import with_pattern

import hansard
from features.support import artifact_files, transactions
from features.support.world import World
from hansard import Hansard
from hansard.infrastructure.artifacts import FileContents, MemoryContents

Operation = Callable[[World], Any]

_CALLERS = 24
_MOMENT = 0.3
"""Seconds in which bytes would be removed if nothing kept them."""
_PATIENCE = 10.0


def _session(world: World) -> Any:
    store = world.store.session_store
    world.call(store.save_session, _new_session(world))
    return world.call(store.get_session, "saved")


def _sessions(world: World) -> Any:
    _session(world)
    return world.call(world.store.session_store.list_sessions)


def _deleted(world: World) -> Any:
    _session(world)
    world.call(world.store.session_store.delete_session, "saved")
    return world.call(world.store.session_store.list_sessions)


def _run(world: World) -> Any:
    _session(world)
    store = world.store.session_store
    run = world.call(store.new_run, "saved", run_id="run", input={"question": "why"})
    run.status = run.status.RUNNING
    world.call(store.save_run, run)
    return world.call(store.get_run, "run")


def _runs(world: World) -> Any:
    _run(world)
    return world.call(world.store.session_store.list_runs, "saved")


def _active_run(world: World) -> Any:
    _run(world)
    return world.call(world.store.session_store.get_active_run, "saved")


def _events(world: World) -> Any:
    _session(world)
    store = world.store.session_store
    for kind in ("session_started", "message_received"):
        world.call(store.append_event, world.call(store.new_event, kind, "saved"))
    return world.call(store.get_events, "saved")


def _latest(world: World) -> Any:
    _events(world)
    return world.call(world.store.session_store.get_latest_sequence, "saved")


def _waited_for(world: World) -> Any:
    _events(world)
    store = world.store.session_store
    return world.call(store.get_events, "saved", after=2, wait_timeout_ms=30)


def _agent(world: World) -> Any:
    """Run an agent that takes a snapshot of its work."""
    result = world.call(world.store.manager.run_once, _snapshotting(world), {"prompt": "Clean up"})
    world.remember("Agents", result.session_id)
    return world.call(world.store.session_store.get_session, result.session_id)


def _agent_events(world: World) -> Any:
    session = _agent(world)
    if world.url is not None:
        world.reopen()
    return world.call(world.store.session_store.get_events, session.session_id)


def _snapshotting(world: World) -> Callable[..., Any]:
    def agent(run: Any, _session: Any) -> Any:
        world.kept["run"] = run
        yield {"type": "workspace_snapshot_taken", "data": {"key": "snapshot"}}
        return {"output": {"content": "done"}}

    return agent


def _snapshot(world: World) -> Any:
    """Keep a snapshot as an artifact of the run that an agent has made."""
    session, put = _agent(world), world.store.artifacts.put
    run_id = world.kept["run"].run_id
    world.call(put, "snapshot", b"diff", session_id=session.session_id, run_id=run_id)
    listed = world.call(world.store.artifacts.list_by_session, session.session_id)
    return [{"key": each.key, "of_run": each.run_id == run_id} for each in listed]


def _all_at_once(world: World) -> Any:
    """Put and delete the same bytes under many keys, while others sweep."""
    artifacts = world.store.artifacts

    def call(number: int) -> Callable[[], Any]:
        if number % 4 == 3:
            return lambda: artifacts.sweep(timedelta(0))
        if number % 4 == 1:
            return lambda: artifacts.delete(f"key {number - 1}")
        return lambda: artifacts.put(f"key {number}", b"the same bytes")

    return world.face.together([call(number) for number in range(_CALLERS)])


def _put_while_deleted(world: World) -> Any:
    """Put bytes, and delete the last artifact that has them before the new one is registered.

    The writer waits until the bytes were removed, which must not happen, for a moment at most.
    """
    artifacts, began, removed = world.store.artifacts, Event(), Event()
    with ExitStack() as patches:
        for kind in (FileContents, MemoryContents):
            held = mock.patch.object(kind, "put", _held(kind.put, began, removed))
            told = mock.patch.object(kind, "remove", _told(kind.remove, removed))
            patches.enter_context(held)
            patches.enter_context(told)

        def delete() -> Any:
            assert began.wait(_PATIENCE), "nobody put anything"
            return artifacts.delete("other")

        return world.face.together([lambda: artifacts.put("result", b"1042"), delete])


def _use_from_other_database(world: World) -> Any:
    """Put and delete the same bytes from another database with the same folder, and sweep there."""
    folder = artifact_files.root(world)
    url = f"sqlite:///{folder.with_name('other.db')}"
    with hansard.open(url, artifacts=folder, clock=world.clock) as other:
        other.artifacts.put("other", b"1042")
        other.artifacts.delete("other")
        return other.artifacts.sweep(timedelta(0))


def _held(put: Callable[..., Any], began: Event, removed: Event) -> Callable[..., Any]:
    """Give a way to put bytes that waits before they are registered."""

    @contextmanager
    def held(*args: Any) -> Iterator[Any]:
        with put(*args) as content:
            began.set()
            removed.wait(_MOMENT)
            yield content

    return held


def _told(remove: Callable[..., Any], removed: Event) -> Callable[..., Any]:
    """Give a way to remove bytes that tells when it is over."""

    def told(*args: Any, **options: Any) -> Any:
        try:
            return remove(*args, **options)
        finally:
            removed.set()

    return told


def _register_twice(world: World) -> Any:
    """Register one key from two callers, the same but for their ids."""

    def call() -> Any:
        return world.store.artifacts.register(
            "result",
            byte_size=1,
            checksum_sha256="ab" * 32,
            storage_backend="s3",
            storage_ref="first",
        )

    return world.face.together([call, call])


def _put_while_swept(world: World) -> Any:
    """Put an artifact in a caller's transaction; others sweep everything before it commits."""

    def work(world: World, store: Hansard) -> Any:
        world.call(store.artifacts.put, "result", b"1042")
        return world.call(world.store.artifacts.sweep, timedelta(0))

    return transactions.committed(world, work)


def _put_and_delete(world: World) -> int:
    """Put an artifact in a caller's transaction, delete it, and count the files that are left."""

    def work(world: World, store: Hansard) -> Any:
        return world.call(store.artifacts.put, "result", b"1042")

    transactions.committed(world, work)
    world.call(world.store.artifacts.delete, "result")
    return len(artifact_files.contents(world))


def _put_first(world: World) -> Any:
    def work(world: World, store: Hansard) -> Any:
        return world.call(store.artifacts.put, "result", b"1042")

    return transactions.committed(world, work)


def _sweep_within(world: World) -> Any:
    return transactions.committed(world, lambda world, store: world.call(store.artifacts.sweep))


_OPERATIONS: dict[str, Operation] = {
    "save and get a session": _session,
    "list the sessions": _sessions,
    "delete a session": _deleted,
    "save and get a run": _run,
    "list the runs": _runs,
    "get the active run": _active_run,
    "append and get events": _events,
    "get the latest sequence": _latest,
    "wait for events that do not come": _waited_for,
    "register one key twice at the same time": _register_twice,
    "put an artifact in a transaction while others sweep": _put_while_swept,
    "put an artifact in a transaction and delete it afterwards": _put_and_delete,
    "put the first artifact in a transaction": _put_first,
    "sweep in a transaction": _sweep_within,
    "put bytes whose last artifact is deleted before they are registered": _put_while_deleted,
    "serve beside another database with the same folder": _use_from_other_database,
    "put, delete and sweep the same bytes at the same time": _all_at_once,
    "run an agent": _agent,
    "run an agent and give its events": _agent_events,
    "run an agent and keep its snapshot": _snapshot,
}


@with_pattern("|".join(sorted(_OPERATIONS, key=len, reverse=True)))
def read_operation(text: str) -> Operation:
    """Read what a store is asked to do."""
    return _OPERATIONS[text]


def _new_session(world: World) -> Any:
    return world.call(world.store.session_store.new_session, "clerk", session_id="saved")
