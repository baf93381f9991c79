"""For tests of programs that use hansard: a store in memory, a clock to set, ids to predict.

>>> clock = SettableClock(datetime(2026, 5, 1, 9, 30, tzinfo=UTC))
>>> store = open_memory(clock=clock, identifiers=CountedIdentifiers())
>>> session = store.sessions.create("clerk")
>>> clock.advance(60)
>>> message = store.sessions.append_message(session.session_id, "user", "Good morning")
>>> message.message_id, message.sequence, f"{message.timestamp:%H:%M}"
('message-00000001', 0, '09:31')
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hansard.application.ports import Clock, Identifiers
from hansard.domain.errors import InvalidInputError
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.clock import SystemClock
from hansard.infrastructure.identifiers import UlidIdentifiers
from hansard.infrastructure.memory import MemoryDatabase
from hansard.store import Hansard

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

__all__ = ["CountedIdentifiers", "SettableClock", "open_memory", "open_memory_async"]

_DIGITS = 8
_START = datetime(2026, 1, 1, tzinfo=UTC)


def open_memory(
    namespace: str = DEFAULT_NAMESPACE,
    *,
    clock: Clock | None = None,
    identifiers: Identifiers | None = None,
) -> Hansard:
    """Open an empty store in memory, which keeps every promise but to outlive the process.

    Args:
        namespace: the part of the store to see.
        clock: tells the time; the machine's by default.
        identifiers: makes ids; ULIDs by default.
    """
    return Hansard(
        MemoryDatabase(), namespace, clock or SystemClock(), identifiers or UlidIdentifiers()
    )


def open_memory_async(
    namespace: str = DEFAULT_NAMESPACE,
    *,
    clock: Clock | None = None,
    identifiers: Identifiers | None = None,
) -> AsyncHansard:
    """Give an empty store in memory that ``async with`` opens; arguments as in `open_memory`."""
    from hansard.async_store import AsyncHansard

    return AsyncHansard(lambda: open_memory(namespace, clock=clock, identifiers=identifiers))


class SettableClock:
    """A clock that stands still until it is moved.

    Args:
        start: aware; the beginning of 2026 in UTC by default.

    Raises:
        InvalidInputError: ``start`` has no time zone.
    """

    def __init__(self, start: datetime = _START) -> None:
        if start.utcoffset() is None:
            raise InvalidInputError("start must be a datetime with a time zone.")
        self._lock = threading.Lock()
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Give the moment that the clock was set to, in UTC."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move the clock forward, or back where ``seconds`` is negative."""
        with self._lock:
            self._now += timedelta(seconds=seconds)


class CountedIdentifiers:
    """Makes ids that count up: ``session-00000001``, ``message-00000001``, and so on.

    Sessions and messages are counted apart. Ids grow as texts up to the 99,999,999th.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions = 0
        self._messages = 0

    def session_id(self) -> str:
        """Give the next session's id."""
        with self._lock:
            self._sessions += 1
            return f"session-{self._sessions:0{_DIGITS}}"

    def message_ids(self, count: int) -> list[str]:
        """Give the next messages' ids."""
        with self._lock:
            first = self._messages + 1
            self._messages += count
        return [f"message-{number:0{_DIGITS}}" for number in range(first, first + count)]
