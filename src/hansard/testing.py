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
from collections.abc import Generator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hansard.application.parts import Parts
from hansard.application.ports import Clock, Identifiers
from hansard.domain.errors import InvalidInputError
from hansard.domain.run import Run
from hansard.domain.session import DEFAULT_NAMESPACE, Session
from hansard.infrastructure.artifacts import MemoryContents
from hansard.infrastructure.clock import SystemClock
from hansard.infrastructure.identifiers import UlidIdentifiers
from hansard.infrastructure.memory import MemoryDatabase
from hansard.infrastructure.prices import Prices
from hansard.store import Hansard

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

__all__ = [
    "CountedIdentifiers",
    "ScriptedRunner",
    "SettableClock",
    "open_memory",
    "open_memory_async",
]

_DIGITS = 8
_START = datetime(2026, 1, 1, tzinfo=UTC)


def open_memory(
    namespace: str = DEFAULT_NAMESPACE,
    *,
    clock: Clock | None = None,
    identifiers: Identifiers | None = None,
    prices: Mapping[str, Any] | None = None,
) -> Hansard:
    """Open an empty store in memory, which keeps every promise but to outlive the process.

    Args:
        namespace: the part of the store to see.
        clock: tells the time; the machine's by default.
        identifiers: makes ids; ULIDs by default.
        prices: a table of prices that goes before the built-in one.
    """
    parts = Parts(
        clock or SystemClock(), identifiers or UlidIdentifiers(), Prices(prices), MemoryContents()
    )
    return Hansard(MemoryDatabase(), namespace, parts)


def open_memory_async(
    namespace: str = DEFAULT_NAMESPACE,
    *,
    clock: Clock | None = None,
    identifiers: Identifiers | None = None,
    prices: Mapping[str, Any] | None = None,
) -> AsyncHansard:
    """Give an empty store in memory that ``async with`` opens; arguments as in `open_memory`."""
    from hansard.async_store import AsyncHansard

    return AsyncHansard(
        lambda: open_memory(namespace, clock=clock, identifiers=identifiers, prices=prices)
    )


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

    Each kind of record is counted apart. Ids grow as texts up to the 99,999,999th.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}

    def session_id(self) -> str:
        """Give the next session's id."""
        return self._next("session", 1)[0]

    def message_ids(self, count: int) -> list[str]:
        """Give the next messages' ids."""
        return self._next("message", count)

    def run_id(self) -> str:
        """Give the next run's id."""
        return self._next("run", 1)[0]

    def event_ids(self, count: int) -> list[str]:
        """Give the next events' ids."""
        return self._next("event", count)

    def artifact_id(self) -> str:
        """Give the next artifact's id."""
        return self._next("artifact", 1)[0]

    def key_id(self) -> str:
        """Give the next API key's id."""
        return self._next("key", 1)[0]

    def key_secret(self) -> str:
        """Give the next secret, which anybody can guess: ``0...01`` and so on."""
        return self._next("secret", 1)[0].removeprefix("secret-").rjust(43, "0")

    def _next(self, kind: str, count: int) -> list[str]:
        with self._lock:
            first = self._counts.get(kind, 0) + 1
            self._counts[kind] = first + count - 1
        return [f"{kind}-{number:0{_DIGITS}}" for number in range(first, first + count)]


class ScriptedRunner:
    """A runner that does what a script says, synchronously, on both faces of a store.

    Args:
        script: taken in this order: a function is called with the run and the session, for
            example to move a clock; an exception is raised; anything else is yielded, as an
            event or as the result.
        result: what is returned at the end.
        name: of the actor, where `SessionManager.run_once` is told none.

    Attributes:
        calls: the run and the session of each call, in their order.
    """

    def __init__(self, *script: object, result: object = None, name: str = "scripted") -> None:
        self.name = name
        self.calls: list[tuple[Run, Session]] = []
        self._script = script
        self._result = result

    def __call__(self, run: Run, session: Session) -> Generator[object, None, object]:
        """Execute a run as the script says."""
        self.calls.append((run, session))
        return self._play(run, session)

    def _play(self, run: Run, session: Session) -> Generator[object, None, object]:
        for item in self._script:
            if isinstance(item, BaseException):
                raise item
            if callable(item):
                item(run, session)
            else:
                yield item
        return self._result
