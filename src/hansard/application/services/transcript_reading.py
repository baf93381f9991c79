"""Reading transcripts of sessions, from their events or from their messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from hansard.application.event_reading import read_filter
from hansard.application.ports import EventFilter, Transactions, UnitOfWork
from hansard.domain.errors import InvalidInputError, SessionNotFoundError
from hansard.domain.event import Event, EventType
from hansard.domain.event_transcript import (
    Transcript,
    TranscriptLimits,
    TranscriptScope,
    TranscriptSource,
)
from hansard.domain.message import SessionMessage
from hansard.domain.pages import check_positive
from hansard.domain.session import Session, check_reference
from hansard.domain.shown import shown

PAGE_OF_RECORDS = 500


class TranscriptReader:
    """Reads the transcripts of the sessions of one namespace, a page of records at a time.

    A transcript covers what was there when its reading began. Only a page and the transcript
    itself are held in memory.
    """

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def read(
        self,
        session_id: str,
        *,
        source: TranscriptSource | str = TranscriptSource.EVENTS,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
        max_messages: int | None = None,
        max_chars: int | None = None,
        max_tokens_approx: int | None = None,
    ) -> Transcript:
        """Give the transcript of a session; see `TranscriptService.read`."""
        limits = TranscriptLimits(max_messages, max_chars, max_tokens_approx)
        chosen, where = read_source(source), read_filter(run_id, type, since, after, before, limit)
        if chosen is TranscriptSource.MESSAGES and (where.run_id or where.type):
            raise InvalidInputError("run_id and type are known of events only, not of messages.")
        scope = TranscriptScope(
            chosen, where.run_id, where.type, where.since, where.after, where.before
        )
        transcript = Transcript(check_reference(session_id), scope=scope, limits=limits)
        return self._extend(transcript, where.limit)

    def update(self, transcript: Transcript, *, limit: int | None = None) -> Transcript:
        """Give a transcript with what has come since; see `TranscriptService.update`."""
        given: object = transcript
        if not isinstance(given, Transcript):
            raise InvalidInputError(f"transcript must be a Transcript, not {type(given).__name__}.")
        return self._extend(transcript, None if limit is None else check_positive(limit, "limit"))

    def _extend(self, transcript: Transcript, limit: int | None) -> Transcript:
        session = self._find(transcript.session_id)
        if transcript.scope.source is TranscriptSource.EVENTS:
            for events in self._pages_of_events(transcript, session.event_count + 1, limit):
                transcript = transcript.with_events(events)
            return transcript
        for messages in self._pages_of_messages(transcript, session.next_sequence, limit):
            transcript = transcript.with_messages(messages)
        return transcript

    def _find(self, session_id: str) -> Session:
        session = self._database.read(lambda work: work.sessions.get_by_id(session_id), single=True)
        if session is None:
            raise SessionNotFoundError(session_id)
        return session

    def _pages_of_events(
        self, transcript: Transcript, end: int, limit: int | None
    ) -> Iterator[list[Event]]:
        """Iterate over what a transcript covers and does not have yet, up to a sequence."""
        scope, left = transcript.scope, limit
        since, position = scope.since, _position(transcript)
        if transcript.last_sequence is None and transcript.last_timestamp is not None:
            since = max(since or transcript.last_timestamp, transcript.last_timestamp)
        before = end if scope.before is None else min(end, scope.before)
        while True:
            size = PAGE_OF_RECORDS if left is None else min(PAGE_OF_RECORDS, left)
            where = EventFilter(scope.run_id, scope.type, since, position, before, size)
            page = self._database.read(partial(_events, transcript.session_id, where), single=True)
            yield page
            left = None if left is None else left - len(page)
            if len(page) < size or left == 0:
                return
            position = page[-1].sequence

    def _pages_of_messages(
        self, transcript: Transcript, end: int, limit: int | None
    ) -> Iterator[list[SessionMessage]]:
        """Iterate over what a transcript covers and does not have yet, up to a sequence."""
        scope, left = transcript.scope, limit
        position = _position(transcript)
        start = 0 if position is None else position + 1
        before = end if scope.before is None else min(end, scope.before)
        while start < before and left != 0:
            size = min(PAGE_OF_RECORDS, before - start)
            if left is not None and scope.since is None:
                size = min(size, left)
            page = self._database.read(
                partial(_messages, transcript.session_id, start, size), single=True
            )
            covered = [message for message in page if message.sequence < before]
            covered = [message for message in covered if scope.covers(message)][:left]
            yield covered
            left = None if left is None else left - len(covered)
            if len(page) < size:
                return
            start = page[-1].sequence + 1


def read_source(source: TranscriptSource | str) -> TranscriptSource:
    """Give the source of that name.

    Raises:
        InvalidInputError: there is none.
    """
    try:
        return TranscriptSource(source)
    except ValueError as error:
        raise InvalidInputError(
            f"source must be one of {', '.join(TranscriptSource)}, not {shown(source)}."
        ) from error


def _position(transcript: Transcript) -> int | None:
    last = transcript.last_sequence
    return transcript.scope.after if last is None else last


def _events(session_id: str, where: EventFilter, work: UnitOfWork) -> list[Event]:
    return work.events.get_for_session(session_id, where)


def _messages(session_id: str, start: int, size: int, work: UnitOfWork) -> list[SessionMessage]:
    return work.messages.get_from(session_id, start, size)
