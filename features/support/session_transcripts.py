"""Transcripts of sessions: made of events, read from a store, and compared with what was said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from operator import attrgetter
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.answers import check_rows, read_cell, read_moment
from features.support.records import read_events
from features.support.tables import read_pairs
from features.support.world import World
from hansard import Run, RunStatus, SessionMessage
from hansard.domain.event import Event, EventType
from hansard.domain.event_transcript import Transcript
from hansard.domain.message import MessageRole

_SOURCES = {"": "events", " from its events": "events", " from its messages": "messages"}
_PIECE = 40


@with_pattern("|".join(_SOURCES))
def read_source(text: str) -> str:
    """Read what a transcript is read from."""
    return _SOURCES[text]


def make(world: World, table: Table) -> None:
    """Make a transcript of the events of a table, as the attempt of the scenario."""
    events = read_events(world, table)
    world.run(lambda: Transcript.from_events(events))
    if events and all(event.sequence for event in events):
        _check_growth(sorted(events, key=attrgetter("sequence")), world.answer)


def _check_growth(events: list[Event], whole: Transcript) -> None:
    """Check that a transcript that hears of events one by one, and again, becomes the same."""
    grown = Transcript(whole.session_id)
    for count in range(len(events)):
        grown = grown.with_events(events[: count + 1])
    assert grown == whole, f"it grew to {grown}, at once it is {whole}"


def read(world: World, name: str, source: str, table: Table | None) -> None:
    """Read the transcript of a session, as the attempt of the scenario."""
    transcripts = world.store_of(name).transcripts
    options = {"source": source} | _options(world, table)
    world.attempt(transcripts.read, world.id_of(name), **options)


def update(world: World, table: Table | None) -> None:
    """Bring the transcript that was read up to date, as the attempt of the scenario."""
    world.attempt(world.store.transcripts.update, world.answer, **_options(world, table))


def check(world: World, table: Table) -> None:
    """Check the entries of the transcript against a table, by the columns that it has."""
    check_rows(table, world.answer.messages, {})


def _options(world: World, table: Table | None) -> dict[str, Any]:
    given = read_pairs(table) if table else {}
    return {
        name.replace(" ", "_"): read_moment(cell, world.clock.now())
        if name == "since"
        else read_cell(cell)
        for name, cell in given.items()
    }


# --- replays -----------------------------------------------------------------------------------


def replay(world: World) -> None:
    """Record each conversation once more, as the events of a run in its session.

    What the conversation is comes from its line where it was imported, else from its messages.
    """
    lines = [json.loads(line) for line in world.kept.get("lines", ()) if line.strip()]
    assert not lines or len(lines) == len(world.names), "not every line is a session of its own"
    known = {}
    for place, session_id in enumerate(world.names):
        messages = world.call(world.sessions.get, session_id).messages
        said = [{"role": each.role.value, "content": each.content} for each in messages]
        known[session_id] = lines[place]["messages"] if lines else said
    world.kept["conversations"] = known

    def action() -> None:
        for session_id in known:
            _replay(world, session_id)

    world.run(action)


def _replay(world: World, session_id: str) -> None:
    store = world.store.session_store
    run = Run(world.new_id("run"), session_id, world.clock.now(), status=RunStatus.RUNNING)
    world.call(store.save_run, run)
    messages = world.call(world.sessions.get, session_id).messages
    facts = [("run_started", {}), *_told(messages), ("run_completed", {"stop_reason": "end"})]
    events = [
        Event(
            world.new_id("event"),
            EventType(kind),
            session_id,
            world.clock.now(),
            run_id=run.run_id,
            data=data,
        )
        for kind, data in facts
    ]
    world.call(store.append_events, events)
    run.update_status(RunStatus.COMPLETED, world.clock.now())
    world.call(store.save_run, run)


def _told(messages: list[SessionMessage]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the events of a run that held a conversation.

    What an assistant says comes whole, in pieces with the whole behind them, and in pieces only,
    in turn.
    """
    ways = cycle([(False, True), (True, True), (True, False)])
    for message in messages:
        if message.role is MessageRole.TOOL:
            yield "tool_call_completed", _answer(message)
        elif message.role is not MessageRole.ASSISTANT:
            yield "message_sent", {"role": message.role.value, "content": message.content}
        else:
            streamed, whole = next(ways)
            pieces = range(0, len(message.content) if streamed else 0, _PIECE)
            for start in pieces:
                yield "message_streamed", {"delta": message.content[start : start + _PIECE]}
            if whole and message.content:
                yield "message_received", {"role": "assistant", "content": message.content}
            for call in message.tool_calls:
                asked = {"tool_name": call.name, "tool_input": call.arguments}
                yield "tool_call_started", {"tool_call_id": call.id, **asked}
            yield "turn_completed", {}


def _answer(message: SessionMessage) -> dict[str, Any]:
    """Give what an answer says, with the name of the tool as the conversation itself has it."""
    name = message.payload["item"]["name"]
    return {"tool_call_id": message.tool_call_id, "tool_name": name, "tool_output": message.content}


def check_replays(world: World) -> None:
    """Check both transcripts of each conversation against what it is."""
    for session_id, items in world.kept["conversations"].items():
        wanted = list(_said(items))
        for source in ("events", "messages"):
            transcript = world.read(world.store.transcripts.read, session_id, source=source)
            found = [_plain(message) for message in transcript.messages]
            assert found == wanted, f"{session_id} from its {source}: {found} is not {wanted}"


def _plain(message: Any) -> tuple[Any, ...]:
    return (
        message.role.value,
        message.content,
        message.tool_call_id,
        message.tool_name,
        message.tool_input,
        message.tool_output,
    )


def _said(items: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Give the entries of a conversation, from what its line says alone."""
    for item in items:
        role, content = item["role"], item["content"]
        if role == "tool":
            yield role, None, item["tool_call_id"], item["name"], None, content
        elif content:
            yield role, content, None, None, None, None
        for call in item.get("tool_calls") or ():
            function = call["function"]
            yield role, None, call["id"], function["name"], function["arguments"], None
