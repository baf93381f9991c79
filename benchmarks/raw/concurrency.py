"""Rows of the table with many writers: threads, and asynchronous tasks."""

import asyncio
import itertools
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

import hansard
from benchmarks.raw.places import Place, Site
from benchmarks.raw.results import Row, Target
from benchmarks.raw.workload import CONTENT, METADATA, ROLE, unique_ids
from hansard import Hansard

THREADS = 8
TASKS = 32
SESSIONS = 16
SECONDS = 0.5
"""How long the writers of one round go on."""

Append = Callable[[str], object]


class _Run:
    """What the rounds of one side came to: appends per second, and the longest one in seconds."""

    def __init__(self) -> None:
        self.rates: list[float] = []
        self.worst = 0.0

    def add(self, times: Sequence[float], seconds: float) -> None:
        """Add a round."""
        self.rates.append(len(times) / seconds)
        self.worst = max(self.worst, *times)

    @property
    def rate(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rates)


def threads(place: Place, rounds: int) -> Iterator[Row]:
    """Compare eight threads that append to sixteen sessions, and to one."""
    for count in (SESSIONS, 1):
        ours, theirs = place.site(), place.site()
        append = _through(ours.open())
        writers = {
            "hansard": [append] * THREADS,
            "bare": [_bare_writer(theirs, number) for number in range(THREADS)],
        }
        sessions = {"hansard": _sessions(ours, count), "bare": _sessions(theirs, count)}
        runs = {side: _Run() for side in writers}
        for number in range(_runs(rounds)):
            for side in ("hansard", "bare") if number % 2 == 0 else ("bare", "hansard"):
                runs[side].add(*_append_in_threads(writers[side], sessions[side]))
        work = f"{THREADS} threads on {count} session{'s' if count > 1 else ''}"
        yield from _thread_rows(work, place.name, runs)


def _through(store: Hansard) -> Append:
    append = store.sessions.append_message
    return lambda session_id: append(session_id, ROLE, CONTENT, METADATA)


def _runs(rounds: int) -> int:
    return max(min(rounds, 3), rounds // 4)


def _thread_rows(work: str, place: str, runs: dict[str, _Run]) -> Iterator[Row]:
    ours, theirs = runs["hansard"], runs["bare"]
    target = None if place == "SQLite NORMAL" else Target(0.6, at_least=True)
    yield Row(work, place, ours.rate, theirs.rate, "per s", ours.rate / theirs.rate, target)
    yield Row(
        f"{work}: worst wait",
        place,
        ours.worst,
        theirs.worst,
        "s",
        ours.worst,
        None if place == "SQLite NORMAL" else Target(1.0),
        note="the figure is hansard's wait in seconds",
    )


def tasks(place: Place, rounds: int) -> Iterator[Row]:
    """Compare thirty-two asynchronous tasks with eight threads, both through hansard."""
    site = place.site()
    sessions = _sessions(site, SESSIONS)
    append = _through(site.open())
    runs = {"tasks": _Run(), "threads": _Run()}
    for _ in range(_runs(rounds)):
        runs["tasks"].add(*asyncio.run(_append_in_tasks(site.url, sessions)))
        runs["threads"].add(*_append_in_threads([append] * THREADS, sessions))
    ours, theirs = runs["tasks"].rate, runs["threads"].rate
    yield Row(
        f"{TASKS} tasks against {THREADS} threads",
        place.name,
        ours,
        theirs,
        "per s",
        ours / theirs,
        Target(0.8, at_least=True),
        note="both hansard",
    )


def _sessions(site: Site, count: int) -> list[str]:
    return [site.fill_messages(f"shared{number}", 0) for number in range(count)]


def _bare_writer(site: Site, number: int) -> Append:
    ids, bare = unique_ids(number * 30_000), site.bare()
    return lambda session_id: bare.append(session_id, next(ids), CONTENT, METADATA)


def _append_in_threads(appends: Sequence[Append], sessions: list[str]) -> tuple[list[float], float]:
    """Let every thread append until the time is over; give what each append took, and the time."""
    start = threading.Barrier(len(appends) + 1)
    stop = threading.Event()
    taken: list[list[float]] = [[] for _ in appends]

    def work(number: int) -> None:
        append = appends[number]
        append(sessions[number % len(sessions)])
        mine = itertools.cycle(sessions[number % len(sessions) :] + sessions[:number])
        start.wait()
        while not stop.is_set():
            before = perf_counter()
            append(next(mine))
            taken[number].append(perf_counter() - before)

    writers = [threading.Thread(target=work, args=(number,)) for number in range(len(appends))]
    for writer in writers:
        writer.start()
    start.wait()
    began = perf_counter()
    stop.wait(SECONDS)
    stop.set()
    for writer in writers:
        writer.join()
    return [time for times in taken for time in times], perf_counter() - began


async def _append_in_tasks(url: str, sessions: list[str]) -> tuple[list[float], float]:
    taken: list[float] = []
    async with hansard.open_async(url) as store:

        async def work(number: int, until: float) -> None:
            session_id = sessions[number % len(sessions)]
            while (before := perf_counter()) < until:
                await store.sessions.append_message(session_id, ROLE, CONTENT, METADATA)
                taken.append(perf_counter() - before)

        await asyncio.gather(*(work(number, 0.0) for number in range(TASKS)))
        began = perf_counter()
        await asyncio.gather(*(work(number, began + SECONDS) for number in range(TASKS)))
        return taken, perf_counter() - began
