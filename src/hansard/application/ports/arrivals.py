"""Arrivals: hints to those who wait for events."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol


class Arrivals(Protocol):
    """Tells those who wait that events may have come.

    What it tells is a hint: it may come late, twice, for nothing or never, so whoever waits also
    looks now and then. Events are only ever read from the store.
    """

    @property
    def interval(self) -> float:
        """Seconds after which whoever waits should look without a hint."""

    def watch(
        self, namespace: str, session_id: str, wake: Callable[[], None]
    ) -> AbstractContextManager[None]:
        """Call ``wake``, from any thread, whenever a session may have got events, until left."""
