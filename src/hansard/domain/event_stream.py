"""EventStream: the events of one run as they arrive, read piece by piece, in memory only."""

from __future__ import annotations

from bisect import bisect_left, insort_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hansard.domain.content import check_id
from hansard.domain.errors import (
    ContextMismatchError,
    InvalidCursorError,
    InvalidInputError,
    RunMismatchError,
    SessionMismatchError,
    StreamClosedError,
)
from hansard.domain.event import Event, EventType, read_event_type
from hansard.domain.pages import check_count, check_positive

DEFAULT_BUFFER_SIZE = 1000
"""Events that a stream keeps."""


class EventStream:
    """The latest events of one run, in the order of their sequences, with a cursor for a reader.

    Nothing is stored: it is a buffer between who takes events from a provider and who shows them.
    Iterating goes over what is not read yet and moves no cursor. It is not for several threads.

    Args:
        session_id: the session that every event must belong to.
        run_id: the run that every event must belong to.
        buffer_size: how many events are kept, those with the largest sequences; at least 1.

    Attributes:
        cursor: sequence of the next event to be read, from 0.
        closed: whether it takes no more events.

    Raises:
        InvalidInputError: an id or the size is outside its bounds.
    """

    def __init__(
        self, session_id: str, run_id: str, *, buffer_size: int = DEFAULT_BUFFER_SIZE
    ) -> None:
        self.session_id = check_id(session_id, "session_id")
        self.run_id = check_id(run_id, "run_id")
        self.buffer_size = check_positive(buffer_size, "buffer_size")
        self.cursor = 0
        self.closed = False
        self._events: list[Event] = []
        self._next_sequence = 0

    @property
    def count(self) -> int:
        """How many events it holds."""
        return len(self._events)

    @property
    def remaining(self) -> int:
        """How many of them are not read yet."""
        return len(self._events) - self._unread_from()

    def push(self, event: Event) -> Event:
        """Add an event and give it as it stands in the stream.

        An event without a sequence gets the next one, from 0; one with a sequence keeps it.

        Raises:
            StreamClosedError: the stream was closed.
            SessionMismatchError, RunMismatchError: it belongs elsewhere.
            InvalidInputError: not an `Event`.
        """
        self._check_open()
        _check_event(event)
        if event.session_id != self.session_id:
            raise SessionMismatchError(event.event_id, self.session_id, event.session_id)
        if event.run_id != self.run_id:
            raise RunMismatchError(event.event_id, self.run_id, event.run_id)
        return self._add(event)

    def push_batch(self, events: Iterable[Event]) -> list[Event]:
        """Add events in their order, all or none, and give them as they stand in the stream.

        Raises:
            StreamClosedError: the stream was closed.
            ContextMismatchError: one belongs elsewhere.
            InvalidInputError: one is not an `Event`.
        """
        self._check_open()
        batch = _read_batch(events)
        for event in batch:
            _check_event(event)
            if event.session_id != self.session_id:
                raise ContextMismatchError(event.event_id, self.session_id, event.session_id)
            if event.run_id != self.run_id:
                raise ContextMismatchError(event.event_id, self.run_id, event.run_id)
        return [self._add(event) for event in batch]

    def get_events(
        self,
        *,
        from_cursor: bool = False,
        type: EventType | str | Iterable[EventType | str] | None = None,
        limit: int | None = None,
    ) -> list[Event]:
        """List events by sequence.

        Args:
            from_cursor: only what is not read yet.
            type: only of this type, or of one of these.
            limit: at most so many, the first ones.
        """
        found = self._events[self._unread_from() :] if from_cursor else list(self._events)
        if type is not None:
            wanted = _read_types(type)
            found = [event for event in found if event.type in wanted]
        return found if limit is None else found[: check_count(limit, "limit")]

    def advance_cursor(self, position: int) -> None:
        """Move the cursor forward to a sequence.

        Raises:
            InvalidCursorError: that is backward.
        """
        check_count(position, "position")
        if position < self.cursor:
            raise InvalidCursorError(
                f"The cursor is at {self.cursor} and cannot go back to {position}. "
                "get_events gives what was read before."
            )
        self.cursor = position

    def peek(self, count: int) -> list[Event]:
        """List the next events, at most so many, and leave the cursor where it is."""
        return self.get_events(from_cursor=True, limit=check_count(count, "count"))

    def take(self, count: int) -> list[Event]:
        """List the next events, at most so many, and move the cursor behind them."""
        taken = self.peek(count)
        if taken:
            self.cursor = _sequence(taken[-1]) + 1
        return taken

    def close(self) -> None:
        """Take no more events, and move the cursor behind the last one; reading goes on."""
        self.closed = True
        if self._events:
            self.cursor = max(self.cursor, _sequence(self._events[-1]) + 1)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.get_events(from_cursor=True))

    def _check_open(self) -> None:
        if self.closed:
            raise StreamClosedError(self.session_id, self.run_id)

    def _add(self, event: Event) -> Event:
        kept = replace(event, sequence=self._next_sequence) if event.sequence is None else event
        insort_right(self._events, kept, key=_sequence)
        del self._events[: -self.buffer_size]
        self._next_sequence = max(self._next_sequence, _sequence(kept) + 1)
        return kept

    def _unread_from(self) -> int:
        return bisect_left(self._events, self.cursor, key=_sequence)


def _read_types(given: object) -> set[EventType]:
    if isinstance(given, Iterable) and not isinstance(given, str):
        return {read_event_type(kind) for kind in given}
    return {read_event_type(given)}


def _read_batch(events: object) -> list[Event]:
    if isinstance(events, (str, bytes)) or not isinstance(events, Iterable):
        raise InvalidInputError("events must be a list.")
    return list(events)


def _sequence(event: Event) -> int:
    return event.sequence or 0


def _check_event(event: object) -> None:
    if not isinstance(event, Event):
        raise InvalidInputError(f"events must be Event records, not {type(event).__name__}.")
    read_event_type(event.type)
    if event.sequence is not None:
        check_count(event.sequence, "sequence")
