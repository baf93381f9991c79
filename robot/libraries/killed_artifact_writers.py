"""Writers of artifacts that are killed with SIGKILL: at every boundary, and at random moments."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic

from hansard import Hansard
from libraries.artifact_remains import (
    NOTHING_LEFT,
    Remains,
    examine_remains,
    open_with_artifacts,
)
from libraries.databases import new_folder
from libraries.evidence import record
from libraries.killing_fuse import run_until_boundary
from libraries.workers import PATIENCE, Worker, receive_from, run_together

Operation = Callable[[Hansard], object]
State = dict[str, bytes]

_BEFORE: State = {"result": b"first", "one": b"shared", "other": b"shared"}
_TEXTS = (b"red", b"green", b"blue")
_KEYS = 3
_WARM_UP = 3
_SPREAD = 0.05
"""Seconds over which the writers of one round die."""


def _sweep(store: Hansard) -> object:
    return store.artifacts.sweep(NOTHING_LEFT)


_OPERATIONS: dict[str, tuple[Operation, State]] = {
    "put": (lambda store: store.artifacts.put("new", b"new bytes"), {"new": b"new bytes"}),
    "put of bytes that are there": (
        lambda store: store.artifacts.put("third", b"shared"),
        {"third": b"shared"},
    ),
    "replacement": (lambda store: store.artifacts.put("result", b"second"), {"result": b"second"}),
    "delete": (lambda store: store.artifacts.delete("result"), {"result": b""}),
    "delete of shared bytes": (lambda store: store.artifacts.delete("one"), {"one": b""}),
    "sweep": (_sweep, {}),
}
"""Operations, and what each changes; no bytes are none at all."""


@dataclass(slots=True)
class Killed:
    """What an operation left behind when it was killed, in all.

    Attributes:
        kills: at how many boundaries.
        undone: after which nothing of it was there.
        done: after which all of it was there.
        half: where it was neither, in words.
        remains: what was found each time.
    """

    operation: str
    kills: int = 0
    undone: int = 0
    done: int = 0
    half: list[str] = field(default_factory=list)
    remains: list[Remains] = field(default_factory=list)


class KilledArtifactWriters:
    """Kills processes that put, delete and sweep artifacts, and looks what they leave."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def kill_at_every_boundary(self, url: str) -> list[Killed]:
        """Kill each operation at one boundary after the other, each time in a new namespace."""
        folder = str(new_folder())
        found = run_together(_kill_operation, [(url, folder, name) for name in _OPERATIONS])
        for killed in found:
            record(
                f"{killed.operation}, {url.partition(':')[0]}",
                kills=killed.kills,
                left_undone=killed.undone,
                left_done=killed.done,
                swept=sum(remains.swept for remains in killed.remains),
            )
        return found

    def kill_writers_and_a_sweeper(self, url: str, writers: int, rounds: int) -> list[Killed]:
        """Kill writers of the same bytes, and one who sweeps, in every round."""
        folder = str(new_folder())
        killed = Killed("writers and a sweeper")
        for number in range(rounds):
            _kill_round(url, folder, number, writers, killed)
        record(
            f"{writers} writers, {rounds} rounds",
            kills=killed.kills,
            acknowledged=killed.done,
            swept=sum(remains.swept for remains in killed.remains),
        )
        return [killed]

    def every_operation_was_killed(self, found: list[Killed], at_least: int) -> None:
        """Each operation has so many boundaries; those that change anything had both ends."""
        for killed in found:
            assert killed.kills >= at_least, f"{killed.operation}: {killed.kills} boundaries"
            assert killed.undone, f"{killed.operation} was never undone"
            assert killed.done, f"{killed.operation} was never done"

    def each_was_done_as_a_whole_or_not_at_all(self, found: list[Killed]) -> None:
        """The artifacts were as before the operation, or as it leaves them."""
        half = [where for killed in found for where in killed.half]
        assert not half, f"{len(half)}, such as {half[:5]}"

    def acknowledged_artifacts_are_stored(self, found: list[Killed]) -> None:
        """Nothing that was acknowledged is lost or changed."""
        assert sum(killed.done for killed in found), "nothing was acknowledged, nothing is shown"
        self.each_was_done_as_a_whole_or_not_at_all(found)

    def every_artifact_had_its_bytes(self, found: list[Killed]) -> None:
        """After each kill every registered artifact could be read, and agreed with its SHA-256."""
        wrong = [each for killed in found for remains in killed.remains for each in remains.wrong]
        assert not wrong, f"{len(wrong)}, such as {wrong[:5]}"

    def what_was_left_was_swept(self, found: list[Killed]) -> None:
        """A sweep removed something, and left only the bytes of registered artifacts."""
        remains = [each for killed in found for each in killed.remains]
        left = [name for each in remains for name in each.left]
        assert sum(each.swept for each in remains), "nothing was ever left, so nothing is shown"
        assert not left, f"{len(left)}, such as {left[:5]}"


