"""SessionStore: the 14 operations of the store port, over the same sessions.

It stores what it is given: no lifecycle is enforced here, and nothing is recorded besides.
`SessionManager` does both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hansard.application.parts import Parts
from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.services.event_service import EventService
from hansard.domain.content import is_id
from hansard.domain.errors import InvalidInputError, RunNotFoundError, SessionNotFoundError
from hansard.domain.event import Event, EventType, seal_event, seal_events
from hansard.domain.pages import SessionFilter, check_count, check_positive
from hansard.domain.run import Run, RunStatus, check_run, read_run_status
from hansard.domain.session import (
    Session,
    SessionStatus,
    check_reference,
    possible_reference,
    read_label,
    read_status,
)
from hansard.domain.session_records import check_session, new_session


class SessionStore:
    """Sessions, runs and events of one namespace, stored as they are given.

    Sessions that retention hid are shown here, unlike in `PersistentSessionService`. A record's
    own ``namespace`` says nothing: it is stored in the store's.
    """

    def __init__(self, database: Transactions, parts: Parts, events: EventService) -> None:
        self._database = database
        self._parts = parts
        self.events = events

    # --- records that are not stored yet --------------------------------------------------------

    def new_session(
        self,
        actor_name: str,
        *,
        session_id: str | None = None,
        status: SessionStatus | str = SessionStatus.PENDING,
        parent_session_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        context: Mapping[str, Any] | None = None,
        tags: Iterable[str] = (),
    ) -> Session:
        """Make a session to be saved, with an id and the present time."""
        return new_session(
            self._parts.identifiers.session_id() if session_id is None else session_id,
            actor_name,
            self._parts.clock.now(),
            status=status,
            parent_session_id=parent_session_id,
            metadata=metadata,
            context=context,
            tags=tags,
        )

    def new_run(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        input: Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        provider: str | None = None,
    ) -> Run:
        """Make a pending run to be saved, with an id and the present time."""
        return check_run(
            Run(
                run_id=self._parts.identifiers.run_id() if run_id is None else run_id,
                session_id=session_id,
                started_at=self._parts.clock.now(),
                input=None if input is None else input,  # type: ignore[arg-type]
                metadata={} if metadata is None else metadata,  # type: ignore[arg-type]
                provider=provider,
            )
        )

    def new_event(
        self,
        type: EventType | str,
        session_id: str,
        *,
        event_id: str | None = None,
        run_id: str | None = None,
        data: Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        provider: str | None = None,
        correlation_id: str | None = None,
    ) -> Event:
        """Make an event to be appended, with an id and the present time."""
        event = Event(
            event_id=self._parts.identifiers.event_ids(1)[0] if event_id is None else event_id,
            type=type,  # type: ignore[arg-type]
            session_id=session_id,
            timestamp=self._parts.clock.now(),
            run_id=run_id,
            data={} if data is None else data,  # type: ignore[arg-type]
            metadata={} if metadata is None else metadata,  # type: ignore[arg-type]
            provider=provider,
            correlation_id=correlation_id,
        )
        return seal_event(event).at(None)

    # --- sessions -------------------------------------------------------------------------------

    def save_session(self, session: Session) -> None:
        """Add a session, or write all that describes it over the one with its id.

        Also ``created_at``, ``updated_at`` and ``deleted_at`` are stored as given, so an old copy
        brings a hidden session back. Messages, events and token usage stay as they are.

        Raises:
            InvalidInputError, InvalidContentError, InvalidStatusError: nothing was written.
        """
        checked = check_session(session)
        self._database.write(lambda work: work.sessions.save(checked))

    def get_session(self, session_id: str) -> Session:
        """Give a session without its messages, also one that retention hid.

        Raises:
            SessionNotFoundError: there is no such session here.
        """
        session_id = check_reference(session_id)
        found = self._database.read(
            lambda work: work.sessions.get_by_id(session_id, include_deleted=True), single=True
        )
        if found is None:
            raise SessionNotFoundError(session_id)
        return found

    def list_sessions(
        self,
        *,
        status: SessionStatus | str | None = None,
        actor_name: str | None = None,
        owner_id: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Session]:
        """List sessions by creation and id, also those that retention hid.

        Args:
            limit: at least 1; None for all of them.
            offset: how many to pass over.
        """
        where = SessionFilter(
            read_label(actor_name, "actor_name"),
            read_label(owner_id, "owner_id"),
            None if status is None else read_status(status),
        )
        if limit is not None:
            check_positive(limit, "limit")
        check_count(offset, "offset")
        return self._database.read(
            lambda work: work.sessions.list_stored(limit, offset, where=where), single=True
        )

    def delete_session(self, session_id: str) -> None:
        """Delete a session and everything that belongs to it, in one transaction, if it exists."""
        known = possible_reference(session_id)
        if known is not None:
            self._database.write(lambda work: work.sessions.delete(known, include_deleted=True))

    # --- runs -----------------------------------------------------------------------------------

    def save_run(self, run: Run) -> None:
        """Add a run, or write all of it over the one with its id.

        Raises:
            SessionNotFoundError: its session does not exist.
            DuplicateKeyError: the id belongs to a run of another session.
            InvalidInputError, InvalidContentError, InvalidStatusError: nothing was written.
        """
        checked = check_run(run)
        self._database.write(lambda work: work.runs.save(checked))

    def get_run(self, run_id: str) -> Run:
        """Give a run.

        Raises:
            RunNotFoundError: there is no such run here.
        """
        if not isinstance(run_id, str):
            raise InvalidInputError(f"run_id must be a text, not {type(run_id).__name__}.")
        found = None
        if is_id(run_id):
            found = self._database.read(lambda work: work.runs.get_by_id(run_id), single=True)
        if found is None:
            raise RunNotFoundError(run_id)
        return found

    def list_runs(
        self,
        session_id: str,
        *,
        status: RunStatus | str | None = None,
        limit: int | None = None,
    ) -> list[Run]:
        """List the runs of a session by start and id; none for one that does not exist."""
        wanted = None if status is None else read_run_status(status)
        if limit is not None:
            check_positive(limit, "limit")
        known = possible_reference(session_id)
        if known is None:
            return []
        return self._database.read(
            lambda work: work.runs.list_for_session(known, status=wanted, limit=limit), single=True
        )

    def get_active_run(self, session_id: str) -> Run | None:
        """Give the run of a session that is running, the latest of several, None without one."""
        known = possible_reference(session_id)
        if known is None:
            return None
        return self._database.read(lambda work: work.runs.get_active(known), single=True)

    # --- events ---------------------------------------------------------------------------------

    def append_event(self, event: Event) -> None:
        """Append an event; one that its session has already is left alone.

        Raises:
            SessionNotFoundError, DuplicateKeyError, InvalidInputError, InvalidContentError
        """
        self.append_event_with_sequence(event)

    def append_event_with_sequence(self, event: Event) -> Event:
        """Append an event and give it as it is stored, with its sequence."""
        return self.events.append_many([event])[0]

    def append_events(self, events: Iterable[Event]) -> list[Event]:
        """Append events, all or none, and give each as it is stored, in the order given."""
        return self.events.append_many(events)

    def flush(
        self,
        session: Session,
        run: Run,
        events: Iterable[Event] = (),
        provider_metadata: Mapping[str, Any] | None = None,
    ) -> None:
        """Save a session, save a run and append events in one transaction, all or nothing.

        Args:
            run: of the session.
            events: of the session; a session with ``deleted_at`` takes none.
            provider_metadata: becomes the run's where it is given.

        Raises:
            InvalidInputError: the run or an event belongs to another session.
            As `save_session`, `save_run` and `append_events`.
        """
        kept, executed, sealed = check_session(session), check_run(run), seal_events(events)
        if provider_metadata is not None:
            executed.provider_metadata = provider_metadata  # type: ignore[assignment]
            executed = check_run(executed)
        for session_id in (executed.session_id, *(event.session_id for event in sealed)):
            if session_id != kept.session_id:
                raise InvalidInputError(
                    f"A flush is about one session, {kept.session_id}; a record of "
                    f"{session_id} was given with it. Nothing was written."
                )

        def unit(work: UnitOfWork) -> None:
            work.sessions.save(kept)
            work.runs.save(executed)
            if sealed:
                work.events.append_many(sealed)

        self._database.write(unit)

    def get_events(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
        wait_timeout_ms: int = 0,
    ) -> list[Event]:
        """List events by sequence; `EventService.get` has the filters and the wait."""
        return self.events.get(
            session_id,
            run_id=run_id,
            type=type,
            since=since,
            after=after,
            before=before,
            limit=limit,
            wait_timeout_ms=wait_timeout_ms,
        )

    def get_latest_sequence(self, session_id: str) -> int:
        """Give the sequence of the latest event, 0 without any and without the session."""
        known = possible_reference(session_id)
        return 0 if known is None else self.events.reader.latest_sequence(known) or 0
