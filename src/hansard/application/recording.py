"""What the session manager writes: each change together with the event that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hansard.application.parts import Parts
from hansard.application.ports import UnitOfWork
from hansard.domain.content import is_id
from hansard.domain.error_codes import ErrorRecord
from hansard.domain.errors import (
    DuplicateKeyError,
    RunNotFoundError,
    RunTransitionError,
    SessionClosedError,
    SessionNotFoundError,
)
from hansard.domain.event import Event, EventType, seal_event
from hansard.domain.pricing import PricingTable
from hansard.domain.redaction import NO_REDACTION, RedactionPolicy, redact
from hansard.domain.run import Run, RunStatus, check_run
from hansard.domain.run_ending import Ending, error_of, keep_provider_session, why
from hansard.domain.session import Session, SessionStatus

SESSION_EVENTS: dict[SessionStatus, EventType] = {
    SessionStatus.ACTIVE: EventType.SESSION_RESUMED,
    SessionStatus.PAUSED: EventType.SESSION_PAUSED,
    SessionStatus.COMPLETED: EventType.SESSION_COMPLETED,
    SessionStatus.FAILED: EventType.SESSION_FAILED,
    SessionStatus.CANCELLED: EventType.SESSION_CANCELLED,
}
"""The event that says that a session has come to a status, one that was pending apart."""


class Stamp:
    """The time and the ids of what one unit of work records, the same in each of its attempts.

    Attributes:
        now: when it happens.
        attempts: how many attempts have begun.
    """

    def __init__(self, parts: Parts) -> None:
        self.now: datetime = parts.clock.now()
        self.attempts = 0
        self._identifiers = parts.identifiers
        self._ids: list[str] = []

    @property
    def is_repeated(self) -> bool:
        """Whether an earlier attempt may have done what this one is to do."""
        return self.attempts > 1

    def event_id(self, place: int) -> str:
        """Give the id of the event at a place, from 0 on."""
        while len(self._ids) <= place:
            self._ids += self._identifiers.event_ids(1)
        return self._ids[place]


class Recording:
    """What one attempt of a unit of work changes, and the events that it appends at its end.

    Args:
        work: the unit of work.
        stamp: made before its first attempt.
        redaction: what is taken out of the events.
    """

    def __init__(
        self, work: UnitOfWork, stamp: Stamp, redaction: RedactionPolicy = NO_REDACTION
    ) -> None:
        self.work = work
        self.now = stamp.now
        stamp.attempts += 1
        self._stamp = stamp
        self._redaction = redaction
        self._events: list[Event] = []

    def note(
        self,
        kind: EventType,
        session: Session,
        data: Mapping[str, Any] | None = None,
        *,
        run: Run | None = None,
    ) -> None:
        """Have an event appended, with the provider and the correlation id of its session."""
        provider = None if run is None else run.provider
        event = Event(
            event_id=self._stamp.event_id(len(self._events)),
            type=kind,
            session_id=session.session_id,
            timestamp=self.now,
            run_id=None if run is None else run.run_id,
            data=dict(data or {}),
            provider=provider or label_of(session, "provider"),
            correlation_id=label_of(session, "correlation_id"),
        )
        self._events.append(redact(event, self._redaction).event)

    def lock_session(self, session_id: str) -> Session:
        """Give a session, locked.

        Raises:
            SessionNotFoundError: there is none, or retention hid it.
        """
        session = self.work.sessions.get_by_id(session_id, for_update=True)
        if session is None:
            raise SessionNotFoundError(session_id)
        return session

    def lock_run(self, run_id: str) -> Run:
        """Give a run; its session and itself are locked.

        Raises:
            RunNotFoundError: there is none.
        """
        run = self.work.runs.get_by_id(run_id, for_update=True)
        if run is None:
            raise RunNotFoundError(run_id)
        return run

    def move(
        self,
        session: Session,
        status: SessionStatus,
        *,
        reason: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> bool:
        """Move a locked session along its lifecycle; say whether anything changed.

        Raises:
            InvalidTransitionError: the lifecycle has no such step.
        """
        started = session.status is SessionStatus.PENDING and status is SessionStatus.ACTIVE
        if not session.change_status(status, self.now, reason):
            return False
        self.work.sessions.update(session)
        self.note(EventType.SESSION_STARTED if started else SESSION_EVENTS[status], session, data)
        return True

    def create(self, session: Session) -> Session:
        """Add a session."""
        created = self.work.sessions.create(replace(session))
        provider = label_of(created, "provider")
        known = {"actor_name": created.actor_name, "provider": provider}
        said = {key: value for key, value in known.items() if value is not None}
        self.note(EventType.SESSION_CREATED, created, said)
        return created

    def store(self, session: Session | None = None) -> list[Event]:
        """Append the events, and give them as they are stored.

        Args:
            session: the one that they are all about, which then counts them.
        """
        if not self._events:
            return []
        events = self.work.events.append_many([seal_event(event) for event in self._events])
        if session is not None:
            session.event_count = events[-1].sequence or 0
        return events

    def cancel_run(self, run_id: str, ending: Ending, prices: PricingTable) -> Run:
        """End a run as cancelled, where it is not so already, and give it.

        Raises:
            RunTransitionError: it ended in another way.
        """
        run = self.lock_run(run_id)
        if run.status.is_final and run.status is not ending.status:
            raise refuse(run, ending.status)
        if not run.status.is_final:
            self.end(run, ending, prices)
            self.store()
        return run

    def end(
        self, run: Run, ending: Ending, prices: PricingTable, *, with_session: bool = False
    ) -> None:
        """End a locked run, and its session too where it was made for this run alone.

        What others have changed in the session meanwhile stays as they left it. A session that
        retention hid takes no events.
        """
        session = self.work.sessions.get_by_id(run.session_id, for_update=True)
        ending.apply(run, prices, self.now)
        self.work.runs.save(check_run(run))
        if session is None:
            return
        if ending.result is not None and keep_provider_session(
            session, run, ending.result, self.now
        ):
            self.work.sessions.update(session)
        for kind, data in ending.events():
            self.note(kind, session, data, run=run)
        if with_session:
            self.end_session(session, ending.session_status, ending.error)

    def end_session(
        self, session: Session, status: SessionStatus, error: ErrorRecord | None = None
    ) -> None:
        """End a locked session that is active, with the reason; leave any other alone."""
        if session.status is SessionStatus.ACTIVE:
            reason = None if error is None else error.message
            said = why(error, cancelled=status is SessionStatus.CANCELLED)
            self.move(session, status, reason=reason, data=said)

    def end_session_of(self, run: Run) -> None:
        """End the session of a run that is over, if it is active, as the run ended."""
        session = self.work.sessions.get_by_id(run.session_id, for_update=True)
        if session is not None:
            self.end_session(session, Ending(run.status).session_status, error_of(run))


def add_run(work: UnitOfWork, draft: Run) -> Run:
    """Add a run to a session that is not over; its provider is by default the session's.

    A run that is there already as it would be written is given back: an attempt before this one
    has added it.

    Raises:
        SessionNotFoundError, SessionClosedError, DuplicateKeyError
    """
    session = work.sessions.get_by_id(draft.session_id, for_update=True)
    if session is None:
        raise SessionNotFoundError(draft.session_id)
    run = replace(draft, provider=draft.provider or label_of(session, "provider"))
    known = work.runs.get_by_id(run.run_id)
    if known is not None and known != run:
        raise DuplicateKeyError("run", run.run_id)
    if known is None:
        if session.status.is_final:
            raise SessionClosedError(session.session_id, session.status.value)
        work.runs.save(run)
    return run


def refuse(run: Run, wanted: RunStatus) -> RunTransitionError:
    """Give the error of a run that cannot become what was asked for."""
    return RunTransitionError(run.run_id, run.session_id, run.status.value, wanted.value)


def label_of(session: Session, name: str) -> str | None:
    """Give a label that a session's metadata holds, None where it holds something else."""
    label = session.metadata.get(name)
    return label if isinstance(label, str) and is_id(label) else None