def _kill_operation(url: str, folder: str, name: str) -> Killed:
    """Kill one operation at each of its boundaries; runs in a process of its own."""
    operation, changes = _OPERATIONS[name]
    after = {key: text for key, text in (_BEFORE | changes).items() if text}
    killed = Killed(name)
    for number in count():
        namespace = f"{name} {number}"
        _prepare(url, folder, namespace)
        opener = partial(open_with_artifacts, url, folder, namespace)
        boundary = run_until_boundary(opener, operation, number)
        if boundary is None:
            return killed
        with open_with_artifacts(url, folder, namespace) as store:
            remains = examine_remains(store, folder)
        killed.kills += 1
        killed.undone += remains.found == _BEFORE
        killed.done += remains.found == after
        killed.remains.append(remains)
        if remains.found not in (_BEFORE, after):
            killed.half.append(f"{name}, {boundary}: {remains.found}")
    raise AssertionError("unreachable")


def _prepare(url: str, folder: str, namespace: str) -> None:
    """Put the artifacts that an operation finds, and leave bytes that nobody refers to."""
    with open_with_artifacts(url, folder, namespace) as store:
        for key, text in _BEFORE.items():
            store.artifacts.put(key, text)
        session = store.sessions.create("robot")
        store.artifacts.put("gone", b"unreferred", session_id=session.session_id)
        store.sessions.delete(session.session_id)


def _kill_round(url: str, folder: str, number: int, writers: int, killed: Killed) -> None:
    """Let writers and a sweeper work, kill them, and compare what is there with what was said."""
    moments, namespace = random.Random(number), f"round {number}"
    with ExitStack() as stack:
        crew = [
            stack.enter_context(Worker(put_until_killed, url, folder, namespace, f"w{n}"))
            for n in range(writers)
        ]
        sweeper = stack.enter_context(Worker(sweep_until_killed, url, folder, namespace))
        _wait_until_all_work([*crew, sweeper])
        start = monotonic()
        victims = [(start + moments.uniform(0, _SPREAD), n) for n in range(writers + 1)]
        for moment, n in sorted(victims):
            while (left := moment - monotonic()) > 0:
                receive_from([*crew, sweeper], left)
            [*crew, sweeper][n].kill()
        said = [len(worker.drain()) for worker in crew]
        assert all(worker.was_killed() for worker in [*crew, sweeper]), "one ended by itself"
    with open_with_artifacts(url, folder, namespace) as store:
        remains = examine_remains(store, folder)
    killed.kills += writers + 1
    killed.done += sum(said)
    killed.remains.append(remains)
    for n, acknowledged in enumerate(said):
        own = {key: text for key, text in remains.found.items() if key.startswith(f"w{n}-")}
        possible = [_state_after(f"w{n}", acknowledged + more) for more in (0, 1)]
        if own not in possible:
            killed.half.append(f"{namespace}, w{n}: {own} is none of {possible}")


def put_until_killed(
    url: str, folder: str, namespace: str, name: str, acknowledgements: Connection
) -> None:
    """Put and delete artifacts whose bytes others have, too, and report each step."""
    with open_with_artifacts(url, folder, namespace) as store:
        for number in count():
            key, text = _step(name, number)
            if text:
                store.artifacts.put(key, text)
            else:
                store.artifacts.delete(key)
            acknowledgements.send(number)


def sweep_until_killed(url: str, folder: str, namespace: str, reports: Connection) -> None:
    """Sweep whatever nobody refers to, however young, and report each sweep."""
    with open_with_artifacts(url, folder, namespace) as store:
        for number in count():
            store.artifacts.sweep(NOTHING_LEFT)
            reports.send(number)


def _step(name: str, number: int) -> tuple[str, bytes]:
    """Give what a writer does at a step: a key and the bytes to put, none to delete it."""
    text = b"" if number % 4 == 3 else _TEXTS[number % len(_TEXTS)]
    return f"{name}-{number % _KEYS}", text


def _state_after(name: str, steps: int) -> State:
    state = dict(_step(name, number) for number in range(steps))
    return {key: text for key, text in state.items() if text}


def _wait_until_all_work(crew: list[Worker]) -> None:
    deadline = monotonic() + PATIENCE
    while min(len(worker.received) for worker in crew) < _WARM_UP:
        assert monotonic() < deadline, "the writers do nothing"
        assert not any(worker.has_ended for worker in crew), "a writer has failed"
        receive_from(crew, deadline - monotonic())
