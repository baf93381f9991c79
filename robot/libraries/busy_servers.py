"""Servers with many clients, clients that go away, and servers that are killed as they answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice
from threading import Barrier
from time import monotonic
from typing import NamedTuple

import httpx

import hansard
from hansard import Hansard, Run
from hansard.domain.run import RunStatus
from libraries.evidence import record
from libraries.served import Client, ServerProcess, answer_of, eventually

SLOW = "slow=libraries.agents:SlowAgent"
STUBBORN = "stubborn=libraries.agents:StubbornAgent"
RESOURCE = "default-user"
LONG = "Count to 400"
"""A question whose answer takes seconds."""


class Begun(NamedTuple):
    """An answer that somebody has seen the beginning of."""

    thread: str
    session_id: str
    run_id: str


class BusyServers:
    """Starts a server, puts it under load, cuts it off, and looks at what it has recorded."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._server: ServerProcess | None = None
        self._begun: list[Begun] = []
        self._asked: dict[str, list[str]] = {}

    @property
    def server(self) -> ServerProcess:
        """The server that was started."""
        assert self._server is not None, "no server was started"
        return self._server

    @property
    def client(self) -> Client:
        """Somebody who calls it."""
        return Client(self.server)

    def start_server(self, url: str, abandoned_after: int = 60) -> None:
        """Start a server with an agent that takes its time, and no limit of rates.

        Args:
            abandoned_after: seconds after which it takes a silent run for dead.
        """
        patience = ("--abandoned-after", str(abandoned_after))
        self._server = ServerProcess(
            url, "--agent", SLOW, "--agent", STUBBORN, "--rate", "0", "--streams", "64", *patience
        )
        self._server.start()

    def stop_server(self) -> None:
        """End what is still running."""
        self.server.__exit__()

    # --- many at once -----------------------------------------------------------------------------

    def ask_from_clients_at_once(self, clients: int, turns: int, threads: int) -> None:
        """Let clients ask one question after the other, all at the same time."""
        start = Barrier(clients, timeout=60)
        with ThreadPoolExecutor(clients) as pool:
            work = partial(self._ask_again_and_again, start, turns=turns, threads=threads)
            list(pool.map(work, range(clients)))
        record(
            f"{_kind(self.server.url)}, {threads} threads",
            clients=clients,
            questions=sum(map(len, self._asked.values())),
        )

    def _ask_again_and_again(self, start: Barrier, place: int, *, turns: int, threads: int) -> None:
        thread = f"thread-{place % threads}"
        start.wait()
        for turn in range(turns):
            number = place * turns + turn
            question = f"What is {number}+{number}?"
            self._asked.setdefault(thread, []).append(question)
            answer = answer_of(self.client.ask(question, threadId=thread))
            assert answer == f"{number}+{number} is {2 * number}.", answer

    def every_question_is_recorded_once_with_its_answer(self) -> None:
        """Each thread has one session, whose messages are the questions and their answers."""
        with hansard.open(self.server.url) as store:
            mappings = store.threads.list_sessions(RESOURCE)
            assert {mapping.thread_id for mapping in mappings} == set(self._asked), mappings
            for mapping in mappings:
                self._check_thread(store, mapping.thread_id, mapping.session_id)

    def _check_thread(self, store: Hansard, thread: str, session_id: str) -> None:
        messages = store.sessions.messages(session_id)
        questions = [message.content for message in messages if message.role.value == "user"]
        assert sorted(questions) == sorted(self._asked[thread]), questions
        runs = {run.run_id: run for run in store.manager.get_session_runs(session_id)}
        assert len(runs) == len(questions), "a question without a run, or a run without one"
        for message in messages:
            if message.role.value == "assistant":
                run = runs.pop(str(message.metadata["run_id"]))
                assert run.status is RunStatus.COMPLETED, run
                assert message.content.startswith(str(run.input["prompt"])[8:-1]), message
        assert not runs, f"{len(runs)} runs have no answer"

    # --- cut off ----------------------------------------------------------------------------------

    def leave_in_the_middle_of_answers(self, times: int, at_once: int) -> None:
        """Let clients hang up after a few chunks, at another place each time."""
        with ThreadPoolExecutor(at_once) as pool:
            self._begun = list(pool.map(self._leave, range(times // 2)))
            self._wait_until_quiet()
            before = self.server.open_sockets()
            self._begun += pool.map(self._leave, range(times // 2, times))
        eventually(lambda: self.server.open_sockets() <= before, f"back to {before} open sockets")
        record(
            f"{_kind(self.server.url)}, left", times=times, open_sockets=self.server.open_sockets()
        )

    def _wait_until_quiet(self) -> None:
        with hansard.open(self.server.url) as store:
            eventually(lambda: not _running(store, self._begun), "no run is left running")

    def _leave(self, place: int) -> Begun:
        with self.client.chat(LONG, threadId=f"thread-{place}", agent="slow") as chunks:
            heard = list(islice(chunks, 1 + place % 7))
        assert len(heard) == 1 + place % 7, f"the answer ended with {heard[-1]}"
        first = heard[0]
        return Begun(f"thread-{place}", first["session_id"], first["run_id"])

    def kill_server_in_the_middle_of_answers(self, rounds: int, at_once: int) -> None:
        """Kill the server while it answers several questions, and start it again, many times."""
        for number in range(rounds):
            begun = Barrier(at_once + 1, timeout=60)
            with ThreadPoolExecutor(at_once) as pool:
                asked = [
                    pool.submit(self._hear_until_the_end, f"thread-{place}", begun)
                    for place in range(at_once)
                ]
                begun.wait()
                self.server.kill()
                self._begun += [each.result() for each in asked]
            self.server.start()
            assert len(self._begun) == (number + 1) * at_once, "an answer was not begun"
        record(f"{_kind(self.server.url)}, killed", kills=rounds, answers=len(self._begun))

    def _hear_until_the_end(self, thread: str, begun: Barrier) -> Begun:
        with self.client.chat(LONG, threadId=thread, agent="slow") as chunks:
            first = next(chunks)
            next(chunks)
            next(chunks)
            begun.wait()
            with suppress(httpx.TransportError):
                rest = list(chunks)
                raise AssertionError(f"the server was not killed: {rest[-1]}")
        return Begun(thread, first["session_id"], first["run_id"])

    def stop_server_while_stubborn_agents_answer(self, agents: int, within: float) -> None:
        """Tell the server to end while agents answer that take no notice of it, and wait for it.

        Args:
            within: so many seconds.
        """
        begun = Barrier(agents + 1, timeout=60)
        with ThreadPoolExecutor(agents) as pool:
            asked = [
                pool.submit(self._hear_stubborn, f"thread-{place}", begun)
                for place in range(agents)
            ]
            begun.wait()
            told = monotonic()
            code = self.server.stop()
            took = monotonic() - told
            self._begun = [each.result() for each in asked]
        assert code == 0, f"the server ended with {code}"
        assert took < within, f"the server ended after {took:.1f} s"
        record(f"{_kind(self.server.url)}, stubborn", agents=agents, seconds=round(took, 1))

    def _hear_stubborn(self, thread: str, begun: Barrier) -> Begun:
        with self.client.chat(LONG, threadId=thread, agent="stubborn") as chunks:
            first = next(chunks)
            next(chunks)
            begun.wait()
            with suppress(httpx.TransportError):
                assert not list(chunks), "the agent went on"
        return Begun(thread, first["session_id"], first["run_id"])

    # --- what is left -----------------------------------------------------------------------------

    def every_answer_that_was_cut_off_is_marked(self, status: str) -> None:
        """The question is there, the run is over, what was said is in its events, and no more."""
        self._wait_until_quiet()
        with hansard.open(self.server.url) as store:
            for begun in self._begun:
                run = _runs_of(store, begun)[begun.run_id]
                assert run.status.value == status, run
                said = store.manager.get_session_events(begun.session_id, run_id=begun.run_id)
                assert [event.type.value for event in said][:2] == ["run_started", "message_sent"]
                assert said[-1].type.value == f"run_{status}", said[-1]
            for session_id in {begun.session_id for begun in self._begun}:
                expected = sum(begun.session_id == session_id for begun in self._begun)
                messages = store.sessions.messages(session_id)
                assert [message.content for message in messages] == [LONG] * expected, messages

    def every_conversation_goes_on(self) -> None:
        """Whoever asks again is answered, in the same session, from what was asked before."""
        for thread, session_id in {(begun.thread, begun.session_id) for begun in self._begun}:
            chunks = self.client.ask("What was my last question?", threadId=thread)
            assert chunks[0]["session_id"] == session_id, chunks[0]
            assert answer_of(chunks) == f'Your last question was: "{LONG}"', chunks

    def the_log_has_one_json_object_a_line_and_no_content(self) -> None:
        """Nothing of what was said is in the log, and nothing went wrong that nobody expected."""
        lines = self.server.logged().splitlines()
        assert lines, "nothing was logged"
        for line in lines:
            assert re.fullmatch(r"\{.*\}", line), line
            assert "Count to" not in line, line
            assert '"level": "error"' not in line, line


def _runs_of(store: Hansard, begun: Begun) -> dict[str, Run]:
    return {run.run_id: run for run in store.manager.get_session_runs(begun.session_id)}


def _running(store: Hansard, begun: Sequence[Begun]) -> list[str]:
    sessions = {each.session_id for each in begun}
    return [
        run.run_id
        for session_id in sessions
        for run in store.manager.get_session_runs(session_id)
        if not run.status.is_final
    ]


def _kind(url: str) -> str:
    return url.partition(":")[0].partition("+")[0]
