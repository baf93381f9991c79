"""A PostgreSQL server that goes away and comes back while a client appends."""

from __future__ import annotations

import random
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic

import hansard
from hansard import SessionMessage, TryLaterError
from libraries.databases import private_server
from libraries.evidence import record
from libraries.examination import Acknowledged, Place, examine
from libraries.log_collection import collect
from libraries.workers import PATIENCE, Worker, receive_from
from testbed.postgres import PostgresServer

SESSION = "long talk"
CLIENTS = 3
ROOM = 1 << 20
APPENDS_BETWEEN = 30
"""Acknowledgements of every client before the server goes away again."""

SPREAD = 0.02
WAYS = ("fast", "immediate", "kill")


def append_and_repeat(url: str, name: str, acknowledgements: Connection) -> None:
    """Append with keys, and repeat what the server did not answer, until killed or done."""
    repeated = 0
    lost = collect("hansard.database")
    with hansard.open(url) as store:
        for number in count():
            key = f"{name}-{number}"
            stored: SessionMessage | None = None
            while stored is None:
                try:
                    stored = store.sessions.append_message(SESSION, "user", key, message_id=key)
                except TryLaterError:
                    repeated += 1
            place = Place(store.namespace, SESSION, stored.sequence)
            acknowledgements.send((Acknowledged(place, key, key), repeated, len(lost)))


class ServerRestarts:
    """Takes a server away from its clients, and gives it back."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._server: PostgresServer | None = None

    def start_a_server(self) -> str:
        """Start a server for this test alone, and give the URL of a database on it."""
        self._server = private_server()
        self._server.start()
        url = self._server.create_database()
        with hansard.open(url) as store:
            store.sessions.create("robot", session_id=SESSION)
        return url

    def stop_the_server(self) -> None:
        """Stop the server and remove its files, where it was started."""
        if self._server is not None:
            self._server.stop()

    def restart_under_clients(self, url: str, rounds: int) -> list[Acknowledged]:
        """Take the server away in each of the ways, so many times, while clients append."""
        crew = [
            Worker(append_and_repeat, url, f"client-{n}", capacity=ROOM) for n in range(CLIENTS)
        ]
        ways = [way for _ in range(rounds) for way in WAYS]
        moments = random.Random(0)
        try:
            for way in ways:
                _wait_for_appends(crew)
                end = monotonic() + moments.uniform(0, SPREAD)
                while (left := end - monotonic()) > 0:
                    receive_from(crew, left)
                self._take_away(way)
            _wait_for_appends(crew)
        finally:
            for worker in crew:
                worker.kill()
        return _told(crew, len(ways), url)

    def _take_away(self, way: str) -> None:
        assert self._server is not None, "no server was started"
        if way == "kill":
            self._server.kill()
            self._server.resume()
        else:
            self._server.restart("fast" if way == "fast" else "immediate")


def _wait_for_appends(crew: list[Worker]) -> None:
    """Wait until every client has had more appends acknowledged."""
    goals = [len(worker.received) + APPENDS_BETWEEN for worker in crew]
    deadline = monotonic() + PATIENCE
    while any(len(worker.received) < goal for worker, goal in zip(crew, goals, strict=True)):
        assert monotonic() < deadline, "the clients do not append"
        assert not any(worker.has_ended for worker in crew), "a client has failed"
        receive_from(crew, deadline - monotonic())


def _told(crew: list[Worker], restarts: int, url: str) -> list[Acknowledged]:
    """Give what the clients were told; that they have met the restarts is asserted."""
    acknowledged = []
    repeated = retried = 0
    for worker in crew:
        *told, last = worker.drain()
        acknowledged += [ack for ack, _, _ in (*told, last)]
        repeated += last[1]
        retried += last[2]
        worker.__exit__()
    assert retried, "no append met a server that was away, so nothing is shown"
    record(
        f"{CLIENTS} clients, restarts {', '.join(WAYS)}",
        restarts=restarts,
        appends_acknowledged=len(acknowledged),
        attempts_repeated_by_hansard=retried,
        appends_repeated_by_clients=repeated,
        messages_stored_without_acknowledgement=len(examine(url).messages) - len(acknowledged),
    )
    return acknowledged
