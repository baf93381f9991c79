"""Transcripts: what was said and called in a session, in one form, whatever it is read from.

A transcript has an entry for each utterance, each call of a tool and each answer of one. It is
made from the events of a session or from its messages, and grows as the session does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from hansard.domain.content import check_id
from hansard.domain.errors import InvalidInputError, SessionMismatchError
from hansard.domain.event import Event, EventType
from hansard.domain.maps import read_time
from hansard.domain.message import SessionMessage
from hansard.domain.pages import check_positive
from hansard.domain.transcript_assembly import (
    Assembler,
    OpenEnds,
    TranscriptMessage,
    add_event,
    add_message,
)

CHARACTERS_PER_TOKEN = 4
"""How many characters count as one token where tokens are only estimated."""


class TranscriptSource(StrEnum):
    """What a transcript is made from."""

    EVENTS = "events"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class TranscriptScope:
    """What a transcript covers; None means no restriction.

    Attributes:
        source: what it is made from.
        run_id: only events of this run.
        type: only events of this type.
        since: only what has a later timestamp.
        after: only what has a larger sequence.
        before: only what has a smaller sequence.
    """

    source: TranscriptSource = TranscriptSource.EVENTS
    run_id: str | None = None
    type: EventType | None = None
    since: datetime | None = None
    after: int | None = None
    before: int | None = None

    def covers(self, record: Event | SessionMessage) -> bool:
        """Say whether an event or a message is within the scope."""
        if isinstance(record, Event):
            other_run = self.run_id is not None and record.run_id != self.run_id
            if other_run or (self.type is not None and record.type != self.type):
                return False
        if self.since is not None and record.timestamp <= self.since:
            return False
        sequence = record.sequence
        is_early = self.after is not None and sequence is not None and sequence <= self.after
        is_late = self.before is not None and sequence is not None and sequence >= self.before
        return not is_early and not is_late


@dataclass(frozen=True, slots=True)
class TranscriptLimits:
    """How long a transcript may be: the latest entries stay. None means no limit.

    Attributes:
        max_messages: entries.
        max_chars: characters. An entry counts with its content, else with the name of its tool;
            what a tool is given and what it gives are not counted.
        max_tokens_approx: the same at four characters a token. The smaller of the two holds.

    Raises:
        InvalidInputError: one is not an integer of at least 1.
    """

    max_messages: int | None = None
    max_chars: int | None = None
    max_tokens_approx: int | None = None

    def __post_init__(self) -> None:
        for name in ("max_messages", "max_chars", "max_tokens_approx"):
            if getattr(self, name) is not None:
                check_positive(getattr(self, name), name)

    def keep(self, messages: list[TranscriptMessage]) -> list[TranscriptMessage]:
        """Give the latest entries that are within the limits, each of them whole."""
        kept = messages[-self.max_messages :] if self.max_messages else messages
        tokens = self.max_tokens_approx
        budgets = [self.max_chars, tokens and tokens * CHARACTERS_PER_TOKEN]
        left = min((budget for budget in budgets if budget is not None), default=None)
        if left is None:
            return kept
        for fitting, message in enumerate(reversed(kept)):
            left -= message.length
            if left < 0:
                return kept[len(kept) - fitting :]
        return kept


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said and called in a session, in order.

    Attributes:
        messages: the entries. An assistant message that is still being streamed is the last.
        last_sequence: of the last event or message that was read, None where none had one.
        last_timestamp: when that happened, in UTC.
        metadata: the caller's own JSON object.
        scope: what of the session it covers.
        limits: how long it may be.
        ends: what later events may go on with: streams and calls that wait for their answers.
    """

    session_id: str
    messages: tuple[TranscriptMessage, ...] = ()
    last_sequence: int | None = None
    last_timestamp: datetime | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    scope: TranscriptScope = field(default_factory=TranscriptScope)
    limits: TranscriptLimits = field(default_factory=TranscriptLimits)
    ends: OpenEnds = field(default_factory=OpenEnds, repr=False, compare=False)

    @classmethod
    def from_events(
        cls,
        events: Iterable[Event],
        *,
        session_id: str | None = None,
        limits: TranscriptLimits | None = None,
    ) -> Transcript:
        """Make the transcript of events, in any order.

        Events are taken by sequence; those without one come last, by timestamp and then by id.

        Args:
            session_id: of which session; that of the first event by default.

        Raises:
            InvalidInputError: no session id and no event.
            SessionMismatchError: an event of another session.
        """
        given = list(events)
        if session_id is None and not given:
            raise InvalidInputError("session_id is needed where there are no events.")
        chosen = given[0].session_id if session_id is None else session_id
        transcript = cls(check_id(chosen, "session_id"), limits=limits or TranscriptLimits())
        return transcript.with_events(given)

    @classmethod
    def from_messages(
        cls,
        messages: Iterable[SessionMessage],
        *,
        session_id: str,
        limits: TranscriptLimits | None = None,
    ) -> Transcript:
        """Make the transcript of the messages of a session, in any order."""
        scope = TranscriptScope(TranscriptSource.MESSAGES)
        chosen = check_id(session_id, "session_id")
        transcript = cls(chosen, scope=scope, limits=limits or TranscriptLimits())
        return transcript.with_messages(messages)

    def with_events(self, events: Iterable[Event]) -> Transcript:
        """Give the transcript as these further events leave it; unchanged without any.

        It becomes what it had been if it had been made from all events at once. Events up to
        `last_sequence` and those outside its scope are passed over. What was left out for its
        limits does not come back.

        Raises:
            SessionMismatchError: an event of another session.
            InvalidInputError: not events, or it is made from messages.
        """
        self._check_source(TranscriptSource.EVENTS)
        given = [_check_event(event) for event in events]
        for event in given:
            if event.session_id != self.session_id:
                raise SessionMismatchError(event.event_id, self.session_id, event.session_id)
        new = sorted(filter(self._is_new, given), key=_place)
        assembler = Assembler(self.ends)
        for event in new:
            add_event(assembler, event)
        return self._extended(assembler, new)

    def with_messages(self, messages: Iterable[SessionMessage]) -> Transcript:
        """Give the transcript as these further messages of its session leave it.

        Raises:
            InvalidInputError: it is made from events.
        """
        self._check_source(TranscriptSource.MESSAGES)
        new = sorted(filter(self._is_new, messages), key=lambda message: message.sequence)
        assembler = Assembler(self.ends)
        for message in new:
            add_message(assembler, message)
        return self._extended(assembler, new)

    def _check_source(self, source: TranscriptSource) -> None:
        if self.scope.source is not source:
            raise InvalidInputError(
                f"This transcript is made from {self.scope.source}, not from {source}."
            )

    def _is_new(self, record: Event | SessionMessage) -> bool:
        sequence, last = record.sequence, self.last_sequence
        return self.scope.covers(record) and (sequence is None or last is None or sequence > last)

    def _extended(self, assembler: Assembler, read: Sequence[Event | SessionMessage]) -> Transcript:
        if not read:
            return self
        latest = self.messages[len(self.messages) - len(self.ends.streams) :]
        ended = len(self.messages) - sum(1 for message in latest if self.ends.has(message))
        ends = assembler.ends()
        new = [*assembler.messages, *ends.streams.values()]
        messages = self.limits.keep([*self.messages[:ended], *new])
        numbers = [record.sequence for record in read if record.sequence is not None]
        return replace(
            self,
            messages=tuple(messages),
            last_sequence=max(numbers, default=self.last_sequence),
            last_timestamp=read[-1].timestamp,
            ends=ends,
        )


def _place(event: Event) -> tuple[bool, int, datetime, str]:
    sequence, timestamp = event.sequence, read_time(event.timestamp, "timestamp")
    return (sequence is None, sequence or 0, timestamp, event.event_id)


def _check_event(event: object) -> Event:
    if not isinstance(event, Event):
        raise InvalidInputError(f"events must be Event records, not {type(event).__name__}.")
    return event
