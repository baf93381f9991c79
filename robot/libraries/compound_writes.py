"""The writes of more than one row, each on the same record, with fixed times and ids."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import hansard
from hansard import Event, Hansard, RetentionPolicy, Run, RunStatus
from hansard.testing import CountedIdentifiers, SettableClock

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 2, 1, tzinfo=UTC)
ALPHA, BETA = "alpha", "beta"
OWNER = "ann"

CONVERSATION = json.dumps(
    {
        "conversation_id": "trip",
        "messages": [
            {"role": "user", "content": "Book a seat"},
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [
                    {
                        "id": "call-1",
                        "type": "function",
                        "function": {"name": "book", "arguments": '{"seat": "12A"}'},
                    }
                ],
            },
            {"role": "tool", "tool_call_id": "call-1", "content": "booked"},
            {"role": "assistant", "content": "Seat 12A is yours"},
        ],
    }
)


def open_at(url: str, moment: datetime) -> Hansard:
    """Open a store whose clock stands still and whose ids are the same every time."""
    return hansard.open(url, clock=SettableClock(moment), identifiers=CountedIdentifiers())


def prepare(url: str) -> dict[str, Any]:
    """Write the record that every operation starts from, and give an export of its session."""
    with open_at(url, BEFORE) as store:
        for namespace in ("local", "elsewhere"):
            sessions = store.for_namespace(namespace).sessions
            for session_id in (ALPHA, BETA):
                sessions.create("clerk", session_id=session_id, tags=("travel", "vip"))
                sessions.append_messages(
                    session_id,
                    [
                        {"role": "user", "content": f"line {n}", "message_id": f"{session_id}-{n}"}
                        for n in range(4)
                    ],
                )
            _record_run(store.for_namespace(namespace))
        return store.sessions.export_session(ALPHA)


def _record_run(store: Hansard) -> None:
    """Let a run of session Alpha be under way, with three events, an artifact and a thread."""
    store.session_store.save_run(_run(store, RunStatus.RUNNING))
    store.events.append_many(_events(store, ALPHA, 3, "streamed"))
    store.session_store.save_session(
        replace(store.session_store.get_session(ALPHA), owner_id=OWNER)
    )
    store.artifacts.register(
        key="seat-map",
        byte_size=4,
        checksum_sha256="0" * 64,
        storage_backend="elsewhere",
        storage_ref="map",
        session_id=ALPHA,
    )
    store.threads.save_session_id("trip", OWNER, ALPHA, "opus")
    store.threads.save_session_id("lost", OWNER, "gone")


def _run(store: Hansard, status: RunStatus) -> Run:
    run = store.session_store.new_run(ALPHA, run_id="run-1", provider="anthropic")
    run.update_status(status, run.started_at)
    return run


def _events(store: Hansard, session_id: str, count: int, purpose: str) -> list[Event]:
    new = store.session_store.new_event
    return [
        new("message_streamed", session_id, run_id="run-1", event_id=f"{purpose}-{number}")
        for number in range(count)
    ]


Operation = Callable[[Hansard, dict[str, Any]], object]


def _append(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.append_message(ALPHA, "user", "and another", message_id="alpha-4")


def _append_batch(store: Hansard, _: dict[str, Any]) -> object:
    batch = [{"role": "user", "content": f"more {n}"} for n in range(3)]
    return store.sessions.append_messages(ALPHA, batch)


def _create_with_tags(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.create("clerk", session_id="gamma", tags=("new", "vip"))


def _change_tags(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.tag(ALPHA, "late", "urgent", remove=["vip"])


def _remove_latest(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.remove_latest(ALPHA, 2)


def _delete(store: Hansard, _: dict[str, Any]) -> object:
    store.sessions.delete(ALPHA)
    return None


def _import_session(store: Hansard, document: dict[str, Any]) -> object:
    return store.sessions.import_session(document)


def _import_chat(store: Hansard, _: dict[str, Any]) -> object:
    return store.transcripts.import_chats([CONVERSATION])


def _append_events(store: Hansard, _: dict[str, Any]) -> object:
    return store.events.append_many(
        [*_events(store, BETA, 2, "batch"), *_events(store, ALPHA, 2, "batch")]
    )


def _flush(store: Hansard, _: dict[str, Any]) -> object:
    session = store.session_store.get_session(ALPHA)
    session.metadata, session.tags = {"seat": "12A"}, ("booked",)
    done = _run(store, RunStatus.COMPLETED)
    store.session_store.flush(session, done, _events(store, ALPHA, 3, "flush"))
    return None


def _end_run(store: Hansard, _: dict[str, Any]) -> object:
    return store.manager.cancel_run("run-1", "the trip was called off")


def _recover_runs(store: Hansard, _: dict[str, Any]) -> object:
    return store.manager.recover_abandoned_runs(older_than=3600)


def _erase(store: Hansard, _: dict[str, Any]) -> object:
    # removing texts from the files changes no row, and takes long
    store.backend.scrub = lambda **_: []  # type: ignore[method-assign]
    return store.maintenance.erase(owner_id=OWNER)


def _prune(store: Hansard, _: dict[str, Any]) -> object:
    return store.maintenance.prune_session_events(ALPHA, RetentionPolicy(max_events_per_session=1))


def _hide(store: Hansard, _: dict[str, Any]) -> object:
    policy = RetentionPolicy(max_session_age_days=30, exempt_statuses=("paused",), batch_size=5)
    return store.maintenance.soft_delete_expired_sessions(policy)


def _fork(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.fork(ALPHA, 2, title="another seat")


def _edit_thread(store: Hansard, _: dict[str, Any]) -> object:
    return store.threads.fork("trip", OWNER, "trip", before_sequence=1)


def _open_thread(store: Hansard, _: dict[str, Any]) -> object:
    return store.threads.get_or_create("letter", OWNER, actor_name="clerk", tags=("new", "vip"))


def _reopen_thread(store: Hansard, _: dict[str, Any]) -> object:
    return store.threads.get_or_create("lost", OWNER, actor_name="clerk", tags=("new", "vip"))


LEAVES_UNUSED_NUMBERS = {"removal of the latest"}
"""Numbers of removed messages stay used, so the counter goes on behind them."""

IS_RESUMABLE = {"erasure of an owner"}
"""Operations of several transactions: what a crash leaves half done, a repetition finishes."""

OPERATIONS: dict[str, Operation] = {
    "append": _append,
    "append of a batch of 3": _append_batch,
    "create with tags": _create_with_tags,
    "change of tags": _change_tags,
    "removal of the latest": _remove_latest,
    "delete": _delete,
    "import of a session": _import_session,
    "import of a conversation": _import_chat,
    "append of events to two sessions": _append_events,
    "flush": _flush,
    "end of a run": _end_run,
    "recovery of abandoned runs": _recover_runs,
    "erasure of an owner": _erase,
    "pruning of events": _prune,
    "hiding by retention": _hide,
    "fork": _fork,
    "fork of a thread into itself": _edit_thread,
    "opening of a new thread": _open_thread,
    "opening of a thread whose session is gone": _reopen_thread,
}
