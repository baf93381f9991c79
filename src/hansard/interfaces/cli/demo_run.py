"""The demonstration, step by step: every line is computed from what the database says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hansard.domain.message import SessionMessage
from hansard.interfaces.cli.demo_child import Testimony, record_and_kill
from hansard.interfaces.cli.demo_conversation import (
    INTERRUPTED,
    RECORDED,
    REMAINING,
    SESSION_ID,
    WHOLE,
    append,
    says_the_same,
)
from hansard.interfaces.cli.visible_text import count_of

if TYPE_CHECKING:
    from hansard.store import Hansard


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was seen.

    Attributes:
        step: what was being done.
        text: what was seen.
        ok: whether it is as it has to be.
    """

    step: str
    text: str
    ok: bool = True


def demonstrate(database: Path) -> Iterator[Observation]:
    """Record, kill, reopen, resume, export, import and verify, on a file that is not there yet."""
    import hansard

    url = f"sqlite:///{database}"
    testimony = record_and_kill(url, database)
    yield from _tell(testimony)
    if not testimony.acknowledged:
        return
    with hansard.open(url) as store:
        yield from _reopen(store, testimony)
        yield from _resume(store)
        yield from _carry_over(store)
        yield from _verify(store)


def _tell(testimony: Testimony) -> Iterator[Observation]:
    step = "A process of its own records a conversation"
    for (sequence, message_id), sent in zip(testimony.acknowledged, WHOLE, strict=False):
        ok = message_id == sent.message_id
        yield Observation(step, f"#{sequence} {sent.role}: acknowledged", ok)
    step = "It is killed in the middle of the next append"
    done = ", ".join(testimony.statements) or "nothing"
    yield Observation(
        step,
        f"it has run {done}; next is {testimony.stopped_before or 'unknown'}",
        testimony.stopped_before == "COMMIT" and len(testimony.acknowledged) == len(RECORDED),
    )
    yield Observation(
        step,
        f"a second writer at this moment: {testimony.refusal or 'is let in'}",
        testimony.refusal is not None,
    )
    yield Observation(
        step,
        f"process {testimony.process} gets SIGKILL; its exit status is {testimony.exit_status}",
        testimony.was_killed_in_an_append,
    )


def _reopen(store: Hansard, testimony: Testimony) -> Iterator[Observation]:
    step = "The file is opened again"
    session = store.sessions.get(SESSION_ID)
    acknowledged = len(testimony.acknowledged)
    kept, rest = session.messages[:acknowledged], session.messages[acknowledged:]
    places = [(message.sequence, message.message_id) for message in kept]
    as_sent = sum(map(says_the_same, kept, WHOLE))
    yield Observation(
        step,
        f"{as_sent} of {acknowledged} acknowledged messages are there, in order and as sent",
        places == testimony.acknowledged and as_sent == acknowledged,
    )
    state = "there after all, its commit went through" if rest else "absent"
    yield Observation(
        step,
        f"the message without acknowledgement is {state}",
        [message.message_id for message in rest] in ([], [INTERRUPTED.message_id]),
    )
    yield Observation(
        step,
        f"the session counts {session.message_count} messages, its next is "
        f"#{session.next_sequence}",
        session.message_count == session.next_sequence == len(session.messages),
    )


def _resume(store: Hansard) -> Iterator[Observation]:
    step = "The conversation goes on"
    first, again = append(store, INTERRUPTED), append(store, INTERRUPTED)
    count = len(store.sessions.messages(SESSION_ID))
    yield Observation(
        step,
        f"#{first.sequence} {first.role}: repeated with its message id, and once more: "
        f"#{again.sequence}, {count} messages",
        first == again and first.sequence == len(RECORDED) and count == len(RECORDED) + 1,
    )
    for sequence, message in enumerate(REMAINING, count):
        stored = append(store, message)
        yield Observation(
            step, f"#{stored.sequence} {stored.role}: {_act(stored)}", stored.sequence == sequence
        )
    history = store.sessions.history(SESSION_ID)
    markers = sum(message.source is None for message in history)
    yield Observation(
        step,
        f"as history for a model: {len(history)} messages, {markers} calls without an answer",
        len(history) == len(WHOLE) and markers == 0,
    )


def _carry_over(store: Hansard) -> Iterator[Observation]:
    step = "It is exported, and the export is imported"
    document = store.sessions.export_session(SESSION_ID)
    yield Observation(
        step,
        f"export: {len(document['messages'])} messages, {document['checksum']}",
        len(document["messages"]) == len(WHOLE),
    )
    copy_id = store.sessions.import_session(document).session_id
    original = store.sessions.messages(SESSION_ID)
    copy = store.sessions.messages(copy_id)
    equal = sum(map(_is_copy, original, copy))
    yield Observation(
        step,
        f"import: session {copy_id}, {equal} of {len(original)} messages equal",
        equal == len(original) == len(copy) == len(WHOLE),
    )


def _verify(store: Hansard) -> Iterator[Observation]:
    step = "Both are verified"
    report = store.integrity.verify()
    yield Observation(
        step,
        f"{count_of(report.sessions, 'session')}, {count_of(report.messages, 'message')}, "
        f"{count_of(len(report.findings), 'finding')}",
        report.ok and (report.sessions, report.messages) == (2, 2 * len(WHOLE)),
    )
    for finding in report.findings:
        yield Observation(step, f"{finding.kind}: {finding.detail}", ok=False)


def _act(message: SessionMessage) -> str:
    if message.tool_calls:
        return f"calls {message.tool_calls[0].name}"
    return "acknowledged" if message.tool_call_id is None else f"answers {message.tool_call_id}"


def _is_copy(message: SessionMessage, copy: SessionMessage) -> bool:
    """Say whether two messages differ in nothing but their ids, which are fresh in an import."""
    return replace(copy, message_id=message.message_id) == message
