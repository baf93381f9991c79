"""A store in a temporary folder, for the asv benchmarks."""

import tempfile
from pathlib import Path

import hansard
from benchmarks.raw.workload import CONTENT, METADATA

__all__ = ["CONTENT", "METADATA", "TemporaryStore"]

_BATCH = 1_000


class TemporaryStore:
    """A fresh SQLite store, durable as it is by default."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.store = hansard.open(f"sqlite:///{Path(self._folder.name) / 'benchmark.db'}")

    def session_with(self, count: int) -> str:
        """Create a session with so many messages of 500 bytes, and give its id."""
        sessions = self.store.sessions
        session_id = sessions.create(actor_name="local/orchestrator").session_id
        message = {"role": "assistant", "content": CONTENT, "metadata": METADATA}
        for start in range(0, count, _BATCH):
            sessions.append_messages(session_id, [message] * min(_BATCH, count - start))
        return session_id

    def remove(self) -> None:
        """Close the store and remove its files."""
        self.store.close()
        self._folder.cleanup()
