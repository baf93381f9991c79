"""Transcripts: lines of conversations, some with flaws, and what becomes of them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.tables import read_pairs
from features.support.values import nested
from features.support.world import World
from hansard import SessionMessage
from hansard.application.services.transcript_service import ImportProgress, ImportReport

PLACE = "HANSARD_CONVERSATIONS"
"""Names the file of real conversations in the environment."""

_DEFAULT_PLACE = Path(__file__).parents[3] / "shared" / "data" / "airline-conversations.jsonl"
_KINDRED = {"developer": "system", "function": "tool"}
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
_OPTIONS: dict[str, Callable[[str], dict[str, Any]]] = {
    "": lambda _: {},
    ", skipping bad lines": lambda _: {"on_error": "skip"},
    r", treating bad lines by \"(.*)\"": lambda way: {"on_error": way},
    r" from line (-?\d+)": lambda line: {"from_line": int(line)},
}


def _line(*messages: Any, **more: Any) -> bytes:
    document = {"conversation_id": "Flawed", "messages": list(messages), **more}
    return json.dumps(document).encode()


def _said(content: Any, **more: Any) -> dict[str, Any]:
    return {"role": "user", "content": content, **more}


FLAWS: dict[str, Callable[[], bytes]] = {
    "is cut off": lambda: _line(_said("Hello"))[:-9],
    "is a word": lambda: b"conversation",
    "is a list": lambda: b"[]",
    "is two objects": lambda: _line() + _line(),
    "is not UTF-8": lambda: _line(_said("Hell#")).replace(b"#", b"\xff"),
    "is longer than 16 MiB": lambda: _line(*[_said("x" * 1024 * 1024)] * 16),
    "has no conversation id": lambda: b'{"messages": []}',
    "has a number for its conversation id": lambda: _line(conversation_id=7),
    "has no messages": lambda: b'{"conversation_id": "Flawed"}',
    "has an object for its messages": lambda: _line(messages={}),
    "has the same key twice": lambda: _line().replace(b"{", b'{"messages": [], '),
    "has the same key twice in a message": lambda: _line(_said("Hello")).replace(
        b'"role"', b'"role": "tool", "role"'
    ),
    "holds NaN": lambda: _line(_said("Hello", score=float("nan"))),
    "holds a number beyond all floats": lambda: _line(_said("Hello", score=0)).replace(
        b'"score": 0', b'"score": 1e400'
    ),
    "holds an integer of 5,000 digits": lambda: _line(_said("Hello", score=0)).replace(
        b'"score": 0', b'"score": 1' + b"0" * 4999
    ),
    "is nested 65 levels": lambda: _line(_said("Hello", deep=nested(65))),
    "is nested 100,000 levels": lambda: b"[" * 100_000 + b"]" * 100_000,
    "has a message that is a text": lambda: _line(_said("Hello"), "Hello"),
    "has a third message of an unknown role": lambda: _line(
        _said("Hello"), _said("Hello"), {"role": "narrator", "content": "Hello"}
    ),
    "has a third message that says a number": lambda: _line(
        _said("Hello"), _said("Hello"), _said(7)
    ),
    "has a third message of more than 8 MiB": lambda: _line(
        _said("Hello"), _said("Hello"), _said("x" * (8 * 1024 * 1024))
    ),
    "has a tool call without an id": lambda: _line(
        {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "pay"}}]}
    ),
}


@with_pattern("|".join(re.escape(flaw) for flaw in sorted(FLAWS, key=len, reverse=True)))
def read_flaw(text: str) -> str:
    """Read the name of a flaw of a line."""
    return text


@with_pattern("|".join(re.sub(r"[()]", "", pattern) for pattern in _OPTIONS))
def read_options(text: str) -> dict[str, Any]:
    """Read how a transcript is imported."""
    for pattern, read in _OPTIONS.items():
        if found := re.fullmatch(pattern, text):
            return read(*found.groups() or ("",))
    raise AssertionError(text)


def keep(world: World, text: str) -> None:
    """Keep the lines of a text as the transcript of the scenario."""
    world.kept["lines"] = text.splitlines(keepends=True)


def keep_flawed(world: World, count: int, line: int, flaw: str) -> None:
    """Keep a transcript of conversations called First, Second …, one of which has a flaw."""
    good = [
        json.dumps({"conversation_id": name, "messages": [_said("Hello"), _said("Again")]})
        for name in _ORDINALS[:count]
    ]
    lines: list[bytes] = [text.encode() + b"\n" for text in good]
    lines[line - 1] = FLAWS[flaw]() + b"\n"
    world.kept["lines"] = lines


def find_airline() -> tuple[list[bytes], str]:
    """Give the lines of the real conversations, and why there are none."""
    place = Path(os.environ.get(PLACE) or _DEFAULT_PLACE)
    if not place.is_file():
        return [], f"there are no conversations at {place}; {PLACE} may name another place"
    return place.read_bytes().splitlines(keepends=True), ""


def import_lines(world: World, options: dict[str, Any]) -> None:
    """Import the transcript as the attempt of the scenario, which then knows its sessions."""
    heard: list[ImportProgress] = []
    world.kept["progress"] = heard

    def action() -> ImportReport:
        report = world.call(
            world.store.transcripts.import_chats,
            world.kept["lines"],
            on_progress=heard.append,
            **options,
        )
        for conversation in report.conversations:
            world.remember(conversation.conversation_id, conversation.session_id)
        return report

    world.run(action)


def exported(world: World) -> list[dict[str, Any]]:
    """Give the conversations that the store holds, oldest first."""
    lines = world.face.iterate(world.store.transcripts.export_chats)
    return [json.loads(line) for line in lines]


def check_same_lines(lines: list[Any], wanted: list[Any]) -> None:
    """Check that lines say the same, in the same order of keys and the same kinds of numbers."""
    assert len(lines) == len(wanted), f"{len(lines)} lines, not {len(wanted)}"
    for line, other in zip(lines, wanted, strict=True):
        one, two = json.dumps(json.loads(line)), json.dumps(json.loads(other))
        assert one == two, f"{one:.2000} is not {two:.2000}"


def check_export(world: World) -> None:
    """Check that what was imported comes out again, unchanged."""
    lines = list(world.face.iterate(world.store.transcripts.export_chats))
    assert all("\n" not in line for line in lines), "a line has more than one end"
    check_same_lines(lines, [line for line in world.kept["lines"] if line.strip()])


def check_report(world: World, table: Table) -> None:
    """Check what an import says about itself, at its end and while it goes on."""
    report: ImportReport = world.answer
    reasons = {f"reason for line {skip.line}": skip.reason for skip in report.skipped}
    told = {
        "conversations": ", ".join(item.conversation_id for item in report.conversations),
        "lines": ", ".join(str(item.line) for item in report.conversations),
        "messages": str(report.messages),
        "skipped lines": ", ".join(str(skip.line) for skip in report.skipped),
        "heard after line": ", ".join(str(step.lines) for step in world.kept["progress"]),
    }
    for name, wanted in read_pairs(table).items():
        said = reasons[name] if name in reasons else told[name]
        is_right = wanted in said if name in reasons else wanted == said
        assert is_right, f"{name}: {said}, not {wanted}"
    for step in world.kept["progress"]:
        _check_progress(step, world.kept["lines"], report)


def _check_progress(step: ImportProgress, lines: list[str | bytes], report: ImportReport) -> None:
    """Check that an import was where it said that it was."""
    read = [line.encode() if isinstance(line, str) else line for line in lines[: step.lines]]
    stored = [item for item in report.conversations if item.line <= step.lines]
    wanted = ImportProgress(
        lines=step.lines,
        bytes=sum(map(len, read)),
        conversations=len(stored),
        messages=sum(item.messages for item in stored),
    )
    assert step == wanted, f"{step} is not {wanted}"


def check_record(world: World) -> None:
    """Check each message of each imported session against the item that it was read from."""
    lines = [json.loads(line) for line in world.kept["lines"] if line.strip()]
    sessions = [item.session_id for item in world.answer.conversations]
    assert len(sessions) == len(lines), f"{len(sessions)} sessions of {len(lines)} lines"
    for session_id, line in zip(sessions, lines, strict=True):
        messages = world.read(world.sessions.get, session_id).messages
        assert len(messages) == len(line["messages"]), f"{session_id} holds {len(messages)}"
        for place, (message, item) in enumerate(zip(messages, line["messages"], strict=True)):
            _check_message(place, message, item)


def _check_message(place: int, message: SessionMessage, item: dict[str, Any]) -> None:
    found = {
        "sequence": message.sequence,
        "role": message.role.value,
        "content": message.content,
        "calls": [(call.id, call.name, call.arguments) for call in message.tool_calls],
        "answers": message.tool_call_id,
    }
    wanted = {
        "sequence": place,
        "role": _KINDRED.get(item["role"], item["role"]),
        "content": _text(item.get("content")),
        "calls": [
            (call["id"], call["function"]["name"], call["function"]["arguments"])
            for call in item.get("tool_calls") or ()
        ],
        "answers": item.get("tool_call_id"),
    }
    assert found == wanted, f"the message is {found}, its item says {wanted}"


def _text(content: str | list[Any] | None) -> str:
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content if part.get("text"))
    return content or ""
