"""Processes that execute runs of one session at the same time, and that are killed as they do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import text

import hansard
from hansard import Event, Run, Session
from libraries.evidence import record
from libraries.examination import connect
from libraries.workers import PATIENCE, Worker, make_barrier, receive_from, run_together

SESSION = "shared"
PROCESSES = 2
ROOM = 1 << 20
"""Bytes of acknowledgements that a process may be ahead of its parent."""

WAITING = 10
"""Runs that each process has made and not begun when it is killed."""

WARM_UP = 5
"""Events of every run that are stored before its process is killed."""


class Told(NamedTuple):
    """An event as the process that executes its run was told that it is stored."""

    sequence: int
    event_id: str
    run_id: str


def told(event: Event) -> Told:
    """Give what a process was told of an event."""
    return Told(event.sequence or 0, event.event_id, event.run_id or "")


def execute_runs(url: str, runs: int, events: int, start: Barrier) -> list[Told]:
    """Execute runs one after the other, each yielding so many events."""

    def work(run: Run, _session: Session) -> Iterator[dict[str, Any]]:
        for number in range(events):
            yield {"type": "turn_completed", "data": {"run": run.run_id, "number": number}}

    with hansard.open(url) as store:
        start.wait(PATIENCE)
        results = []
        for _ in range(runs):
            run = store.manager.start_run(SESSION, {"prompt": "Go on."})
            results.append(store.manager.execute_run(run.run_id, work))
        assert not any(result.persistence_failures for result in results), "events were lost"
        return [told(event) for result in results for event in result.events]


def execute_for_ever(url: str, run_id: str, reports: Connection) -> None:
    """Execute a run that never ends, and report each event once it is stored."""

    def work(_run: Run, _session: Session) -> Iterator[dict[str, Any]]:
        for number in count():
            yield {"type": "turn_completed", "data": {"number": number}}

    with hansard.open(url) as store:
        for waiting in (run_id, *waiting_runs(run_id)):
            store.manager.start_run(SESSION, run_id=waiting)
        store.manager.execute_run(run_id, work, on_event=lambda event: reports.send(told(event)))


def waiting_runs(run_id: str) -> list[str]:
    """Give the ids of the runs that a process has made and not begun."""
    return [f"{run_id}, then {number}" for number in range(WAITING)]


def recover(url: str, start: Barrier) -> list[str]:
    """Fail the runs that are silent now, and give their ids."""
    with hansard.open(url) as store:
        start.wait(PATIENCE)
        return [run.run_id for run in store.manager.recover_abandoned_runs(0)]


class RunsInTwoProcesses:
    """Executes runs in processes, kills them, and compares what is stored with what was told."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._told: list[Told] = []
        self._killed: set[str] = set()
        self._recovered: list[str] = []

    def execute_runs_in_two_processes(self, url: str, runs: int, events: int) -> None:
        """Execute runs of one session in two processes that start together."""
        _make_session(url)
        start = make_barrier(PROCESSES)
        for found in run_together(execute_runs, [(url, runs, events, start)] * PROCESSES):
            self._told += found
        record(_kind(url), processes=PROCESSES, runs=runs * PROCESSES, events=len(self._told))

    def kill_two_processes_in_the_middle_of_their_runs(self, url: str) -> None:
        """Kill each process once some events of its run are stored."""
        _make_session(url)
        running = [f"run of process {number}" for number in range(PROCESSES)]
        self._killed = {each for run in running for each in (run, *waiting_runs(run))}
        crew = [Worker(execute_for_ever, url, run_id, capacity=ROOM) for run_id in running]
        try:
            deadline = monotonic() + PATIENCE
            while min(len(worker.received) for worker in crew) < WARM_UP:
                assert monotonic() < deadline, "the runs do not go on"
                assert not any(worker.has_ended for worker in crew), "a process has failed"
                receive_from(crew, deadline - monotonic())
            for worker in crew:
                worker.kill()
            self._told = [event for worker in crew for event in worker.drain()]
            assert all(worker.was_killed() for worker in crew), "a process ended by itself"
        finally:
            for worker in crew:
                worker.__exit__()

    def look_for_abandoned_runs_in_two_processes(self, url: str) -> None:
        """Let two processes look for abandoned runs at the same time."""
        start = make_barrier(PROCESSES)
        for found in run_together(recover, [(url, start)] * PROCESSES):
            self._recovered += found
        record(
            f"{_kind(url)}, killed",
            processes=PROCESSES,
            events_acknowledged=len(self._told),
            runs_failed=len(self._recovered),
        )

    def every_run_is_complete(self, url: str, runs: int) -> None:
        """So many runs are stored, all of them completed."""
        with connect(url) as connection:
            found = connection.execute(text("SELECT status FROM runs")).scalars().all()
        assert list(found) == ["completed"] * runs, f"{len(found)}: {set(found)}"

    def every_abandoned_run_was_failed_once(self, url: str) -> None:
        """Each was given to one process, and has its error and one event that says so."""
        assert sorted(self._recovered) == sorted(self._killed), self._recovered
        with hansard.open(url) as store:
            runs = store.manager.get_session_runs(SESSION)
            failures = store.manager.get_session_events(SESSION, type="run_failed")
            session = store.sessions.get(SESSION)
            left = store.manager.recover_abandoned_runs(0)
        assert {run.run_id: run.status.value for run in runs} == dict.fromkeys(
            self._killed, "failed"
        ), runs
        assert all("No sign of life" in (run.error or {})["message"] for run in runs), runs
        assert sorted(event.run_id or "" for event in failures) == sorted(self._killed), failures
        assert session.status.value == "active", session.status
        assert not left, f"failed again: {left}"

    def every_event_is_where_its_process_was_told(self, url: str) -> None:
        """Nothing that was told is lost or moved; sequences run from 1 without gaps."""
        assert self._told, "nothing was told, so nothing is shown"
        with connect(url) as connection:
            rows = connection.execute(
                text("SELECT sequence, event_id, run_id FROM events ORDER BY sequence")
            ).all()
        stored = [Told(*row) for row in rows]
        lost = set(self._told) - set(stored)
        assert not lost, f"{len(lost)} are not where they should be, such as {next(iter(lost))}"
        sequences = [event.sequence for event in stored]
        assert sequences == list(range(1, len(stored) + 1)), "the sequences have gaps"
        assert len({event.event_id for event in stored}) == len(stored), "some are stored twice"


def _make_session(url: str) -> None:
    with hansard.open(url) as store:
        store.sessions.create("robot", session_id=SESSION)


def _kind(url: str) -> str:
    return url.partition(":")[0].partition("+")[0]
