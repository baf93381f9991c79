"""Arrivals across processes on SQLite: the write-ahead log tells that something was committed.

One thread looks at the times of that file while somebody watches, and wakes everybody when it was
written to. So a thousand idle watchers cost no more than one, and none of them holds a connection.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hansard.infrastructure.arrivals import ENDING, LocalArrivals, started

PAUSE = 0.05
"""Seconds between two looks at the file."""

RECENT = 0.2
"""Seconds for which a file counts as changed: times of files are coarser than commits."""

HINTED = 1.0
"""Seconds between two looks of a watcher that gets hints."""


class SqliteArrivals(LocalArrivals):
    """Tells watchers of this process of what it and others have committed.

    Args:
        log: the write-ahead log beside the database.
    """

    _looker: threading.Thread | None

    def __init__(self, log: Path) -> None:
        self._log = log
        super().__init__()

    @property
    def interval(self) -> float:  # type: ignore[override]
        """Seconds after which whoever waits should look without a hint."""
        return LocalArrivals.interval if self._looker is None else HINTED

    @contextmanager
    def watch(self, namespace: str, session_id: str, wake: Callable[[], None]) -> Iterator[None]:
        """Call ``wake`` whenever a session may have got events, until left."""
        with super().watch(namespace, session_id, wake):
            with self._lock:
                if self._looker is None and not self._closed.is_set():
                    self._looker = started(self._look)
            yield

    def close(self) -> None:
        """End the thread, and wake everybody, who will find the store closed."""
        self._closed.set()
        looker = self._looker
        if looker is not None and looker is not threading.current_thread():
            looker.join(ENDING)
        super().close()

    def _start_afresh(self) -> None:
        super()._start_afresh()
        self._closed = threading.Event()
        self._looker = None

    def _look(self) -> None:
        """Look at the file as long as somebody watches."""
        known = None
        while self._is_wanted():
            found = self._state()
            if found != known or found[0] > time.time() - RECENT:
                self.tell(None)
            known = found
            self._closed.wait(PAUSE)

    def _is_wanted(self) -> bool:
        with self._lock:
            wanted = bool(self._watchers) and not self._closed.is_set()
            if not wanted:
                self._looker = None
            return wanted

    def _state(self) -> tuple[float, int]:
        """Give when the file was last written to, and its size; nothing where there is none."""
        try:
            found = self._log.stat()
        except FileNotFoundError:
            return (0.0, 0)
        return (found.st_mtime, found.st_size)
