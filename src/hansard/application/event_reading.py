"""Reading the events of one session: at once, after a wait, and on and on.

Whoever waits looks at the store, waits for a hint or a short while, and looks again; see
`hansard.application.ports.Arrivals`. Waiting itself is left to the two faces of hansard.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import NamedTuple

from hansard.application.ports import Arrivals, EventFilter, Transactions
from hansard.domain.content import check_id
from hansard.domain.errors import InvalidInputError, SessionNotFoundError, TryLaterError
from hansard.domain.event import Event, EventType, read_event_type
from hansard.domain.maps import optional_time
from hansard.domain.pages import check_count, check_limit, check_positive
from hansard.domain.run import is_number
from hansard.domain.session import check_reference
from hansard.domain.shown import shown

MAX_WAIT_MS = 24 * 60 * 60 * 1000
log = logging.getLogger("hansard.events")


def read_filter(
    run_id: str | None,
    kind: EventType | str | None,
    since: datetime | None,
    after: int | None,
    before: int | None,
    limit: int | None,
) -> EventFilter:
    """Give the restrictions of a reading, checked.

    Raises:
        InvalidInputError, InvalidEventTypeError: one of them is outside its bounds.
    """
    return EventFilter(
        None if run_id is None else check_id(run_id, "run_id"),
        None if kind is None else read_event_type(kind),
        optional_time(since, "since"),
        None if after is None else check_count(after, "after"),
        None if before is None else check_count(before, "before"),
        None if limit is None else check_positive(limit, "limit"),
    )


def read_wait(milliseconds: int, name: str = "wait_timeout_ms") -> float:
    """Give a wait of 0 to `MAX_WAIT_MS` milliseconds in seconds.

    Raises:
        InvalidInputError: outside these bounds.
    """
    if check_count(milliseconds, name) > MAX_WAIT_MS:
        raise InvalidInputError(f"{name} must be at most {MAX_WAIT_MS}, a day.")
    return milliseconds / 1000


class Pace(NamedTuple):
    """How someone follows a session.

    Attributes:
        page_size: events a reading, 1 to 1000.
        interval: seconds between two looks where no hint comes; None for what suits the store.
        patience: seconds for which a store that is busy or unreachable is met with another look.
    """

    page_size: int
    interval: float | None
    patience: float


def read_pace(limit: int, poll_interval_ms: int | None, patience: float) -> Pace:
    """Give a pace, checked.

    Raises:
        InvalidInputError: outside its bounds.
    """
    interval = None
    if poll_interval_ms is not None:
        check_positive(poll_interval_ms, "poll_interval_ms")
        interval = read_wait(poll_interval_ms, "poll_interval_ms")
    if not is_number(patience) or not patience >= 0:
        raise InvalidInputError(f"patience must be at least 0 seconds, not {shown(patience)}.")
    return Pace(check_limit(limit), interval, patience)


class EventReader:
    """Reads the events of the sessions of one namespace."""

    def __init__(self, database: Transactions, arrivals: Arrivals) -> None:
        self._database = database
        self.arrivals = arrivals
        self.namespace = database.namespace

    def read(self, session_id: str, where: EventFilter) -> list[Event]:
        """List events by sequence; none for a session that does not exist."""
        return self._database.read(
            lambda work: work.events.get_for_session(session_id, where), single=True
        )

    def latest_sequence(self, session_id: str) -> int | None:
        """Give the sequence of the latest event, 0 without any, None without the session."""
        return self._database.read(
            lambda work: work.events.latest_sequence(session_id), single=True
        )


class Following:
    """A place in the events of a session, from which someone goes on and on.

    Attributes:
        has_more: whether the next look will find something at once.
        is_over: whether the last event that was asked for has been seen.
    """

    def __init__(
        self, reader: EventReader, session_id: str, where: EventFilter, pace: Pace
    ) -> None:
        self._reader = reader
        self._session_id = check_reference(session_id)
        self._where = where._replace(limit=pace.page_size)
        self._pace = pace
        self._position = where.after or 0
        self._highest = 0
        self._failing_since: float | None = None
        self.has_more = True
        self.is_over = False

    @property
    def interval(self) -> float:
        """Seconds until the next look where no hint comes."""
        return self._pace.interval or self._reader.arrivals.interval

    def look(self) -> list[Event]:
        """Give the next events, none where there are no new ones.

        Raises:
            SessionNotFoundError: the session does not exist, or does no longer.
            TryLaterError: the store has been busy or unreachable for longer than the patience.
        """
        try:
            page = self._next()
        except TryLaterError as error:
            began = self._failing_since = self._failing_since or time.monotonic()
            if time.monotonic() - began >= self._pace.patience:
                raise
            log.warning("following %s: %s; looking again", self._session_id, error)
            self.has_more = False
            return []
        self._failing_since = None
        return page

    def _next(self) -> list[Event]:
        latest = self._reader.latest_sequence(self._session_id)
        if latest is None or latest < self._highest:
            # a lower number is that of another session, made under the same id since
            raise SessionNotFoundError(self._session_id)
        self._highest = latest
        page: list[Event] = []
        if latest > self._position:
            page = self._reader.read(self._session_id, self._where._replace(after=self._position))
        self.has_more = len(page) == self._pace.page_size
        if page:
            self._position = page[-1].sequence or 0
            self._highest = max(latest, self._position)
        if not self.has_more:
            # all up to ``latest`` were there to be read: what was not given is not asked for
            self._position = max(self._position, latest)
        before = self._where.before
        self.is_over = before is not None and not self.has_more and latest >= before - 1
        return page
