"""A server process and the same store opened in this process, asked for the same things."""

import asyncio
import http.client
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from time import perf_counter, process_time
from typing import Any

import hansard
from benchmarks.http.clients import ask, request_to
from benchmarks.http.server import ServerProcess
from benchmarks.raw.places import Site
from benchmarks.raw.workload import ACTOR, CONTENT, METADATA, ROLE
from hansard.chat import Answering, OfflineAgent

SESSIONS = 16
LENGTH, MIDDLE, PAGE = 1_000, 500, 50
QUESTION = "Tell me something."
"""The offline agent answers with what it can do: some thirty chunks, one for each word."""
RESOURCE = "ann"

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one side came to in one round.

    Attributes:
        rate: how often it was done per second.
        used: processor time that the server, or this process, took each time, in seconds.
        busy: the share of one processor that the client took.
    """

    rate: float
    used: float
    busy: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """How fast an answer came.

    Attributes:
        first: seconds from the question to the first chunk.
        each: seconds that each further chunk took.
    """

    first: float
    each: float


class Comparison:
    """Both sides on one database. The server is started once.

    Args:
        site: a fresh database.

    Attributes:
        requests: what is asked of the server, by name.
        calls: what the endpoints call for it, by the same names.
    """

    def __init__(self, site: Site) -> None:
        self._opened = ExitStack()
        site.opened.push(self._opened)
        with hansard.open(site.url) as store:
            sessions = [store.sessions.create(ACTOR).session_id for _ in range(SESSIONS)]
            _, self._secret = store.keys.create("benchmark", "append")
        site.fill_messages("empty", 0)
        site.fill_messages("long", LENGTH)
        self._server = self._opened.enter_context(ServerProcess(site.url))
        self._loop = self._opened.enter_context(asyncio.Runner())
        self._store = hansard.open_async(site.url)
        self._loop.run(self._store.__aenter__())
        self._opened.callback(lambda: self._loop.run(self._store.close()))
        self.requests = self._requests(sessions)
        self.calls = self._calls(cycle(sessions))

    def _requests(self, sessions: Sequence[str]) -> dict[str, list[str]]:
        server, secret = self._server, self._secret
        body = json.dumps({"role": ROLE, "content": CONTENT, "metadata": METADATA})
        page = f"/v1/sessions/long/messages?from={MIDDLE}&limit={PAGE}"
        return {
            "nothing": [request_to(server, "GET", "/healthz")],
            "session": [request_to(server, "GET", "/v1/sessions/empty", secret=secret)],
            "append": [
                request_to(server, "POST", f"/v1/sessions/{one}/messages", secret=secret, body=body)
                for one in sessions
            ],
            "page": [request_to(server, "GET", page, secret=secret)],
        }

    def _calls(self, sessions: Iterator[str]) -> dict[str, Call]:
        service = self._store.sessions
        return {
            "session": lambda: service.get("empty", with_messages=False),
            "append": lambda: service.append_message(next(sessions), ROLE, CONTENT, METADATA),
            "page": lambda: service.messages_from("long", MIDDLE, PAGE),
        }

    def over_http(self, name: str, connections: int, seconds: float) -> Figures:
        """Ask the server for something over so many connections."""
        before = self._server.used()
        load = ask(self._server, self.requests[name], connections, seconds)
        used = self._server.used() - before
        return Figures(load.answered / load.seconds, used / load.answered, load.busy)

    def in_process(self, name: str, tasks: int, seconds: float) -> Figures:
        """Call the service for it in so many tasks."""
        used, began = process_time(), perf_counter()
        count = self._loop.run(_repeat(self.calls[name], tasks, began + seconds))
        taken = perf_counter() - began
        return Figures(count / taken, (process_time() - used) / count)

    def chat_over_http(self) -> Answer:
        """Ask the offline agent something in a new thread, over HTTP."""
        connection = http.client.HTTPConnection(self._server.host, self._server.port)
        headers = {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/json"}
        body = json.dumps({"message": QUESTION, "resourceId": RESOURCE}).encode()
        connection.connect()
        began = perf_counter()
        connection.request("POST", "/api/chat", body, headers)
        came = [
            (perf_counter(), line) for line in connection.getresponse() if line.startswith(b"data:")
        ]
        connection.close()
        return _answer(began, [(moment, json.loads(line[5:])) for moment, line in came])

    def chat_in_process(self) -> Answer:
        """Ask it in this process, through what the endpoint calls."""
        return self._loop.run(self._chat())

    async def _chat(self) -> Answer:
        agent = OfflineAgent()
        began = perf_counter()
        turn = await self._store.conversations.begin(
            None, RESOURCE, QUESTION, agent=agent.name, provider=agent.provider
        )
        answering = Answering(self._store, agent, turn)
        return _answer(began, [(perf_counter(), chunk) async for chunk in answering])


async def _repeat(call: Call, tasks: int, until: float) -> int:
    """Make a call again and again in each task; give how often it was made."""
    count = 0

    async def work() -> None:
        nonlocal count
        while perf_counter() < until:
            await call()
            count += 1

    await asyncio.gather(*(work() for _ in range(tasks)))
    return count


def _answer(began: float, came: Sequence[tuple[float, dict[str, Any]]]) -> Answer:
    """Give how fast an answer came that is complete."""
    last = came[-1][1] if came else None
    if last is None or last.get("subtype") != "complete":
        raise RuntimeError(f"no answer: {last}")
    first = came[0][0]
    return Answer(first - began, (came[-1][0] - first) / (len(came) - 1))
