"""Many processes and threads that append to few sessions, each as fast as it can."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from statistics import median
from time import monotonic

import hansard
from libraries.evidence import record
from libraries.examination import Acknowledged, Place
from libraries.log_collection import collect
from libraries.workers import PATIENCE, make_barrier, run_together

TEXT = "x" * 400


@dataclass(frozen=True, slots=True)
class Load:
    """What one process has to do: which sessions, how many threads, how many appends of each."""

    url: str
    process: int
    threads: int
    appends: int
    sessions: int


@dataclass(slots=True)
class Writing:
    """What one thread did.

    Attributes:
        ends: when each append returned, by a clock that all processes share.
        waits: seconds that each append took.
        errors: what appends raised.
    """

    ends: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What all threads of all processes did together, and the retries that hansard logged."""

    writings: list[Writing] = field(default_factory=list)
    retries: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Acknowledged]:
        """Everything that was acknowledged to any thread."""
        return [ack for writing in self.writings for ack in writing.acknowledged]

    @property
    def errors(self) -> list[str]:
        """Everything that any append raised."""
        return [error for writing in self.writings for error in writing.errors]

    @property
    def worst_wait(self) -> float:
        """Seconds of the slowest append."""
        return max(wait for writing in self.writings for wait in writing.waits)

    @property
    def slowest_share(self) -> float:
        """How far the slowest thread has come when the fastest is through, as a share of it."""
        fastest = min(self.writings, key=lambda writing: writing.ends[-1])
        end = fastest.ends[-1]
        progress = [sum(moment <= end for moment in writing.ends) for writing in self.writings]
        return min(progress) / len(fastest.ends)


class LoadedStore:
    """Puts load on a store and says how it was borne."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def append_together(
        self, url: str, processes: int, appends: int, threads: int = 1, sessions: int = 1
    ) -> Outcome:
        """Let every thread of every process append so many messages, to the sessions in turn."""
        with hansard.open(url) as store:
            for number in range(sessions):
                store.sessions.create("robot", session_id=f"session-{number}")
        start = make_barrier(processes)
        loads = [Load(url, process, threads, appends, sessions) for process in range(processes)]
        outcome = Outcome()
        for writings, retries in run_together(bear, [(load, start) for load in loads]):
            outcome.writings += writings
            outcome.retries += retries
        self._record(outcome, loads[0], processes)
        return outcome

    def no_append_failed(self, outcome: Outcome) -> None:
        """No append raised anything."""
        assert not outcome.errors, f"{len(outcome.errors)} errors, such as {outcome.errors[0]}"

    def no_append_waited_longer_than(self, outcome: Outcome, seconds: float) -> None:
        """The slowest append took less."""
        assert outcome.worst_wait < seconds, f"an append took {outcome.worst_wait:.2f} s"

    def the_slowest_writer_keeps_up(self, outcome: Outcome, share: float) -> None:
        """When the first writer is through, the last one has done at least this share."""
        assert outcome.slowest_share >= share, f"the slowest has done {outcome.slowest_share:.0%}"

    def nothing_was_retried(self, outcome: Outcome) -> None:
        """Hansard logged no retry."""
        assert not outcome.retries, f"{len(outcome.retries)}, such as {outcome.retries[0]}"

    def _record(self, outcome: Outcome, load: Load, processes: int) -> None:
        waits = [wait for writing in outcome.writings for wait in writing.waits]
        ends = [moment for writing in outcome.writings for moment in writing.ends]
        starts = [writing.ends[0] - writing.waits[0] for writing in outcome.writings]
        record(
            f"{processes} x {load.threads} writers, {load.sessions} sessions, "
            f"{load.url.partition(':')[0].partition('+')[0]}",
            appends=len(outcome.acknowledged),
            errors=len(outcome.errors),
            retries=len(outcome.retries),
            appends_per_second=round(len(ends) / (max(ends) - min(starts))),
            median_wait_ms=round(median(waits) * 1000, 2),
            worst_wait_ms=round(outcome.worst_wait * 1000),
            slowest_to_fastest=round(outcome.slowest_share, 2),
        )


def bear(load: Load, start: Barrier) -> tuple[list[Writing], list[str]]:
    """Append as told, in a process of its own; give what each thread did, and what was retried.

    Hansard logs about its database only when it tries again.
    """
    retries = collect("hansard.database")
    with hansard.open(load.url) as store, ThreadPoolExecutor(load.threads) as threads:
        append = store.sessions.append_message

        def write(thread: int) -> Writing:
            writing = Writing()
            for number in range(load.appends):
                name = f"{load.process}-{thread}-{number}"
                session_id = f"session-{(load.process + thread + number) % load.sessions}"
                begin = monotonic()
                try:
                    stored = append(session_id, "user", f"{name} {TEXT}")
                except Exception as error:  # noqa: BLE001 - any error counts
                    writing.errors.append(f"{name}: {error!r}")
                else:
                    place = Place(store.namespace, session_id, stored.sequence)
                    writing.acknowledged.append(
                        Acknowledged(place, stored.message_id, stored.content)
                    )
                writing.ends.append(monotonic())
                writing.waits.append(writing.ends[-1] - begin)
            return writing

        start.wait(PATIENCE)
        return list(threads.map(write, range(load.threads))), retries
