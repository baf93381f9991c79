"""Arrivals within one process: whoever waits for events is told when some were committed."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from weakref import WeakSet

log = logging.getLogger("hansard.events")

ENDING = 2.0
"""Seconds that a thread of hints has to end. One that wakes a watcher may wait for ever for a lock
that an interrupt has left taken; it ends with the process."""

Place = tuple[str, str]
"""A namespace and the id of a session."""


class LocalArrivals:
    """Tells watchers of this process. See `hansard.application.ports.Arrivals`.

    Writers in other processes are found by looking, 20 times a second, unless a database tells of
    them.
    """

    interval = 0.05

    def __init__(self) -> None:
        self._start_afresh()
        _instances.add(self)

    @contextmanager
    def watch(self, namespace: str, session_id: str, wake: Callable[[], None]) -> Iterator[None]:
        """Call ``wake`` whenever a session may have got events, until left."""
        place = (namespace, session_id)
        with self._lock:
            self._watchers.setdefault(place, []).append(wake)
        try:
            yield
        finally:
            with self._lock:
                watchers = self._watchers.get(place, [])  # none in a process forked meanwhile
                if wake in watchers:
                    watchers.remove(wake)
                if not watchers:
                    self._watchers.pop(place, None)

    def announce(self, places: Iterable[Place]) -> None:
        """Tell that events of these sessions were committed."""
        self.tell(places)

    def tell(self, places: Iterable[Place] | None) -> None:
        """Wake the watchers of some sessions, or of all."""
        if not self._watchers:
            return
        with self._lock:
            chosen = list(self._watchers) if places is None else places
            woken = [wake for place in chosen for wake in self._watchers.get(place, ())]
        for wake in woken:
            wake()

    def close(self) -> None:
        """Let go of what is held, and wake everybody, who will find the store closed."""
        self.tell(None)

    def _start_afresh(self) -> None:
        self._lock = threading.Lock()
        self._watchers: dict[Place, list[Callable[[], None]]] = {}


def started(work: Callable[[], None]) -> threading.Thread | None:
    """Start a thread, None where the machine or an ending interpreter gives none."""
    thread = threading.Thread(target=work, daemon=True)
    try:
        thread.start()
    except RuntimeError as error:
        log.info("no thread for hints: %s", error)
        return None
    return thread


_instances: WeakSet[LocalArrivals] = WeakSet()


def _start_afresh_in_child() -> None:
    for arrivals in _instances:
        arrivals._start_afresh()


os.register_at_fork(after_in_child=_start_afresh_in_child)
