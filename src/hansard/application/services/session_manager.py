"""SessionManager: the lifecycle of sessions and runs, each step recorded as an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from hansard.application.event_reading import read_wait
from hansard.application.parts import Parts
from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.recording import Recording, Stamp, add_run
from hansard.application.run_arguments import (
    check_run_reference,
    read_continuation,
    read_duration,
    read_labelled,
    read_reason,
    read_redaction,
)
from hansard.application.services.abandoned_runs import recover_abandoned
from hansard.application.services.event_pipeline import EventPipeline
from hansard.application.services.event_service import PAGE_OF_EVENTS, EventService
from hansard.application.services.run_driving import OnEvent, drive, name_of
from hansard.application.services.run_execution import Plan, RunExecution
from hansard.domain.error_codes import ErrorRecord
from hansard.domain.event import Event, EventType
from hansard.domain.event_transcript import TranscriptLimits
from hansard.domain.execution import ExecutionResult, Runner
from hansard.domain.pages import check_positive
from hansard.domain.redaction import RedactionPolicy
from hansard.domain.run import Run, RunStatus, check_run, read_run_status
from hansard.domain.run_ending import Ending, read_error, why
from hansard.domain.session import Session, SessionStatus, check_reference
from hansard.domain.session_records import new_session

Drive = Callable[[RunExecution, Runner, OnEvent | None], Any]
"""Makes the steps of an execution, now or later."""


class SessionManager:
    """Starts, runs and ends sessions of one namespace.

    Each step is one transaction: what changes, and the event that says so. To become what it is
    already changes nothing and is no event. Methods that take a ``session_id`` raise
    `SessionNotFoundError` for one that is not visible in this namespace.
    """

    def __init__(self, database: Transactions, parts: Parts, events: EventService) -> None:
        self._database = database
        self._parts = parts
        self.events = events
        self._pipeline = EventPipeline(events, parts.clock, parts.identifiers)
        self._drive: Drive = drive

    # --- sessions -------------------------------------------------------------------------------

    def start_session(
        self,
        actor_name: str,
        *,
        session_id: str | None = None,
        owner_id: str | None = None,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        context: Mapping[str, Any] | None = None,
        tags: Iterable[str] = (),
        provider: str | None = None,
        parent_session_id: str | None = None,
        correlation_id: str | None = None,
    ) -> Session:
        """Create a session that is pending, with the event ``session_created``.

        Args:
            actor_name: the agent that answers.
            session_id: the caller's own id; a ULID is made by default.
            metadata: any JSON object.
            context: what the agent needs to go on, any JSON object.
            provider: who serves the model; kept in the metadata, and in every event that the
                manager records of the session.
            parent_session_id: the session that it came from.
            correlation_id: ties events of several sessions together; kept likewise.

        Raises:
            DuplicateKeyError: the id is taken in this namespace.
            InvalidInputError, InvalidContentError: an argument is outside its bounds.
        """
        stamp = Stamp(self._parts)
        draft = new_session(
            self._parts.identifiers.session_id() if session_id is None else session_id,
            actor_name,
            stamp.now,
            owner_id=owner_id,
            name=name,
            parent_session_id=parent_session_id,
            metadata=read_labelled(metadata, provider=provider, correlation_id=correlation_id),
            context=context,
            tags=tags,
        )

        def unit(work: UnitOfWork) -> Session:
            recording = Recording(work, stamp)
            session = recording.create(draft)
            recording.store(session)
            return session

        return self._database.write(unit)

    def activate_session(self, session_id: str) -> Session:
        """Make a pending session active (``session_started``), or a paused one.

        Raises:
            InvalidTransitionError: the session is over.
        """
        return self._move(session_id, SessionStatus.ACTIVE)

    def pause_session(self, session_id: str) -> Session:
        """Pause an active session (``session_paused``).

        Raises:
            InvalidTransitionError: it is pending or over.
        """
        return self._move(session_id, SessionStatus.PAUSED)

    def resume_session(self, session_id: str) -> Session:
        """Make a paused session active (``session_resumed``), or a pending one.

        Raises:
            InvalidTransitionError: the session is over.
        """
        return self._move(session_id, SessionStatus.ACTIVE)

    def complete_session(self, session_id: str) -> Session:
        """End a session as completed (``session_completed``). Final.

        Raises:
            InvalidTransitionError: it is pending, failed or cancelled.
        """
        return self._move(session_id, SessionStatus.COMPLETED)

    def fail_session(
        self, session_id: str, error: str | BaseException | ErrorRecord | Mapping[str, Any]
    ) -> Session:
        """End a session as failed (``session_failed``), with why. Final.

        Args:
            error: a text, an exception, a record, or a mapping of ``code``, ``message`` and
                perhaps ``provider_error`` and ``details``.

        Raises:
            InvalidTransitionError: it is completed or cancelled.
        """
        return self._move(session_id, SessionStatus.FAILED, read_error(error))

    def cancel_session(self, session_id: str, reason: str | None = None) -> Session:
        """End a session as cancelled (``session_cancelled``), with why. Final.

        Runs that are under way are left alone; see `cancel_run`.

        Raises:
            InvalidTransitionError: it is completed or failed.
        """
        return self._move(session_id, SessionStatus.CANCELLED, read_reason(reason))

    # --- runs -----------------------------------------------------------------------------------

    def start_run(
        self,
        session_id: str,
        input: Mapping[str, Any] | None = None,
        *,
        run_id: str | None = None,
        provider: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Run:
        """Add a pending run to a session that is not over.

        Args:
            input: what the agent is given, any JSON object. `execute_run` records its
                ``messages``, else its ``prompt``, as messages.
            run_id: the caller's own id; ``run_`` and a ULID by default.
            provider: who serves the model; by default as the session's.
            metadata: any JSON object.

        Raises:
            SessionClosedError: the session is completed, failed or cancelled.
            DuplicateKeyError: the id is taken in this namespace.
        """
        draft = self._draft_run(check_reference(session_id), input, run_id, provider, metadata)

        return self._database.write(lambda work: add_run(work, draft))

    def execute_run(
        self,
        run_id: str,
        runner: Runner,
        *,
        continuation: str | bool = False,
        transcript_limits: TranscriptLimits | None = None,
        on_event: OnEvent | None = None,
        redaction: RedactionPolicy | None = None,
    ) -> ExecutionResult:
        """Execute a pending run, record what happens, and give what came of it.

        The run and its session are read anew and locked for the last write, which adds what the
        run owns and leaves alone what others have changed meanwhile. The session stays active.

        Args:
            runner: see `Runner`. Where it is asynchronous, use `AsyncHansard`.
            continuation: ``auto`` or ``replay`` give the runner the transcript of the session
                before this run, as ``session.context["transcript"]``.
            transcript_limits: how long that may be.
            on_event: called with each event of the runner once it is stored. What it raises fails
                the run.
            redaction: what is taken out of events, and of the run's error, before they are
                stored. Input and output are stored as they are.

        Raises:
            RunNotFoundError: there is no such run here.
            RunTransitionError: the run is not pending, or somebody else has ended it meanwhile;
                what the runner gave is not stored then.
            SessionClosedError: the session is over.
            ContinuationError: ``native``, which needs more than the record.
            Exception: what the runner raised, as it is, once the run is failed for it. A
                `TimeoutError` makes the run ``timeout``; an interrupt cancels it.
        """
        plan = Plan(
            check_run_reference(run_id),
            read_continuation(continuation, transcript_limits),
            read_redaction(redaction),
        )
        return self._execute(plan, runner, on_event)

    def run_once(
        self,
        runner: Runner,
        input: Mapping[str, Any] | None = None,
        *,
        actor_name: str | None = None,
        session_id: str | None = None,
        run_id: str | None = None,
        owner_id: str | None = None,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        context: Mapping[str, Any] | None = None,
        tags: Iterable[str] = (),
        provider: str | None = None,
        parent_session_id: str | None = None,
        correlation_id: str | None = None,
        continuation: str | bool = False,
        on_event: OnEvent | None = None,
        redaction: RedactionPolicy | None = None,
    ) -> ExecutionResult:
        """Make a session for one run, execute it, and end the session as the run ends.

        A session that somebody else moves meanwhile stays where it was moved.

        Args:
            actor_name: the agent that answers; the provider's name by default, else the runner's.

        Raises:
            As `start_session` and `execute_run`. What concerns an argument is raised before
            anything is written.
        """
        transcript = read_continuation(continuation, None)
        called = name_of(runner) if provider is None else provider
        session = new_session(
            self._parts.identifiers.session_id() if session_id is None else session_id,
            called if actor_name is None else actor_name,
            self._parts.clock.now(),
            owner_id=owner_id,
            name=name,
            parent_session_id=parent_session_id,
            metadata=read_labelled(metadata, provider=provider, correlation_id=correlation_id),
            context=context,
            tags=tags,
        )
        run = self._draft_run(session.session_id, input, run_id, provider)
        plan = Plan(run.run_id, transcript, read_redaction(redaction), (session, run))
        return self._execute(plan, runner, on_event)

    def cancel_run(self, run_id: str, reason: str | None = None) -> Run:
        """End a run that is not over as cancelled (``run_cancelled``), with why.

        A runner that is under way is not stopped at once: a generator ends at the first event
        that it yields five seconds or more after its last sign of life, and whatever a runner
        gives in the end is not stored.

        Raises:
            RunNotFoundError: there is no such run here.
            RunTransitionError: it is completed, failed or timed out.
        """
        run_id, stamp = check_run_reference(run_id), Stamp(self._parts)
        ending = Ending(RunStatus.CANCELLED, read_reason(reason))
        prices = self._parts.prices.table()
        return self._database.write(
            lambda work: Recording(work, stamp).cancel_run(run_id, ending, prices)
        )

    def recover_abandoned_runs(self, older_than: timedelta | float) -> list[Run]:
        """Fail the runs whose processes seem to have died, with why, and give them.

        That are those, pending or running, that gave no sign of life for so long: since they
        were made or began, or since the latest event of their runner. Choose more than the
        longest silence of a runner. Each is failed once (``run_failed``, code ``timeout``),
        whoever else recovers at the same time; its session stays as it is.

        Args:
            older_than: a duration, or seconds; at least 0.
        """
        return recover_abandoned(self._database, self._parts, read_duration(older_than))

    # --- what was recorded ----------------------------------------------------------------------

    def get_session_events(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[Event]:
        """List the events of a session by sequence; `EventService.get` has the filters."""
        return self.events.get(
            session_id,
            run_id=run_id,
            type=type,
            since=since,
            after=after,
            before=before,
            limit=limit,
        )

    def get_session_runs(
        self,
        session_id: str,
        *,
        status: RunStatus | str | None = None,
        limit: int | None = None,
    ) -> list[Run]:
        """List the runs of a session by start and id; none for one that does not exist."""
        session_id = check_reference(session_id)
        wanted = None if status is None else read_run_status(status)
        if limit is not None:
            check_positive(limit, "limit")
        return self._database.read(
            lambda work: work.runs.list_for_session(session_id, status=wanted, limit=limit),
            single=True,
        )

    def stream_session_events(
        self,
        session_id: str,
        after: int = 0,
        limit: int = PAGE_OF_EVENTS,
        poll_interval_ms: int = 250,
        wait_timeout_ms: int = 0,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        before: int | None = None,
    ) -> Iterator[Event]:
        """Iterate over the events of a session, and over those still to come.

        `EventService.follow` has the filters and what it raises.

        Args:
            limit: events a reading, 1 to 1000.
            poll_interval_ms: time between two looks where no hint comes.
            wait_timeout_ms: above 0, the store chooses the time between two looks instead.
        """
        return self.events.follow(
            session_id,
            after=after,
            run_id=run_id,
            type=type,
            since=since,
            before=before,
            limit=limit,
            poll_interval_ms=None if read_wait(wait_timeout_ms) else poll_interval_ms,
        )

    # --- inside ---------------------------------------------------------------------------------

    def _move(
        self, session_id: str, status: SessionStatus, error: ErrorRecord | None = None
    ) -> Session:
        session_id, stamp = check_reference(session_id), Stamp(self._parts)
        said = why(error, cancelled=status is SessionStatus.CANCELLED)
        reason = None if error is None else error.message

        def unit(work: UnitOfWork) -> Session:
            recording = Recording(work, stamp)
            session = recording.lock_session(session_id)
            recording.move(session, status, reason=reason, data=said)
            recording.store(session)
            return session

        return self._database.write(unit)

    def _draft_run(
        self,
        session_id: str,
        given: Mapping[str, Any] | None,
        run_id: str | None,
        provider: str | None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Run:
        return check_run(
            Run(
                run_id=self._parts.identifiers.run_id() if run_id is None else run_id,
                session_id=session_id,
                started_at=self._parts.clock.now(),
                namespace=self._database.namespace,
                input=given,  # type: ignore[arg-type]
                metadata={} if metadata is None else metadata,  # type: ignore[arg-type]
                provider=provider,
            )
        )

    def _execute(self, plan: Plan, runner: Runner, on_event: OnEvent | None) -> ExecutionResult:
        execution = RunExecution(self._database, self._parts, self._pipeline, plan)
        result: ExecutionResult = self._drive(execution, runner, on_event)
        return result


def driven_by(manager: SessionManager, drive: Drive) -> SessionManager:
    """Give a manager whose executions are driven by something else."""
    other = copy(manager)
    other._drive = drive
    return other
