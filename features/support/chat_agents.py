"""Agents that do what a table says, and those who listen to them.

A table of what an agent ``does``, and ``what``; the lines of `features.support.chat_chunks`, and

raises      ``ValueError: no such invoice``
waits       ``for ever``
meanwhile   somebody else does something: the phrases of ``MEANWHILE``
is          no agent as it should be: the phrases of ``KINDS``; ``offline`` is the offline agent
is found    where an operator says: ``module:attribute``; or ``as steady``: by its name
is left     ``after 2 chunks``: whoever listens goes away; ``, by its event loop``: which ends
closes      ``badly``: it raises, ``slowly``: it takes its time, ``quietly``; whether it closed is
            told behind all that was heard
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import anyio
from anyio.lowlevel import checkpoint
from behave.model import Table

from features.support.chat import Asking, begin, remember, store_of
from features.support.chat_chunks import CHUNKS, chunk_of, words_of
from features.support.world import World
from hansard.application.ports.agents import Turn
from hansard.chat import AgentRegistry, Answering, OfflineAgent, detached
from hansard.chat.registry import GROUP
from hansard.domain.error_codes import ErrorCode
from hansard.domain.run_result import RunnerError

_PATIENCE = 20.0
HEARTBEAT = 0.02
"""Seconds between two signs of life of a silent agent in the features."""

Call = Callable[[Any, Turn], Coroutine[Any, Any, Any]]


class ScriptedAgent:
    """An agent that does what a table says."""

    name = "scripted"

    def __init__(self, world: World, table: Table) -> None:
        self._world = world
        self._lines = [(row["does"], row["what"]) for row in table]
        self.left_after = next(
            (int(what.split()[1]) for does, what in self._lines if does == "is left"), None
        )
        self.ends_with_its_loop = ("is left", "after 2 chunks, by its event loop") in self._lines
        self.closed = False
        self.at_its_last = anyio.Event()
        self.tells_its_end = any(does == "closes" for does, _ in self._lines)

    async def answer(self, turn: Turn) -> AsyncIterator[Any]:
        """Do the lines in their order."""
        left = sum(does in CHUNKS for does, _ in self._lines)
        try:
            for does, what in self._lines:
                await checkpoint()
                if does in CHUNKS:
                    left -= 1
                    if not left:
                        self.at_its_last.set()
                    yield chunk_of(does, what)
                elif does == "raises":
                    raise _error(what)
                elif does == "meanwhile":
                    self._world.clock.advance(1)
                    await MEANWHILE[what](self._world.store, turn)
                elif does == "waits":
                    await anyio.sleep_forever()
        finally:
            if ("closes", "slowly") in self._lines:
                await anyio.sleep(0.05)
            self.closed = True
            if ("closes", "badly") in self._lines:
                raise LookupError("a secret of the agent")


def agent_of(world: World, table: Table) -> Any:
    """Give the agent that a table says."""
    found = [(row["does"], row["what"]) for row in table]
    kind = next((what for does, what in found if does == "is"), None)
    place = next((what for does, what in found if does == "is found"), None)
    if place is not None:
        return _find(place)
    return ScriptedAgent(world, table) if kind is None else KINDS[kind]()


def _find(place: str) -> Any:
    """Find an agent where an operator says it is, or by its name where nobody does."""
    if place.startswith("as "):
        return AgentRegistry().find(place.removeprefix("as "))
    registry = AgentRegistry({"own": place})
    registry.check()
    return registry.find("own")


def converse(world: World, asking: Asking, table: Table) -> None:
    """Ask such an agent, and keep what whoever asks hears of it, chunk by chunk."""
    store: Any = store_of(world, asking)

    async def story() -> list[Any]:
        agent = agent_of(world, table)
        options = {"agent": agent.name, "provider": getattr(agent, "provider", None)}
        turns = [await begin(world, asking)(question, **options) for question in asking.questions]
        remember(world, asking, turns)
        listening = [Answering(store, agent, turn, heartbeat=HEARTBEAT) for turn in turns]
        heard: list[Any] = []
        with anyio.fail_after(_PATIENCE):
            async with anyio.create_task_group() as tasks:
                for answering in listening:
                    tasks.start_soon(listen, answering, agent, heard)
        if getattr(agent, "tells_its_end", False):
            heard.append({"type": "the agent", "says": "closed" if agent.closed else "goes on"})
        return heard

    face: Any = world.face
    with package_with_agents():
        world.run(lambda: face.portal.call(story))


@contextmanager
def package_with_agents() -> Iterator[None]:
    """Let a package be installed that brings two agents, one of which is not in it."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "agents-1.0.dist-info"
        told.mkdir()
        (told / "METADATA").write_text("Metadata-Version: 2.1\nName: agents\nVersion: 1.0\n")
        (told / "entry_points.txt").write_text(
            f"[{GROUP}]\nsteady = features.support.http_agents:Steady\n"
            "lost = features.support.http_agents:Lost\n"
        )
        sys.path.insert(0, folder)
        try:
            yield
        finally:
            sys.path.remove(folder)


