"""Two server processes on one database, and servers that are told to end in the middle of work."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from time import monotonic
from typing import Any

import httpx

import hansard
from hansard import KeyRole
from libraries.databases import new_database
from libraries.evidence import record
from libraries.heard import faults_in
from libraries.records import expect_none
from libraries.served import PATIENCE, Client, ServerProcess, answer_of, eventually

EVENTS = 60
"""How many events are appended while somebody follows."""
TURNS = 3
SLOW = "slow=libraries.agents:SlowAgent"
LONG = "Count to 400"
"""A question whose answer takes seconds."""
ANSWERS, FOLLOWERS = 3, 3
PLACES = ANSWERS + FOLLOWERS + 1
"""Places for streams: all of them are taken when the server is told to end."""
IN_TIME = 6.0
"""Seconds in which a server has to end: what is under way has three."""


class ServersTogether:
    """Starts servers on one database, lets them share the work, and stops them."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._servers: list[ServerProcess] = []
        self._url = ""
        self._took = 0.0
        self._ended: list[str] = []

    def start_servers(self, backend: str, count: int) -> None:
        """Start servers on a new database, one beside the other."""
        self._url = new_database(backend)
        options = ("--rate", "0", "--agent", SLOW, "--streams", str(PLACES))
        self._servers = [ServerProcess(self._url, *options) for _ in range(count)]
        for server in self._servers:
            server.start()

    def stop_servers(self) -> None:
        """End what is still running."""
        for server in self._servers:
            server.__exit__()

    # --- together ---------------------------------------------------------------------------------

    def a_conversation_goes_on_at_the_other_server(self) -> None:
        """Each question is asked at the server that the one before was not asked at."""
        question, last = "What is 2+2?", "What was my last question?"
        echo = f'Your last question was: "{question}"'
        for number in range(TURNS):
            here, there = (Client(server) for server in self._in_turn(number))
            assert answer_of(here.ask(question, threadId="t")) == "2+2 is 4."
            assert answer_of(there.ask(last, threadId="t")) == echo
        listed = [
            Client(server).request("GET", "/api/sessions", params={"resourceId": "default-user"})
            for server in self._servers
        ]
        found = [response.json()["sessions"] for response in listed]
        assert found[0] == found[1] and len(found[0]) == 1, found
        with hansard.open(self._url) as store:
            messages = store.sessions.messages(found[0][0]["sessionId"])
        assert len(messages) == 4 * TURNS, [message.content for message in messages]

    def a_stream_has_what_is_written_through_the_other_server(self) -> None:
        """Nothing is missed and nothing repeated, in order, and the end is seen, too."""
        here, there = self._servers
        session_id = Client(here).request("POST", "/v1/sessions", json={}).json()["session_id"]
        path = f"/v1/sessions/{session_id}"
        with ThreadPoolExecutor(1) as pool:
            followed = pool.submit(self._follow, here, f"{path}/events/stream")
            with httpx.Client(base_url=there.address, timeout=PATIENCE, trust_env=False) as client:
                for number in range(EVENTS):
                    body = {"type": "tool_call_started", "data": {"number": number}}
                    response = client.post(f"{path}/events", json=body)
                    assert response.status_code == httpx.codes.CREATED, response.text
                assert client.post(f"{path}/complete").status_code == httpx.codes.OK
            *events, end = followed.result(PATIENCE)
        assert [event["id"] for event in events] == [str(1 + n) for n in range(EVENTS)], events
        numbers = [event["data"]["data"]["number"] for event in events]
        assert numbers == list(range(EVENTS)), numbers
        assert (end["event"], end["data"]) == ("end", {"status": "completed"}), end

    def a_key_that_is_revoked_opens_neither(self) -> None:
        """The next request finds it out, at both."""
        with hansard.open(self._url) as store:
            key, secret = store.keys.create("operator", KeyRole.ADMIN)
            assert self._heard(secret) == [httpx.codes.OK] * len(self._servers)
            store.keys.revoke(key.key_id)
        assert self._heard(secret) == [httpx.codes.UNAUTHORIZED] * len(self._servers)

    # --- told to end ------------------------------------------------------------------------------

    def stop_in_the_middle_of_work(self, name: str) -> None:
        """Send a signal while answers are given, events are followed and events are waited for."""
        [server] = self._servers
        session_id = Client(server).request("POST", "/v1/sessions", json={}).json()["session_id"]
        path = f"/v1/sessions/{session_id}/events"
        with ThreadPoolExecutor(PLACES) as pool, ExitStack() as stack:
            heard: list[Future[Any]] = []
            for place in range(ANSWERS):
                chunks = stack.enter_context(
                    Client(server).chat(LONG, threadId=f"t-{place}", agent="slow")
                )
                assert len(list(islice(chunks, 3))) == 3, "an answer was not begun"
                heard.append(pool.submit(list, chunks))
            for _ in range(FOLLOWERS):
                lines = stack.enter_context(_lines(server, f"{path}/stream"))
                heard.append(pool.submit(list, lines))
            heard.append(pool.submit(Client(server).request, "GET", f"{path}?wait_ms=25000"))
            eventually(lambda: _is_full(server, path), "somebody waits for events")
            began = monotonic()
            server.process.send_signal(signal.Signals[name])
            code = server.process.wait(PATIENCE)
            self._took = monotonic() - began
            self._ended = [_how(each) for each in heard]
        assert code == 0, f"the server ended with {code}\n{server.logged()[-2000:]}"

    def it_has_ended_in_time(self) -> None:
        """Within seconds, every response with its proper end, and without a fault in the log."""
        [server] = self._servers
        record(f"{self._url.partition(':')[0]}, stopped", seconds=round(self._took, 2))
        assert self._took < IN_TIME, f"it took {self._took:.1f} s"
        assert self._ended == ["ended"] * PLACES, self._ended
        expect_none("faults", faults_in(server.logged()))

    def no_run_is_left_running(self) -> None:
        """Every answer that was cut off is marked, and its question is there."""
        with hansard.open(self._url) as store:
            runs = list(store.queries.search_runs(limit=100).runs)
            assert len(runs) == ANSWERS, runs
            for run in runs:
                assert run.status.value == "cancelled", run
                [message] = store.sessions.messages(run.session_id)
                assert message.content == LONG, message

    # --- requests ---------------------------------------------------------------------------------

    def _in_turn(self, number: int) -> list[ServerProcess]:
        return self._servers if number % 2 == 0 else self._servers[::-1]

    def _heard(self, secret: str) -> list[int]:
        return [
            Client(server, secret).request("GET", "/v1/sessions").status_code
            for server in self._servers
        ]

    def _follow(self, server: ServerProcess, path: str) -> list[dict[str, Any]]:
        """Give the events of a stream up to its end."""
        with _lines(server, path) as lines:
            text = "\n".join(lines)
        blocks = [block for block in text.split("\n\n") if "data: " in block]
        events = [dict(re.findall(r"^(\w+): (.*)$", block, re.MULTILINE)) for block in blocks]
        return [{**event, "data": json.loads(event["data"])} for event in events]


@contextmanager
def _lines(server: ServerProcess, path: str) -> Iterator[Iterator[str]]:
    """Open an event stream, and give its lines as they come."""
    with (
        httpx.Client(base_url=server.address, timeout=PATIENCE, trust_env=False) as client,
        client.stream("GET", path) as response,
    ):
        assert response.status_code == httpx.codes.OK, response.read()
        yield response.iter_lines()


def _is_full(server: ServerProcess, path: str) -> bool:
    """Whether every place for a stream is taken; waiting for events takes one, too."""
    status = Client(server).request("GET", f"{path}?wait_ms=1").status_code
    return status == httpx.codes.TOO_MANY_REQUESTS


def _how(heard: Future[Any]) -> str:
    """Say how a response has ended."""
    error = heard.exception(PATIENCE)
    return "ended" if error is None else repr(error)
