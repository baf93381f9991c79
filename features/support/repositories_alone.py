"""Repositories without a unit of work: every method is its own transaction, and is retried."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg

from features.support.storage import raw_connection
from features.support.world import World
from hansard import (
    Event,
    EventType,
    NewMessage,
    Run,
    RunStatus,
    Session,
    SessionTokenUsage,
)
from hansard.domain.api_key import make_secret, seal_key
from hansard.domain.artifact import Artifact
from hansard.domain.event import seal_event
from hansard.domain.message import SealedMessage, seal
from hansard.domain.searches import (
    EventQuery,
    EventSearchOrder,
    RunQuery,
    RunSearchOrder,
    SessionQuery,
    SessionSearchOrder,
    UsageQuery,
)
from hansard.domain.thread import ThreadMapping
from hansard.domain.usage import UsageGrouping
from hansard.infrastructure.database.repositories import (
    ArtifactRepository,
    EventRepository,
    KeyRepository,
    RetentionRepository,
    RunRepository,
    SearchRepository,
    SessionMessageRepository,
    SessionRepository,
    ThreadRepository,
)

_KINDS = (
    SessionRepository,
    SessionMessageRepository,
    RunRepository,
    EventRepository,
    ArtifactRepository,
    SearchRepository,
    RetentionRepository,
    KeyRepository,
    ThreadRepository,
)
_DIGEST = "0123456789abcdef" * 4
_BEGUN = EventType.RUN_STARTED


def use_all(world: World, *, after_fault: bool) -> dict[str, Any]:
    """Use every public method of the repositories; give their answers by name.

    After each, nothing is left open: somebody else can change any session at once.

    Args:
        after_fault: the first attempt of each meets a transient fault.
    """
    database: Any = world.store.backend
    answers = {}
    for name, call in _calls(world, database).items():
        attempts = _meet_fault(database) if after_fault else []
        answers[name] = call()
        assert len(attempts) in (0, 2), f"{name} was tried {len(attempts)} times"
        assert bool(attempts) == after_fault, f"{name} is not a transaction of its own"
        _check_nothing_held(world)
    return answers


def _calls(world: World, database: Any) -> dict[str, Callable[[], Any]]:
    now = world.clock.now()
    calls: dict[str, Callable[[], Any]] = {
        **_on_sessions(SessionRepository(database), now),
        **_on_messages(world, SessionMessageRepository(database), now),
        **_on_runs(RunRepository(database), now),
        **_on_events(EventRepository(database), now),
        **_on_artifacts(ArtifactRepository(database), now),
        **_on_searches(SearchRepository(database)),
        **_on_retention(world, RetentionRepository(database), now),
        **_on_keys(KeyRepository(database), now),
        **_on_threads(ThreadRepository(database), now),
        "sessions.delete": lambda: SessionRepository(database).delete(
            world.id_of("Gamma"), include_deleted=True
        ),
    }
    known = {f"{kind.collection}.{name}" for kind in _KINDS for name in _methods(kind)}
    assert known == calls.keys(), f"not used: {known ^ calls.keys()}"
    return calls


def _on_sessions(sessions: SessionRepository, now: datetime) -> dict[str, Callable[[], Any]]:
    session = Session("Beta", created_at=now, updated_at=now, name="Invoice 1042")
    return {
        "sessions.create": lambda: sessions.create(session),
        "sessions.get_by_id": lambda: sessions.get_by_id("Beta"),
        "sessions.list_all": sessions.list_all,
        "sessions.list_after": lambda: sessions.list_after(None, 10),
        "sessions.list_stored": sessions.list_stored,
        "sessions.list_children": lambda: sessions.list_children("Beta", 10),
        "sessions.save": lambda: sessions.save(session),
        "sessions.update": lambda: sessions.update(session),
        "sessions.add_usage": lambda: sessions.add_usage("Beta", SessionTokenUsage(1, 2, 0.5), now),
    }


def _on_messages(
    world: World, messages: SessionMessageRepository, now: datetime
) -> dict[str, Callable[[], Any]]:
    return {
        "messages.copy": lambda: messages.copy(world.id_of("Gamma"), "Beta", 0),
        "messages.append": lambda: messages.append("Beta", _sealed(world, 0), now),
        "messages.append_many": lambda: messages.append_many("Beta", [_sealed(world, 1)] * 2, now),
        "messages.get_for_session": lambda: messages.get_for_session("Beta"),
        "messages.get_from": lambda: messages.get_from("Beta", 1, 10),
        "messages.get_latest": lambda: messages.get_latest("Beta", 1),
        "messages.last_sequence": lambda: messages.last_sequence("Beta"),
        "messages.count_for_session": lambda: messages.count_for_session("Beta"),
        "messages.examine": lambda: messages.examine("Beta", 0, 10),
        "messages.remove_latest": lambda: messages.remove_latest("Beta", 1, now),
    }


def _on_runs(runs: RunRepository, now: datetime) -> dict[str, Callable[[], Any]]:
    run = Run("run", "Beta", now, status=RunStatus.RUNNING)
    return {
        "runs.save": lambda: runs.save(run),
        "runs.get_by_id": lambda: runs.get_by_id("run"),
        "runs.list_for_session": lambda: runs.list_for_session("Beta"),
        "runs.get_active": lambda: runs.get_active("Beta"),
        "runs.beat": lambda: runs.beat("Beta", "run", now),
        "runs.list_silent": lambda: runs.list_silent(now, 10),
    }


def _on_events(events: EventRepository, now: datetime) -> dict[str, Callable[[], Any]]:
    sealed = seal_event(Event("event", EventType.RUN_STARTED, "Beta", now, run_id="run"))
    return {
        "events.append_many": lambda: events.append_many([sealed] * 2),
        "events.get_for_session": lambda: events.get_for_session("Beta"),
        "events.latest_sequence": lambda: events.latest_sequence("Beta"),
        "events.examine": lambda: events.examine("Beta", 1, 10),
    }


def _on_artifacts(artifacts: ArtifactRepository, now: datetime) -> dict[str, Callable[[], Any]]:
    first, second = _artifact("first", now), _artifact("second", now)
    return {
        "artifacts.name_folder": lambda: artifacts.name_folder("folder"),
        "artifacts.folder": artifacts.folder,
        "artifacts.register": lambda: artifacts.register(first),
        "artifacts.replace": lambda: artifacts.replace(second),
        "artifacts.get_by_key": lambda: artifacts.get_by_key("report"),
        "artifacts.list_for_session": lambda: artifacts.list_for_session("Beta"),
        "artifacts.list_after": lambda: artifacts.list_after((now, ""), 10, session_id="Beta"),
        "artifacts.totals": lambda: artifacts.totals("Beta"),
        "artifacts.count_references": lambda: artifacts.count_references(_DIGEST, "file"),
        "artifacts.list_references": lambda: artifacts.list_references(_DIGEST, "file"),
        "artifacts.digests": lambda: artifacts.digests("file", "", 10),
        "artifacts.delete": lambda: artifacts.delete("report", now),
        "artifacts.remove": lambda: artifacts.remove(["first"]),
    }


def _on_searches(searches: SearchRepository) -> dict[str, Callable[[], Any]]:
    sessions, runs, events = SessionQuery(), RunQuery(provider="claude"), EventQuery()
    usage, newest = UsageQuery(), SessionSearchOrder.CREATED_AT_DESC
    runs_by, events_by = RunSearchOrder.TOKEN_USAGE_DESC, EventSearchOrder.TIMESTAMP_ASC
    return {
        "searches.list_sessions": lambda: searches.list_sessions(sessions, newest, None, 10),
        "searches.count_sessions": lambda: searches.count_sessions(sessions),
        "searches.list_runs": lambda: searches.list_runs(runs, runs_by, None, 10),
        "searches.list_events": lambda: searches.list_events(events, events_by, None, 10),
        "searches.count_events": lambda: searches.count_events(events),
        "searches.stats_of": lambda: searches.stats_of("Beta"),
        "searches.sum_usage": lambda: searches.sum_usage(usage),
        "searches.sum_costs": lambda: searches.sum_costs(usage),
        "searches.sum_groups": lambda: searches.sum_groups(usage, UsageGrouping.DAY),
        "searches.sum_added": lambda: searches.sum_added(usage),
    }


def _on_retention(
    world: World, retention: RetentionRepository, now: datetime
) -> dict[str, Callable[[], Any]]:
    return {
        "retention.list_unchanged": lambda: retention.list_unchanged(now, None, 10),
        "retention.list_created": lambda: retention.list_created(now, (now, ""), 10),
        "retention.list_hidden": lambda: retention.list_hidden(now, None, 10),
        "retention.list_owned": lambda: retention.list_owned("Ann", None, 10),
        "retention.list_all": lambda: retention.list_all(None, 10),
        "retention.get": lambda: retention.get("Beta"),
        "retention.list_prunable": lambda: retention.list_prunable("Beta", [_BEGUN], 0, 10),
        "retention.list_old": lambda: retention.list_old(_BEGUN, None, 10),
        "retention.messages_from": lambda: retention.messages_from("Beta", 0, 10),
        "retention.events_at": lambda: retention.events_at("Beta", [1]),
        "retention.total_events": retention.total_events,
        "retention.count_rows": lambda: retention.count_rows("Beta"),
        "retention.list_orphans": lambda: retention.list_orphans(None, 10),
        "retention.count_orphans": retention.count_orphans,
        "retention.list_counters": lambda: retention.list_counters(None, 10),
        "retention.prune": lambda: retention.prune("Beta", [1]),
        "retention.release_artifacts": lambda: retention.release_artifacts("Beta", now),
        "retention.hide": lambda: retention.hide(world.id_of("Gamma"), now),
    }


def _on_keys(keys: KeyRepository, now: datetime) -> dict[str, Callable[[], Any]]:
    sealed = seal_key("key", "robot", "append", make_secret("A" * 43), now)
    return {
        "keys.create": lambda: keys.create(sealed),
        "keys.list_all": keys.list_all,
        "keys.with_digest": lambda: keys.with_digest(sealed.digest),
        "keys.note_use": lambda: keys.note_use("key", now),
        "keys.exist": keys.exist,
        "keys.namespaces": keys.namespaces,
        "keys.revoke": lambda: keys.revoke("key", now),
    }


def _on_threads(threads: ThreadRepository, now: datetime) -> dict[str, Callable[[], Any]]:
    mapping = ThreadMapping("Trip", "Ann", "Beta", now, now)
    return {
        "threads.claim": lambda: threads.claim(mapping),
        "threads.save": lambda: threads.save(mapping),
        "threads.get": lambda: threads.get("Trip", "Ann"),
        "threads.change": lambda: threads.change(mapping, was="Beta"),
        "threads.list_for_resource": lambda: threads.list_for_resource("Ann"),
        "threads.delete": lambda: threads.delete("Trip", "Ann"),
    }


def _methods(kind: type) -> list[str]:
    methods = inspect.getmembers(kind, inspect.isfunction)
    return [name for name, _ in methods if not name.startswith("_")]


def _sealed(world: World, number: int) -> SealedMessage:
    message = NewMessage("user", f"message {number}")
    return seal(message, f"message-{number}", world.clock.now())


def _artifact(artifact_id: str, now: datetime) -> Artifact:
    """Give an artifact of Beta with the key ``report``."""
    return Artifact(artifact_id, "report", 4, _DIGEST, "file", _DIGEST, now, session_id="Beta")


def _meet_fault(database: Any) -> list[object]:
    """Let the next attempt fail as if another writer had collided with it; list the attempts."""
    dialect, attempts = database.dialect, []
    begin = dialect.begin

    def begin_or_fail(mode: object) -> Any:
        attempts.append(mode)
        if len(attempts) == 1:
            raise _transient(dialect.engine.dialect.name)
        dialect.begin = begin
        return begin(mode)

    dialect.begin = begin_or_fail
    return attempts


def _transient(name: str) -> Exception:
    if name == "postgresql":
        return psycopg.errors.SerializationFailure("could not serialize access")
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def _check_nothing_held(world: World) -> None:
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            connection.run("PRAGMA busy_timeout=0")
            connection.run("BEGIN IMMEDIATE")
        else:
            connection.run("BEGIN")
            connection.run("SELECT 1 FROM sessions FOR UPDATE NOWAIT")
        connection.run("ROLLBACK")
