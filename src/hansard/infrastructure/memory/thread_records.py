"""What is kept of threads."""

from __future__ import annotations

from typing import NamedTuple

from hansard.domain.thread import ThreadMapping


class ThreadRecord(NamedTuple):
    """The mapping of a thread."""

    mapping: ThreadMapping

    @property
    def session_id(self) -> str | None:
        """The session of the store that the thread goes with; None for a foreign one."""
        return self.mapping.session_id if self.mapping.provider is None else None
