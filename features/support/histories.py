"""Conversations with tool calls, their histories, and what a model provider accepts.

In tables, a payload is JSON, calls are ``id: name`` parted by commas, and ``answers`` is the id of
the call that a tool answers. In a history, ``(marker)`` is the text that hansard itself puts in
for an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from behave.model import Row, Table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parse import with_pattern

from features.support.world import World
from hansard import HistoryMessage, NewMessage
from hansard.domain.transcript import DEFAULT_MARKER

MARKER = "(marker)"

_OPTIONS: dict[str, tuple[str, Any]] = {
    r"with what is missing marked by \"([^\"]*)\"": ("marker", str),
    r"with calls that were never answered treated by \"([^\"]*)\"": ("orphans", str),
    r"without calls that were never answered(.?)": ("orphans", lambda _: "drop"),
    r"from the latest (-?\d+) messages?": ("limit", int),
}


@with_pattern("(?:, [^,]+)*")
def read_options(text: str) -> dict[str, Any]:
    """Read how a history is asked for: any of `_OPTIONS`, each after a comma."""
    options = {}
    for part in filter(None, text.split(", ")):
        pattern = next(known for known in _OPTIONS if re.fullmatch(known, part))
        name, read = _OPTIONS[pattern]
        found = re.fullmatch(pattern, part)
        assert found is not None, part
        options[name] = read(found[1])
    return options


@with_pattern("it|each of them")
def read_which(text: str) -> str:
    """Read whether one history is meant or several."""
    return text


def of_scenario(world: World, which: str) -> list[Sequence[HistoryMessage]]:
    """Give the history that the attempt gave, or those that it kept."""
    histories: list[Sequence[HistoryMessage]] = world.kept.get("histories", [])
    return [world.answer] if which == "it" else histories


def converse(world: World, name: str, table: Table) -> None:
    """Create a session with the messages of a table."""
    session = world.create(name)
    messages = [_read_message(row) for row in table]
    world.call(world.service(name).append_messages, session.session_id, messages)


def check_history(table: Table, history: Sequence[HistoryMessage]) -> None:
    """Check a history against a table, by the columns that it has."""
    wanted = [row.as_dict() for row in table]
    found = [
        {heading: _cell(message, heading) for heading in table.headings} for message in history
    ]
    assert found == wanted, f"the history is {found}, not {wanted}"


def read_any(world: World, count: int) -> None:
    """Read histories of conversations of any shape, whole and cut, as the scenario's attempt."""
    sessions, histories = world.sessions, []
    limits = st.none() | st.integers(0, 6)

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(_messages(), max_size=12), limits, st.sampled_from(["answer", "drop"]))
    def read_one(messages: list[NewMessage], limit: int | None, orphans: str) -> None:
        session_id = world.call(sessions.create).session_id
        world.call(sessions.append_messages, session_id, messages)
        history = world.call(sessions.history, session_id, limit=limit, orphans=orphans)
        check_acceptable(history)
        _check_sources(history, world.call(sessions.get, session_id).messages)
        histories.append(history)

    world.run(read_one)
    assert len(histories) >= count // 2, f"only {len(histories)} conversations were made"
    world.kept["histories"] = histories


def check_acceptable(history: Sequence[HistoryMessage]) -> None:
    """Check what providers check: each call is answered at once, and nothing else is answered."""
    items = [message.to_chat() for message in history]
    open_calls: list[str] = []
    for item in items:
        if item["role"] == "tool":
            assert open_calls, f"an answer without a call: {items}"
            assert item["tool_call_id"] == open_calls.pop(0), f"an answer out of turn: {items}"
            assert isinstance(item["content"], str), f"an answer without text: {items}"
            continue
        assert not open_calls, f"calls without an answer: {items}"
        calls = item.get("tool_calls", [])
        open_calls = [call["id"] for call in calls]
        assert calls or item["content"] is not None, f"a message that says nothing: {items}"
        assert "tool_calls" not in item or calls, f"an empty list of calls: {items}"
        assert item["role"] == "assistant" or not calls, f"calls of somebody else: {items}"
    assert not open_calls, f"calls without an answer at the end: {items}"


def _check_sources(history: Sequence[HistoryMessage], record: Sequence[Any]) -> None:
    """Check that nothing in a history was made up but markers, and that nothing comes twice."""
    sources = [message.source for message in history if message.source is not None]
    assert all(source in record for source in sources), "a message that is not in the record"
    sequences = [source.sequence for source in sources]
    assert len(set(sequences)) == len(sequences), f"messages come twice: {sequences}"
    spoken = [source.sequence for source in sources if source.role != "tool"]
    assert spoken == sorted(spoken), f"messages out of order: {spoken}"
    for message in history:
        wanted = DEFAULT_MARKER if message.source is None else message.source.content
        assert message.content == wanted, f"{message} says something else"


def _messages() -> st.SearchStrategy[NewMessage]:
    ids = st.sampled_from(["a", "b", "c"])
    calls = st.lists(ids.map(lambda call: {"id": call, "name": "look"}), max_size=3)
    texts = st.sampled_from(["", "Hello"])
    speaker = st.sampled_from(["user", "system", "assistant"])
    return (
        st.builds(NewMessage, st.just("assistant"), texts, tool_calls=calls)
        | st.builds(NewMessage, st.just("tool"), st.just("42"), tool_call_id=ids | st.none())
        | st.builds(NewMessage, speaker, st.just("Hello"))
    ).filter(lambda message: bool(message.content or message.tool_calls))


def _read_message(row: Row) -> dict[str, Any]:
    cells = row.as_dict()
    calls = [call.split(": ") for call in cells.get("calls", "").split(", ") if call]
    return {
        "role": cells["role"],
        "content": cells.get("content", ""),
        "tool_calls": [{"id": call_id, "name": name} for call_id, name in calls],
        "tool_call_id": cells.get("answers") or None,
        "payload": json.loads(cells.get("payload") or "null"),
    }


def _cell(message: HistoryMessage, heading: str) -> str:
    if heading == "content":
        is_marker = message.source is None and message.content == DEFAULT_MARKER
        return MARKER if is_marker else message.content
    if heading == "calls":
        return ", ".join(f"{call.id}: {call.name}" for call in message.tool_calls)
    if heading == "sequence":
        return "" if message.source is None else str(message.source.sequence)
    return {"role": message.role.value, "answers": message.tool_call_id or ""}[heading]