async def listen(answering: Answering, agent: Any, heard: list[Any]) -> None:
    """Listen to an answer, and go away after so many chunks, where that is said."""
    chunks = getattr(agent, "left_after", None)
    try:
        while chunks is None or len(heard) < chunks:
            chunk = await anext(answering, None)
            if chunk is None:
                break
            heard.append({**chunk, "says": words_of(chunk)})
        if getattr(agent, "tells_its_end", False) and chunks is not None:
            await agent.at_its_last.wait()
        if getattr(agent, "ends_with_its_loop", False):
            await end_tasks()
    finally:
        await answering.aclose()


async def end_tasks() -> None:
    """Cancel what belongs to no caller, as an event loop of asyncio does at its end."""
    tasks = list(detached._running)
    for task in tasks:
        task.cancel()
    while any(not task.done() for task in tasks):
        await anyio.sleep(0)


def _error(what: str) -> BaseException:
    kind, _, words = what.partition(": ")
    if kind == "RunnerError":
        return RunnerError(words, code=ErrorCode.PROVIDER_RATE_LIMITED)
    error: BaseException = getattr(builtins, kind)(words)
    return error


class _Strange:
    """No agent, though it looks like one."""

    name = "strange"

    def __init__(self, answer: Callable[..., Any]) -> None:
        self._answer = answer

    def answer(self, _: Turn) -> Any:
        """Give something."""
        return self._answer()


async def _awaitable() -> list[Any]:
    return []


def _broken() -> Any:
    raise ValueError("a secret of the agent")


KINDS: dict[str, Callable[[], Any]] = {
    "offline": OfflineAgent,
    "one that gives a list": lambda: _Strange(list),
    "one that is awaited": lambda: _Strange(_awaitable),
    "one that cannot begin": lambda: _Strange(_broken),
}


async def _be_silent(store: Any, turn: Turn) -> None:
    """Let a minute pass on the scenario's clock, and wait for the next sign of life."""
    clock = store._store._parts.clock
    clock.advance(60)
    began = clock.now()
    transactions = store.backend.in_namespace(store.namespace)

    def are_silent() -> bool:
        return bool(transactions.read(lambda work: work.runs.list_silent(began, 1)))

    while await anyio.to_thread.run_sync(are_silent):
        await anyio.sleep(HEARTBEAT / 4)


MEANWHILE: dict[str, Call] = {
    "a minute passes in silence": _be_silent,
    "those silent for 30 s are failed": lambda store, _: store.manager.recover_abandoned_runs(30),
    "its run is cancelled": lambda store, turn: store.manager.cancel_run(turn.run_id, "enough"),
    "it is taken for dead": lambda store, _: store.manager.recover_abandoned_runs(0),
    "its session is paused": lambda store, turn: store.sessions.pause(turn.session_id),
    "its session is completed": lambda store, turn: store.sessions.complete(turn.session_id),
    "its session is deleted": lambda store, turn: store.sessions.delete(turn.session_id),
}
