"""A PostgreSQL server that goes away and comes back while writers append and followers follow."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic

import anyio
from sqlalchemy import text

import hansard
from hansard import EventType, TryLaterError
from libraries.databases import private_server
from libraries.evidence import record
from libraries.examination import connect
from libraries.followers import SESSION, Sighting, check_seen, sighting_of
from libraries.records import expect_none
from libraries.workers import PATIENCE, Worker, receive_from
from testbed.postgres import PostgresServer

WRITERS = 2
ROOM = 1 << 20
BETWEEN = 30
"""Events of every writer, and events that every follower saw, between two restarts."""

WAYS = ("fast", "immediate", "kill")
NEVER_MS = 10 * 60 * 1000
"""How rarely a follower looks that relies on being told: longer than the suite's patience."""

LAST = EventType.SESSION_COMPLETED


@dataclass(slots=True)
class Account:
    """What was stored, what writers were told, and what each follower saw."""

    stored: list[Sighting]
    acknowledged: list[Sighting]
    seen: dict[str, list[Sighting]]


def append_and_repeat(url: str, name: str, reports: Connection) -> None:
    """Append events, and repeat what the server did not answer, until killed."""
    with hansard.open(url) as store:
        for number in count():
            told = None
            while told is None:
                try:
                    key = f"{name}-{number}"
                    told = store.events.append(SESSION, EventType.MESSAGE_SENT, event_id=key)
                except TryLaterError:
                    continue
            reports.send(sighting_of(told))


def follow_to_the_end(url: str, interval_ms: int | None, reports: Connection) -> None:
    """Follow the session by one iterator until its last event."""
    with hansard.open(url) as store:
        for event in store.events.follow(SESSION, poll_interval_ms=interval_ms):
            reports.send(sighting_of(event))
            if event.type is LAST:
                return


def follow_to_the_end_async(url: str, interval_ms: int | None, reports: Connection) -> None:
    """Do the same on the asynchronous face."""

    async def follow() -> None:
        async with hansard.open_async(url) as store:
            async for event in store.events.follow(SESSION, poll_interval_ms=interval_ms):
                reports.send(sighting_of(event))
                if event.type is LAST:
                    return

    anyio.run(follow)


FOLLOWERS = {
    "follower": (follow_to_the_end, None),
    "follower that is told": (follow_to_the_end, NEVER_MS),
    "async follower": (follow_to_the_end_async, None),
    "async follower that is told": (follow_to_the_end_async, NEVER_MS),
}


class FollowedRestarts:
    """Takes a server away from writers and followers, and gives it back."""

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

    def restart_under_followers(self, url: str, rounds: int) -> Account:
        """Take the server away in each of the ways, so many times, under writers and followers."""
        writers = [
            Worker(append_and_repeat, url, f"writer-{n}", capacity=ROOM) for n in range(WRITERS)
        ]
        followers = {
            name: Worker(follow, url, interval, capacity=ROOM)
            for name, (follow, interval) in FOLLOWERS.items()
        }
        crew = [*writers, *followers.values()]
        try:
            for way in WAYS * rounds:
                _wait_for_more(crew)
                self._take_away(way)
            _wait_for_more(crew)
            for writer in writers:
                writer.kill()
            acknowledged = [told for writer in writers for told in writer.drain()]
            with hansard.open(url) as store:
                store.events.append(SESSION, LAST)
            seen = {name: follower.drain() for name, follower in followers.items()}
        finally:
            for worker in crew:
                worker.__exit__()
        record("restarts", restarts=rounds * len(WAYS), events_acknowledged=len(acknowledged))
        return Account(_stored(url), acknowledged, seen)

    def every_event_that_was_acknowledged_is_stored(self, account: Account) -> None:
        """Each stands once, where its writer was told."""
        stored = set(account.stored)
        assert len(stored) == len(account.stored), "an event is stored twice"
        lost = [str(told) for told in account.acknowledged if told not in stored]
        expect_none("lost", lost)

    def every_follower_saw_every_event_once(self, account: Account) -> None:
        """Each follower saw all that is stored, in the order of its numbers, and no more."""
        for name, seen in account.seen.items():
            record(name, events_seen=len(seen))
            check_seen(account.stored, seen)

    def _take_away(self, way: str) -> None:
        assert self._server is not None, "no server was started"
        if way == "kill":
            self._server.kill()
            self._server.resume()
        else:
            self._server.restart("fast" if way == "fast" else "immediate")


def _wait_for_more(crew: list[Worker]) -> None:
    """Wait until every writer has appended more, and every follower has seen more."""
    goals = [len(worker.received) + BETWEEN for worker in crew]
    deadline = monotonic() + PATIENCE
    while behind := [
        worker for worker, goal in zip(crew, goals, strict=True) if len(worker.received) < goal
    ]:
        assert monotonic() < deadline, f"{len(behind)} workers do not go on"
        assert not any(worker.has_ended for worker in crew), "a worker has failed"
        receive_from(crew, deadline - monotonic())


def _stored(url: str) -> list[Sighting]:
    with connect(url) as connection:
        rows = connection.execute(text("SELECT sequence, event_id FROM events ORDER BY sequence"))
        return [Sighting(*row) for row in rows]
