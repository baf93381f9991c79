"""The clock of a scenario: it stands still, and can hold up whoever asks it for the time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from hansard.testing import SettableClock

START = datetime(2026, 1, 1, 9, 0, 0, 123456, tzinfo=UTC)
"""What the clock shows when a scenario begins."""
_PATIENCE = 10.0
"""Seconds after which something that was held up, or waited for, is taken for stuck."""


class ScenarioClock(SettableClock):
    """A clock that moves where a step moves it.

    Services ask for the time after a request has started and before it is stored. Whoever holds
    the clock therefore stops requests under way.
    """

    def __init__(self) -> None:
        super().__init__(START)
        self._runs = threading.Event()
        self._runs.set()
        self._asked = threading.Semaphore(0)

    def now(self) -> datetime:
        if not self._runs.is_set():
            self._asked.release()
            assert self._runs.wait(_PATIENCE), "the clock was held for too long"
        return super().now()

    def hold(self) -> None:
        """Hold up everybody who asks for the time from now on."""
        self._runs.clear()

    def wait_for_asker(self) -> None:
        """Wait until one more request is held up."""
        assert self._asked.acquire(timeout=_PATIENCE), "nobody asked for the time"

    def release(self) -> None:
        """Let everybody go on."""
        self._runs.set()
