"""Arrivals across processes on PostgreSQL: NOTIFY and LISTEN, as hints.

Commits of transactions that notify wait for one another, so appends do not notify. A thread of
the process does it for them: at most 50 times a second, for all sessions that got events since.
Another thread listens while somebody watches, on a connection of its own; where that cannot be,
behind a pooler or on a standby, watchers look more often instead.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from hansard.infrastructure.arrivals import ENDING, LocalArrivals, Place, started

if TYPE_CHECKING:
    from hansard.infrastructure.database.dialects.postgresql import PostgresqlDialect

CHANNEL = "hansard_events"
EVERYBODY = "*"
MOST_PLACES = 400
"""Places in one notification: its text may have 7,999 bytes."""

PAUSE = 0.02
"""Seconds between two notifications."""

HEARING = 1.0
"""Seconds between two looks of a watcher that hears notifications."""

RECONNECT = 0.5
"""Seconds before another try to listen."""

ATTENTION = 0.1
"""Seconds within which the listening thread ends when it is told to."""

log = logging.getLogger("hansard.events")
_PARENTS: list[Any] = []
"""Connections of a parent process: a child must neither use nor close them."""


class PostgresqlArrivals(LocalArrivals):
    """Tells watchers of this process and, through the database, those of others."""

    _notifier: threading.Thread | None
    _listener: threading.Thread | None

    def __init__(self, dialect: PostgresqlDialect) -> None:
        self._dialect = dialect
        self._connection: Any = None
        super().__init__()

    @property
    def interval(self) -> float:  # type: ignore[override]
        """Seconds after which whoever waits should look without a hint."""
        return HEARING if self._hears else LocalArrivals.interval

    @contextmanager
    def watch(self, namespace: str, session_id: str, wake: Callable[[], None]) -> Iterator[None]:
        """Call ``wake`` whenever a session may have got events, until left."""
        with super().watch(namespace, session_id, wake):
            self._begin_to_listen()
            yield

    def announce(self, places: Iterable[Place]) -> None:
        """Tell that events of these sessions were committed."""
        super().announce(places)
        with self._lock:
            self._pending.update(map(_digest, places))
            if self._notifier is None and not self._closed.is_set():
                self._notifier = started(self._notify)
        self._has_pending.set()

    def close(self) -> None:
        """End the threads and give back their connections."""
        self._closed.set()
        self._has_pending.set()
        for thread in (self._notifier, self._listener):
            if thread is not None and thread is not threading.current_thread():
                thread.join(ENDING)
        super().close()

    def _start_afresh(self) -> None:
        super()._start_afresh()
        if self._connection is not None:  # forked
            _PARENTS.append(self._connection)
            self._connection = None
        self._hears = False
        self._pending: set[str] = set()
        self._has_pending = threading.Event()
        self._closed = threading.Event()
        self._notifier = None
        self._listener = None

    # --- notifying ------------------------------------------------------------------------------

    def _notify(self) -> None:
        while not self._closed.is_set():
            self._has_pending.wait()
            self._has_pending.clear()
            self._send_pending()
            self._closed.wait(PAUSE)
        self._send_pending()

    def _send_pending(self) -> None:
        with self._lock:
            told, self._pending = self._pending, set()
        if told:
            self._send(told)

    def _send(self, told: set[str]) -> None:
        text = ",".join(sorted(told)) if len(told) <= MOST_PLACES else EVERYBODY
        try:
            pooled = self._dialect.engine.raw_connection()
            try:
                raw: Any = pooled.driver_connection
                raw.execute("SELECT pg_notify(%s, %s)", (CHANNEL, text))
                raw.commit()
            except BaseException:
                pooled.invalidate()
                raise
            pooled.close()
        except Exception as error:  # noqa: BLE001 - a hint; whoever waits looks again by itself
            log.info("no notification was sent: %s", error)

    # --- listening ------------------------------------------------------------------------------

    def _begin_to_listen(self) -> None:
        with self._lock:
            wanted = not self._dialect.through_pooler and not self._closed.is_set()
            if self._listener is None and wanted:
                self._listener = started(self._listen)

    def _listen(self) -> None:
        """Listen as long as the store is open, and go on where the connection was lost."""
        while not self._closed.is_set():
            try:
                self._listen_once()
            except Exception as error:  # noqa: BLE001 - a hint; whoever waits looks again by itself
                log.info("not listening: %s", error)
            finally:
                self._hears = False
                self._hang_up()
            self.tell(None)
            if self._dialect.through_pooler or self._closed.wait(RECONNECT):
                return

    def _listen_once(self) -> None:
        pooled = self._dialect.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        self._connection = connection
        if self._dialect.through_pooler:
            return
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}")
        self._hears = True
        self.tell(None)  # what came before is found by looking
        while not self._closed.is_set():
            for notification in connection.notifies(timeout=ATTENTION):
                self._heard(notification.payload)

    def _heard(self, text: str) -> None:
        if text == EVERYBODY:
            self.tell(None)
            return
        digests = set(text.split(","))
        with self._lock:
            watched = list(self._watchers)
        self.tell([place for place in watched if _digest(place) in digests])

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.close()


def _digest(place: Place) -> str:
    """Name a session to others without telling its id."""
    namespace, session_id = place
    return hashlib.sha256(f"{namespace}\n{session_id}".encode()).hexdigest()[:16]
