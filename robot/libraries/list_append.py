"""Clients that append to one list and read it at the same time, and the verdict on them."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from time import monotonic

import hansard
from hansard import StaleSessionError
from libraries.evidence import record
from libraries.list_clients import CLIENTS, LIST, ListClient, StoreClient
from libraries.list_history import Append, History, Read, Span, anomalies
from libraries.workers import PATIENCE, make_barrier, run_together

PROCESSES = 4
THREADS = 2


@dataclass(frozen=True, slots=True)
class Task:
    """What the clients of one process do."""

    url: str
    client: str
    process: int
    operations: int


class ListAppend:
    """Runs clients against one list and counts the anomalies of what they saw."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def count_anomalies(self, url: str, client: str, operations: int) -> dict[str, int]:
        """Let eight clients of a kind append and read, each so many times, and check it all."""
        with hansard.open(url) as store:
            store.sessions.create("robot", session_id=LIST)
        start = make_barrier(PROCESSES)
        tasks = [Task(url, client, process, operations) for process in range(PROCESSES)]
        history = History()
        for part in run_together(work, [(task, start) for task in tasks]):
            history.add(part)
        assert not history.errors, f"{len(history.errors)}, such as {history.errors[0]}"
        with hansard.open(url) as store:
            final = StoreClient(store).read()
        found = dict(anomalies(history, final))
        record(
            f"{client}, {PROCESSES * THREADS} clients, {url.partition(':')[0].partition('+')[0]}",
            appends=len(history.appends),
            appends_refused_as_stale=len(history.refused),
            reads=len(history.reads),
            anomalies=sum(found.values()),
            **{f"anomalies_{kind.replace(' ', '_')}": times for kind, times in found.items()},
        )
        return found

    def there_is_no_anomaly(self, found: dict[str, int]) -> None:
        """Every operation fits into one order."""
        assert not found, f"anomalies: {found}"

    def there_are_anomalies(self, found: dict[str, int], kind: str) -> None:
        """The check has seen that the clients break their promise."""
        assert found.get(kind), f"of {kind!r} the check has seen nothing, only {found}"


def work(task: Task, start: Barrier) -> History:
    """Run the clients of one process, each in a thread of its own."""
    with hansard.open(task.url) as store, ThreadPoolExecutor(THREADS) as threads:
        clients = [CLIENTS[task.client](store) for _ in range(THREADS)]
        start.wait(PATIENCE)
        history = History()
        for part in threads.map(
            lambda n: _act(clients[n], f"{task.process}-{n}", task.operations), range(THREADS)
        ):
            history.add(part)
        return history


def _act(client: ListClient, name: str, operations: int) -> History:
    """Append, append where the list ends as this client believes, and read, in random order."""
    choices, history, length = random.Random(name), History(), 0
    for number in range(operations):
        value, choice = f"{name}-{number}", choices.random()
        begin = monotonic()
        try:
            if choice < 0.25:
                values = client.read()
                history.reads.append(Read(values, Span(begin, monotonic())))
                length = len(values)
            else:
                position = client.append(value, length if choice < 0.5 else None)
                history.appends.append(Append(value, position, Span(begin, monotonic())))
                length = position + 1
        except StaleSessionError as error:
            history.refused.append(value)
            length = error.actual_sequence
        except Exception as error:  # noqa: BLE001 - any error counts
            history.errors.append(f"{value}: {error!r}")
    return history
