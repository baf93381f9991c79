"""Records as JSON lines, for an archive that gets them before retention removes them.

A line is an object whose ``kind`` is ``session``, ``message``, ``run``, ``event`` or
``artifact``; the other keys are the record's own, times in ISO 8601.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.ports.runs import EventFilter
from hansard.domain.errors import HansardError, MaintenanceError, SessionNotFoundError
from hansard.domain.event import Event
from hansard.domain.maps import write_time
from hansard.domain.message import SessionMessage
from hansard.domain.retention import ArchiveStore
from hansard.domain.session import Session
from hansard.domain.session_records import session_to_map

_PAGE = 500
_NAME_LENGTH = 32


def archive_events(archive: ArchiveStore, namespace: str, events: Sequence[Event]) -> None:
    """Write events that are about to be pruned.

    Raises:
        MaintenanceError: the archive did not take them.
    """
    lines = [_line("event", namespace, event.to_map()) for event in events]
    _write(archive, f"events-{_digest(*lines)[:_NAME_LENGTH]}", lines)


def archive_session(archive: ArchiveStore, database: Transactions, session_id: str) -> str:
    """Write a session and all that belongs to it; give what `fingerprint` says of it.

    Raises:
        MaintenanceError: the archive did not take it.
        SessionNotFoundError: it is gone.
    """
    seen = database.read(lambda work: fingerprint(work, session_id))
    lines = _session_lines(database, session_id)
    first = next(lines)
    _write(archive, f"session-{_digest(first)[:_NAME_LENGTH]}", _chain(first, lines))
    return seen


def fingerprint(work: UnitOfWork, session_id: str) -> str:
    """Give a digest that differs where anything of a session was changed.

    Messages and events are only ever added and removed, which moves the session's counters.

    Raises:
        SessionNotFoundError: it is gone.
    """
    session = _found(work, session_id)
    runs = [run.to_map() for run in work.runs.list_for_session(session_id)]
    artifacts = [
        [artifact.artifact_id, artifact.checksum_sha256]
        for artifact in work.artifacts.list_for_session(session_id, include_deleted=True)
    ]
    return _digest(json.dumps([_session_map(session), runs, artifacts]))


def _session_lines(database: Transactions, session_id: str) -> Iterator[str]:
    """Give a session, its messages, runs, events and artifacts, in pages."""
    namespace = database.namespace
    session = database.read(lambda work: _found(work, session_id), single=True)
    yield _line("session", namespace, _session_map(session))
    for message in _messages(database, session_id):
        yield _line("message", namespace, _message_map(session_id, message))
    for run in database.read(lambda work: work.runs.list_for_session(session_id), single=True):
        yield _line("run", namespace, run.to_map())
    for event in _events(database, session_id):
        yield _line("event", namespace, event.to_map())
    artifacts = database.read(
        lambda work: work.artifacts.list_for_session(session_id, include_deleted=True), single=True
    )
    for artifact in artifacts:
        yield _line("artifact", namespace, artifact.to_map())


def _messages(database: Transactions, session_id: str) -> Iterator[SessionMessage]:
    sequence = 0
    while page := database.read(
        lambda work, first=sequence: work.retention.messages_from(session_id, first, _PAGE),  # type: ignore[misc]
        single=True,
    ):
        yield from page
        sequence = page[-1].sequence + 1


def _events(database: Transactions, session_id: str) -> Iterator[Event]:
    where = EventFilter(limit=_PAGE)
    while page := database.read(
        lambda work, where=where: work.events.get_for_session(session_id, where),  # type: ignore[misc]
        single=True,
    ):
        yield from page
        where = where._replace(after=page[-1].sequence)


def _found(work: UnitOfWork, session_id: str) -> Session:
    session = work.sessions.get_by_id(session_id, include_deleted=True)
    if session is None:
        raise SessionNotFoundError(session_id)
    return session


def _session_map(session: Session) -> dict[str, Any]:
    usage = session.token_usage
    return {
        **session_to_map(session),
        "automation_level": session.automation_level,
        "linked_plan_ids": list(session.linked_plan_ids),
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "estimated_cost": usage.estimated_cost,
        "message_count": session.message_count,
        "next_sequence": session.next_sequence,
        "event_count": session.event_count,
        "pruned_event_count": session.pruned_event_count,
    }


def _message_map(session_id: str, message: SessionMessage) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "session_id": session_id,
        "sequence": message.sequence,
        "role": message.role.value,
        "content": message.content,
        "tool_calls": [call.to_json() for call in message.tool_calls],
        "tool_call_id": message.tool_call_id,
        "metadata": message.metadata,
        "payload": message.payload,
        "timestamp": write_time(message.timestamp),
    }


def _line(kind: str, namespace: str, record: Mapping[str, Any]) -> str:
    return json.dumps({"kind": kind, **record, "namespace": namespace}, allow_nan=False)


def _digest(*lines: str) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _write(archive: ArchiveStore, name: str, lines: Iterable[str]) -> None:
    try:
        archive.write(name, lines)
    except HansardError:
        raise
    except Exception as error:
        raise MaintenanceError(f"The archive did not take {name} ({error}); it stays.") from error
