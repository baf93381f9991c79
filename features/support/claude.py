"""Asking Claude, who is a script, in threads of a store, and what came of it.

What came of it has two parts: ``chunks``, as they were given out, and ``asked``, what Claude Code
was asked, each time that it was. Conversations of the SDK are called C1, C2 and so on.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch
from uuid import NAMESPACE_URL, uuid5

import anyio
from behave.model import Table
from parse import with_pattern

from features.support.world import World
from hansard.chat import Answering
from hansard.integrations.claude import ClaudeAgent

if TYPE_CHECKING:
    from claude_agent_sdk import ClaudeAgentOptions

    from features.support.claude_transport import ScriptedTransport

_RECORD = ("<record>\n", "</record>")
_SECONDS = 20.0
_CONVERSATIONS = [f"C{number}" for number in range(1, 10)]
_HOW = {
    "name": r" as ([A-Z][a-z]+)",
    "fork_of": r" forked from ([A-Z][a-z]+)",
    "model": r" for model (\S+)",
    "leaves_after": r", left after (\d+) chunks?,",
    "max_history": r" told at most (\d+) characters",
    "options": r' with the option "([^"]+)"',
    "without_sdk": r" without (the SDK|a new SDK)",
}


class Line(NamedTuple):
    """One thing that Claude Code does."""

    does: str
    what: str


def id_of(conversation: str) -> str:
    """Give the id of a conversation that the scenario calls by a name; other ids as they are."""
    is_name = _NAME.fullmatch(conversation) is not None
    return str(uuid5(NAMESPACE_URL, conversation)) if is_name else conversation


_NAME = re.compile(r"C\d+")


@with_pattern("".join(f"(?:{pattern.replace('(', '(?:')})?" for pattern in _HOW.values()))
def read_asking(text: str) -> dict[str, str]:
    """Read how Claude is asked: in a fork, for a model, by somebody who does not wait ..."""
    found = {name: re.search(pattern, text) for name, pattern in _HOW.items()}
    return {name: match[1] for name, match in found.items() if match is not None}


def ask(world: World, message: str, thread: str, how: dict[str, str], table: Table) -> None:
    """Have a question asked in a thread, and answered by a script."""
    script = [Line(row["does"], row["what"]) for row in table]
    for name in _CONVERSATIONS:
        world.remember(name, id_of(name))
    face: Any = world.face
    question = _Question(world, message, thread, how, script)
    world.run(partial(face.portal.call, question.ask))


class _Question:
    def __init__(
        self, world: World, message: str, thread: str, how: dict[str, str], script: list[Line]
    ) -> None:
        self._world = world
        self._message = message
        self._thread, _, self._resource = thread.partition(" of ")
        self._how = how
        self._script = script
        self._asked: list[ScriptedTransport] = []

    async def ask(self) -> dict[str, Any]:
        """Ask, and give what came of it."""
        with _surroundings(self._how.get("without_sdk")):
            agent = self._agent()
        store: Any = self._world.store
        turn = await self._begin(store, agent)
        if "name" in self._how:
            self._world.remember(self._how["name"], turn.session.session_id)
        answering = Answering(store, agent, turn)
        chunks: list[dict[str, Any]] = []
        with anyio.fail_after(_SECONDS):
            async for chunk in answering:
                chunks.append(chunk)
                if len(chunks) == int(self._how.get("leaves_after", 0)):
                    await answering.aclose()
        return {"chunks": chunks, "asked": [_said_of(each) for each in self._asked]}

    def _agent(self) -> ClaudeAgent:
        limit = self._how.get("max_history")
        limits = {} if limit is None else {"max_history": int(limit)}
        options = _options(self._how.get("options"))
        return ClaudeAgent("claude", options, transport=self._transport, **limits)

    async def _begin(self, store: Any, agent: ClaudeAgent) -> Any:
        service, known = store.conversations, {"agent": agent.name, "provider": agent.provider}
        parent = self._how.get("fork_of")
        if parent is not None:
            place = (parent, self._resource, self._thread)
            return await service.begin_fork(*place, self._message, **known)
        place = (self._thread, self._resource)
        model = self._how.get("model")
        return await service.begin(*place, self._message, model_id=model, **known)

    def _transport(self, options: ClaudeAgentOptions) -> ScriptedTransport:
        """Give what plays the next part of the script; a conversation that is lost ends one."""
        from features.support.claude_transport import ScriptedTransport

        ends = [place for place, line in enumerate(self._script) if line.does.startswith("loses")]
        end = ends[0] + 1 if ends else len(self._script)
        part, self._script = self._script[:end], self._script[end:]
        self._asked.append(ScriptedTransport(options, part))
        return self._asked[-1]


def _options(said: str | None) -> ClaudeAgentOptions | None:
    if said is None:
        return None
    from claude_agent_sdk import ClaudeAgentOptions

    name, _, value = said.rpartition(" ")
    own: Any = {name.replace(" ", "_"): True if value == "true" else value}
    return ClaudeAgentOptions(**own)


def _surroundings(without: str | None) -> AbstractContextManager[Any]:
    if without is None:
        return nullcontext()
    if without == "the SDK":
        return patch.dict(sys.modules, {"claude_agent_sdk": None})
    fields: Callable[[Any], tuple[Any, ...]] = lambda _: ()  # noqa: E731
    return patch("hansard.integrations.claude.fields", fields)


def _said_of(transport: ScriptedTransport) -> dict[str, Any]:
    options = transport.options
    (prompt,) = transport.prompts or [{"message": {"content": None}}]
    before, record, after = _parts(prompt["message"]["content"] or "")
    return {
        "question": after.partition("\n\n")[2] if record else prompt["message"]["content"],
        "record": [json.loads(line) for line in record.splitlines() if line.startswith("{")],
        "left_out": next((line for line in record.splitlines() if line.startswith("(")), None),
        "beginning": before.strip(),
        "resumes": options.resume,
        "forks": options.fork_session,
        "model": options.model,
        "tools": options.tools,
        "setting_sources": options.setting_sources,
        "as_it_stands": prompt.get("client_composed", False),
        "is_over": transport.closed,
    }


def _parts(prompt: str) -> tuple[str, str, str]:
    before, begins, rest = prompt.partition(_RECORD[0])
    record, ends, after = rest.partition(_RECORD[1])
    return (before, record, after.strip("\n")) if begins and ends else ("", "", prompt)
