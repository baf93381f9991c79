"""Executing a run: what is written before, while and after a runner is at work.

The steps are one unit of work each. Who makes them waits in its own way:
`hansard.application.services.run_driving` in a thread, `hansard.async_manager` in an event loop.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from hansard.application.parts import Parts
from hansard.application.ports import EventFilter, Transactions, UnitOfWork
from hansard.application.recording import Recording, Stamp, label_of, refuse
from hansard.application.services.event_pipeline import EventPipeline
from hansard.application.services.transcript_reading import TranscriptReader
from hansard.domain.error_codes import ErrorRecord
from hansard.domain.errors import (
    HansardError,
    InvalidInputError,
    RunMismatchError,
    RunNotFoundError,
    RunTransitionError,
    SessionClosedError,
    SessionMismatchError,
)
from hansard.domain.event import Event, EventType
from hansard.domain.event_builder import EventContext
from hansard.domain.event_transcript import Transcript, TranscriptLimits
from hansard.domain.execution import ExecutionResult, ExecutionState
from hansard.domain.redaction import NO_REDACTION, RedactionPolicy
from hansard.domain.run import Run, RunStatus
from hansard.domain.run_ending import Ending, record_of, redact_error, status_after
from hansard.domain.run_result import is_result, messages_of, read_result
from hansard.domain.session import Session, SessionStatus

HEARTBEAT = timedelta(seconds=5)
"""How often at most a run gives a sign of life."""

log = logging.getLogger("hansard.runs")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is executed, and how.

    Attributes:
        run_id: of the run.
        transcript: how much of the session's transcript the runner is given, None for nothing.
        redaction: what is taken out of events, and of the run's error, before they are stored.
        opening: the session to be made for the run alone, and the run, where they do not exist.
    """

    run_id: str
    transcript: TranscriptLimits | None = None
    redaction: RedactionPolicy = NO_REDACTION
    opening: tuple[Session, Run] | None = None


UNKEPT = (InvalidInputError, ArithmeticError, TypeError, ValueError, RecursionError)
"""What comes of values that no run can keep."""


