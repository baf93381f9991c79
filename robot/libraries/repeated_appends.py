"""Clients that are killed, start again, and repeat what was not acknowledged to them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic

import hansard
from libraries.evidence import record
from libraries.examination import Acknowledged, Place, examine
from libraries.workers import PATIENCE, Worker, receive_from

SESSIONS = ("left", "right")
CLIENTS = 4
LAST_STEPS = 5
"""Steps that every client still takes, unharmed, when the killing is over."""

ROOM = 1 << 20
NARROW = 4096
"""Bytes of a pipe in which `FITTING` acknowledgements have room, and no more."""

FITTING = 8
PADDED = 480
"""Bytes of one acknowledgement; the pipe adds about 20, so the ninth does not fit."""

SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Client:
    """One client, as it starts: whether it sends keys, and the first step it has to take."""

    name: str
    has_keys: bool
    next_step: int
    stop_before: int | None = None

    @property
    def session_id(self) -> str:
        """The session that it appends to."""
        return SESSIONS[int(self.name) % 2]


def contents_of(name: str, step: int) -> list[str]:
    """Give what a client appends in one step: three messages in every third, else one."""
    return [f"{name}-{step}-{part}" for part in range(3 if step % 3 == 2 else 1)]


def append_steps(url: str, client: Client, acknowledgements: Connection) -> None:
    """Take steps from where the client stands, and report each once it has returned."""
    end = client.stop_before
    steps = count(client.next_step) if end is None else range(client.next_step, end)
    with hansard.open(url) as store:
        for step in steps:
            stored = store.sessions.append_messages(
                client.session_id,
                [
                    {
                        "role": "user",
                        "content": content,
                        "message_id": f"key-{content}" if client.has_keys else None,
                    }
                    for content in contents_of(client.name, step)
                ],
            )
            places = [(message.sequence, message.message_id) for message in stored]
            acknowledgements.send(json.dumps([step, places]).encode().ljust(PADDED))


class RepeatedAppends:
    """Kills clients and lets them repeat, with keys and without."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def kill_clients_that_repeat(self, url: str, *, keys: bool, rounds: int) -> list[Acknowledged]:
        """Kill all clients in every round, and let them start again at what is not acknowledged.

        In every second round they die at any moment, in the others between the commit and the
        acknowledgement: the pipe for it is full, and the parent sees the message through a
        reader of its own.
        """
        run = _Run(url, keys)
        for number in range(rounds):
            run.kill_round(number, in_window=number % 2 == 0)
        run.finish()
        found = examine(url)
        record(
            f"{CLIENTS} clients, {rounds} rounds, {'with keys' if keys else 'without keys'}",
            kills=CLIENTS * rounds,
            kills_between_commit_and_acknowledgement=run.kills_in_window,
            messages_sent=len(list(run.sent())),
            messages_stored=len(found.messages),
            messages_stored_twice=len(found.doubled()),
        )
        return run.acknowledged

    def everything_sent_is_stored(self, url: str, acknowledged: list[Acknowledged]) -> None:
        """Every client ended with all its steps acknowledged, and all of them are there."""
        stored = {content for _, content in examine(url).messages.values()}
        for name in map(str, range(CLIENTS)):
            steps = {int(ack.content.split("-")[1]) for ack in acknowledged if _is_of(name, ack)}
            assert steps == set(range(len(steps))), f"client {name} was told of {sorted(steps)}"
            sent = {content for step in steps for content in contents_of(name, step)}
            assert sent <= stored, f"lost: {sorted(sent - stored)}"

    def some_messages_are_stored_twice(self, url: str) -> None:
        """The control: where this fails, the run without keys shows nothing."""
        assert examine(url).doubled(), "no message is stored twice, so the run shows nothing"


class _Run:
    """The clients over all rounds: where each stands, and what was acknowledged to it."""

    def __init__(self, url: str, keys: bool) -> None:
        self._url, self._keys = url, keys
        self.next_steps = [0] * CLIENTS
        self.acknowledged: list[Acknowledged] = []
        self.kills_in_window = 0
        with hansard.open(url) as store:
            self._namespace = store.namespace
            for session_id in SESSIONS:
                store.sessions.create("robot", session_id=session_id)

    def sent(self) -> Iterator[str]:
        """Give every content that a client has had acknowledged, once."""
        for n in range(CLIENTS):
            for step in range(self.next_steps[n]):
                yield from contents_of(str(n), step)

    def kill_round(self, number: int, *, in_window: bool) -> None:
        """Start every client, kill every one, and take note of what it was told."""
        with ExitStack() as stack:
            crew = [
                stack.enter_context(
                    Worker(
                        append_steps,
                        self._url,
                        self._client(n),
                        capacity=NARROW if in_window else ROOM,
                    )
                )
                for n in range(CLIENTS)
            ]
            if in_window:
                self._wait_for_commits_beyond_the_pipes()
                self.kills_in_window += CLIENTS
            else:
                _wait_for_any_moment(crew, random.Random(number))
            for n, worker in enumerate(crew):
                worker.kill()
                self._take_note(n, worker)
                assert worker.was_killed(), "a client ended before it was killed"

    def finish(self) -> None:
        """Let every client take its last steps unharmed."""
        with ExitStack() as stack:
            crew = [
                stack.enter_context(
                    Worker(append_steps, self._url, self._client(n, LAST_STEPS), capacity=ROOM)
                )
                for n in range(CLIENTS)
            ]
            for n, worker in enumerate(crew):
                self._take_note(n, worker)
                assert worker.join(monotonic() + PATIENCE) == 0, "a client failed"

    def _client(self, n: int, more: int | None = None) -> Client:
        end = None if more is None else self.next_steps[n] + more
        return Client(str(n), self._keys, self.next_steps[n], end)

    def _take_note(self, n: int, worker: Worker) -> None:
        for report in worker.drain():
            step, places = json.loads(report)
            assert step == self.next_steps[n], "a client has left out a step"
            self.next_steps[n] = step + 1
            session_id = SESSIONS[n % 2]
            for content, (sequence, message_id) in zip(
                contents_of(str(n), step), places, strict=True
            ):
                place = Place(self._namespace, session_id, sequence)
                self.acknowledged.append(Acknowledged(place, message_id, content))

    def _wait_for_commits_beyond_the_pipes(self) -> None:
        """Wait until every client has committed a step whose acknowledgement cannot get out."""
        awaited = {
            contents_of(str(n), step + FITTING)[-1] for n, step in enumerate(self.next_steps)
        }
        deadline = monotonic() + PATIENCE
        with hansard.open(self._url) as store:
            positions = dict.fromkeys(SESSIONS, 0)
            while awaited:
                assert monotonic() < deadline, f"not committed: {awaited}"
                for session_id, position in positions.items():
                    page = store.sessions.messages_from(session_id, position)
                    awaited -= {message.content for message in page}
                    positions[session_id] = position + len(page)


def _wait_for_any_moment(crew: list[Worker], moments: random.Random) -> None:
    """Wait until all have begun, and then for a random part of `SPREAD`."""
    deadline = monotonic() + PATIENCE
    while not all(worker.received for worker in crew):
        assert monotonic() < deadline, "the clients do not append"
        receive_from(crew, deadline - monotonic())
    end = monotonic() + moments.uniform(0, SPREAD)
    while (left := end - monotonic()) > 0:
        receive_from(crew, left)


def _is_of(name: str, acknowledged: Acknowledged) -> bool:
    return acknowledged.content.startswith(f"{name}-")
