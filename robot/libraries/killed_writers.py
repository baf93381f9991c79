"""Writers that are killed with SIGKILL in the middle of their appends."""

from __future__ import annotations

import random
from contextlib import ExitStack
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic

import hansard
from libraries.evidence import record
from libraries.examination import Acknowledged, Place, examine
from libraries.workers import PATIENCE, Worker, receive_from

SESSIONS = ("left", "right")
ROOM = 1 << 20
"""Bytes of acknowledgements that a writer may be ahead of its parent."""

WARM_UP = 3
"""Acknowledgements of every writer before the killing begins."""

SPREAD = 0.03
"""Seconds over which the writers of one round die."""


def append_until_killed(url: str, name: str, acknowledgements: Connection) -> None:
    """Append one and three messages in turn, and report each append once it has returned."""
    with hansard.open(url) as store:
        for number in count():
            session_id = SESSIONS[number % 2]
            contents = [f"{name}-{number}-{part}" for part in range(1 if number % 4 < 2 else 3)]
            stored = store.sessions.append_messages(
                session_id, [{"role": "user", "content": content} for content in contents]
            )
            acknowledgements.send(
                [
                    Acknowledged(
                        Place(store.namespace, session_id, message.sequence),
                        message.message_id,
                        content,
                    )
                    for message, content in zip(stored, contents, strict=True)
                ]
            )


class KilledWriters:
    """Starts writers, kills them while they append, and keeps what they acknowledged."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def kill_writers_while_they_append(
        self, url: str, writers: int = 4, rounds: int = 25
    ) -> list[Acknowledged]:
        """Kill all writers in every round, each at its own moment; give what was acknowledged."""
        with hansard.open(url) as store:
            for session_id in SESSIONS:
                store.sessions.create("robot", session_id=session_id)
        acknowledged: list[Acknowledged] = []
        appends = 0
        for number in range(rounds):
            batches = _kill_round(url, number, writers)
            appends += len(batches)
            acknowledged += [ack for batch in batches for ack in batch]
        stored = examine(url).messages
        record(
            f"{writers} writers, {rounds} rounds",
            kills=writers * rounds,
            appends_acknowledged=appends,
            messages_acknowledged=len(acknowledged),
            messages_stored_without_acknowledgement=len(stored) - len(acknowledged),
        )
        return acknowledged


def _kill_round(url: str, number: int, writers: int) -> list[list[Acknowledged]]:
    """Run one round and give the batches that were acknowledged, writer by writer."""
    moments = random.Random(number)
    with ExitStack() as stack:
        crew = [
            stack.enter_context(Worker(append_until_killed, url, f"{number}-{n}", capacity=ROOM))
            for n in range(writers)
        ]
        _wait_until_all_append(crew)
        start = monotonic()
        for moment, n in sorted((start + moments.uniform(0, SPREAD), n) for n in range(writers)):
            while (left := moment - monotonic()) > 0:
                receive_from(crew, left)
            crew[n].kill()
        batches = [batch for worker in crew for batch in worker.drain()]
        assert all(worker.was_killed() for worker in crew), "a writer ended before it was killed"
    return batches


def _wait_until_all_append(crew: list[Worker]) -> None:
    deadline = monotonic() + PATIENCE
    while min(len(worker.received) for worker in crew) < WARM_UP:
        assert monotonic() < deadline, "the writers do not append"
        assert not any(worker.has_ended for worker in crew), "a writer has failed"
        receive_from(crew, deadline - monotonic())