class RunExecution:
    """One execution of a run: its steps, each a unit of work, in the order of the methods.

    Attributes:
        state: what has come of it, once it has begun.
    """

    state: ExecutionState

    def __init__(
        self, database: Transactions, parts: Parts, pipeline: EventPipeline, plan: Plan
    ) -> None:
        self._database = database
        self._parts = parts
        self._pipeline = pipeline
        self._plan = plan
        self._has_begun = False
        self.is_over = False

    @property
    def is_under_way(self) -> bool:
        """Whether the run has begun here and is not over."""
        return self._has_begun and not self.is_over

    def begin(self) -> tuple[Run, Session]:
        """Set the run running, record what it was given, and give what the runner is called with.

        Raises:
            RunNotFoundError: there is no such run here.
            RunTransitionError: it was executed before, or is over.
            SessionClosedError: its session is over.
        """
        transcript = self._read_transcript()
        stamp = Stamp(self._parts)
        session, run, events = self._database.write(lambda work: self._open(work, stamp))
        self.state = ExecutionState(session, run)
        for event in events:
            if event.run_id == run.run_id:
                self.state.append_event(event)
        self._context = EventContext(
            session.session_id,
            run.run_id,
            run.provider or label_of(session, "provider"),
            label_of(session, "correlation_id"),
            self._plan.redaction,
        )
        self._beaten_at = stamp.now
        self._has_begun = True
        return run, replace(session, context={**session.context, **transcript})

    def take(self, item: object) -> Event | None:
        """Take what the runner yields: record an event and give it as stored, or keep the result.

        An event that cannot be stored is logged and counted, and None is given.

        Raises:
            RunTransitionError: somebody else has ended the run meanwhile.
            InvalidInputError: the result is not what a run can keep.
        """
        self._beat()
        if is_result(item):
            self.state.result = read_result(item)
            return None
        try:
            event = self._pipeline.process(_raw(item, self._context), self._context)
        except HansardError as error:
            self.state.persistence_failures += 1
            log.warning("run %s: an event could not be stored: %s", self._plan.run_id, error.code)
            return None
        self.state.append_event(event)
        return event

    def complete(self, value: object) -> ExecutionResult:
        """Complete the run with what the runner returned, else with the result that it yielded.

        Raises:
            RunTransitionError: somebody else has ended the run meanwhile.
            InvalidInputError: the result is not what a run can keep.
        """
        if value is not None or self.state.result is None:
            self.state.result = read_result(value)
        ended = self._end(self.state.ending(RunStatus.COMPLETED))
        if ended is not None:
            raise refuse(ended, RunStatus.COMPLETED)
        return self.state.to_result()

    def end_by(self, error: BaseException) -> None:
        """End the run by what its runner raised, where it has begun and is not over.

        Raises:
            RunTransitionError: somebody else has ended the run meanwhile.
            HansardError: the end could not be written. Where the runner was interrupted that is
                logged instead, so that the interrupt can go on.
        """
        if not self.is_under_way:
            return
        status = status_after(error)
        try:
            ended = self._end_without_output(status, error)
        except HansardError as failure:
            if isinstance(error, Exception):
                raise
            log.warning("run %s: its end could not be written: %s", self._plan.run_id, failure)
            return
        if ended is not None and not _may_go_on(error):
            raise refuse(ended, status) from error

    def _read_transcript(self) -> dict[str, Transcript]:
        """Give what the session's context has besides for the runner."""
        limits, opening = self._plan.transcript, self._plan.opening
        if limits is None:
            return {}
        if opening is not None:
            return {"transcript": Transcript(opening[0].session_id, limits=limits)}
        run = self._database.read(lambda work: work.runs.get_by_id(self._plan.run_id), single=True)
        if run is None:
            raise RunNotFoundError(self._plan.run_id)
        transcript = TranscriptReader(self._database).read(
            run.session_id,
            max_messages=limits.max_messages,
            max_chars=limits.max_chars,
            max_tokens_approx=limits.max_tokens_approx,
        )
        return {"transcript": transcript}

    def _open(self, work: UnitOfWork, stamp: Stamp) -> tuple[Session, Run, list[Event]]:
        recording = Recording(work, stamp, self._plan.redaction)
        if self._plan.opening is None:
            session, run = self._find(recording, stamp)
        else:
            session, run = open_session(recording, *self._plan.opening)
        run.update_status(RunStatus.RUNNING, stamp.now)
        work.runs.save(run)
        work.runs.beat(session.session_id, run.run_id, stamp.now)
        recording.note(EventType.RUN_STARTED, session, run=run)
        for message in messages_of(run.input):
            recording.note(EventType.MESSAGE_SENT, session, message, run=run)
        return session, run, recording.store(session)

    def _find(self, recording: Recording, stamp: Stamp) -> tuple[Session, Run]:
        run = recording.lock_run(self._plan.run_id)
        session = recording.lock_session(run.session_id)
        if run.status is not RunStatus.PENDING:
            if not _was_begun(recording.work, run, stamp):
                raise refuse(run, RunStatus.RUNNING)
        elif session.status.is_final:
            raise SessionClosedError(session.session_id, session.status.value)
        return session, run

    def _beat(self) -> None:
        """Give a sign of life where the last one is long ago, and hear whether the run is over."""
        now, run_id = self._parts.clock.now(), self._plan.run_id
        session_id = self.state.session.session_id
        if now - self._beaten_at < HEARTBEAT:
            return
        self._beaten_at = now
        try:
            if self._database.write(
                lambda work: work.runs.beat(session_id, run_id, now), single=True
            ):
                return
            run = self._database.read(lambda work: work.runs.get_by_id(run_id), single=True)
        except HansardError as error:
            log.warning("run %s: no sign of life could be given: %s", run_id, error)
            return
        if run is None:
            raise RunNotFoundError(run_id)
        raise refuse(run, RunStatus.RUNNING)

    def _end_without_output(self, status: RunStatus, error: BaseException) -> Run | None:
        """End the run by an error, with the figures of its runner where these can be kept."""
        record = redact_error(record_of(error), self._plan.redaction)
        if self.state.result is not None:
            try:
                return self._end(self.state.ending(status, record))
            except UNKEPT as reason:
                kind = type(reason).__name__
                log.warning("run %s: its figures are not kept: %s", self._plan.run_id, kind)
                self.state.result = None
        try:
            return self._end(self.state.ending(status, record))
        except UNKEPT as reason:
            kind = type(reason).__name__
            log.warning("run %s: its error is kept by its code: %s", self._plan.run_id, kind)
            return self._end(self.state.ending(status, ErrorRecord(record.code)))

    def _end(self, ending: Ending) -> Run | None:
        """End the run; where somebody else has done so, write nothing to it and give it."""
        stamp = Stamp(self._parts)
        is_ours, run, events = self._database.write(lambda work: self._close(work, stamp, ending))
        self.is_over = True
        if not is_ours:
            return run
        self.state.run = run
        for event in events:
            if event.run_id == run.run_id:
                self.state.append_event(event)
        return None

    def _close(
        self, work: UnitOfWork, stamp: Stamp, ending: Ending
    ) -> tuple[bool, Run, list[Event]]:
        recording = Recording(work, stamp, self._plan.redaction)
        alone = self._plan.opening is not None
        run = recording.lock_run(self._plan.run_id)
        if not run.status.is_final:
            recording.end(run, ending, self._parts.prices.table(), with_session=alone)
            return True, run, recording.store()
        if stamp.is_repeated and ending.is_of(run, stamp.now):
            return True, run, work.events.get_for_session(run.session_id, self._since_last())
        if alone:
            recording.end_session_of(run)
            recording.store()
        return False, run, []

    def _since_last(self) -> EventFilter:
        last = max((event.sequence or 0 for event in self.state.events), default=0)
        return EventFilter(run_id=self._plan.run_id, after=last)


def open_session(recording: Recording, session: Session, run: Run) -> tuple[Session, Run]:
    """Create a session that is active at once, with a run."""
    created = recording.create(session)
    recording.move(created, SessionStatus.ACTIVE)
    recording.work.runs.save(run)
    return created, replace(run)


def _was_begun(work: UnitOfWork, run: Run, stamp: Stamp) -> bool:
    """Whether an earlier attempt of this very unit has set a run running."""
    where = EventFilter(run_id=run.run_id, type=EventType.RUN_STARTED, limit=1)
    begun = work.events.get_for_session(run.session_id, where)
    return run.status is RunStatus.RUNNING and [event.event_id for event in begun] == [
        stamp.event_id(0)
    ]


def _may_go_on(error: BaseException) -> bool:
    """Whether an error says enough where the run was ended by somebody else."""
    return isinstance(error, RunTransitionError) or not isinstance(error, Exception)


def _raw(item: Any, context: EventContext) -> Mapping[str, Any]:
    """Give a raw event of what a runner yields.

    Raises:
        ContextMismatchError: an event of another session or run.
    """
    if not isinstance(item, Event):
        raw: Mapping[str, Any] = item
        return raw
    if item.session_id != context.session_id:
        raise SessionMismatchError(item.event_id, context.session_id, item.session_id)
    if item.run_id not in (None, context.run_id):
        raise RunMismatchError(item.event_id, context.run_id or "", item.run_id)
    names = ("event_id", "type", "timestamp", "data", "metadata", "schema_version")
    return {name: getattr(item, name) for name in names}
