"""The clock of the machine."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """Tells the time of the machine. It may step back; order is the sequence, never the time."""

    __slots__ = ()

    def now(self) -> datetime:
        """Give the present moment in UTC, with microseconds."""
        return datetime.now(UTC)
