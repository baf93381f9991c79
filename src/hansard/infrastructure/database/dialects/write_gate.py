"""The gate that lets writers of a SQLite file in one after the other.

SQLite's own lock keeps the file safe; waiting for it means polling, and unlucky writers starve
for seconds. The gate queues them fairly: threads at a lock of the process, processes at a
``flock`` on a file of its own beside the database. The kernel releases it when a process dies.
A writer that does not use the gate is harmless.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

from hansard.domain.errors import ConfigurationError

try:
    import fcntl
except ImportError:  # pragma: no cover - no flock on this system, SQLite's own lock remains
    fcntl = None  # type: ignore[assignment]


class WriteGate:
    """Lets one writer at a time into a SQLite file, in the order of their arrival."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = self._open()
        self._lock = threading.RLock()  # knows its owner from the moment it is taken
        self._is_frozen = False

    @property
    def is_mine(self) -> bool:
        """Whether this thread is inside."""
        return self._lock._is_owned()  # type: ignore[attr-defined,no-any-return]

    @property
    def is_frozen(self) -> bool:
        """Whether a fork is under way, begun outside the gate."""
        return self._is_frozen

    def enter(self) -> None:
        """Wait for the gate. Who is interrupted meanwhile calls `leave` all the same.

        That a thread does not enter twice is the caller's to see to: a unit of work inside
        another one is refused before it comes here, on every database.
        """
        self._lock.acquire()
        if fcntl is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def leave(self) -> None:
        """Let the next one in; nothing happens in a thread that is not inside."""
        if not self.is_mine:
            return
        try:
            if fcntl is not None:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        finally:
            self._lock.release()

    def __enter__(self) -> None:
        if self.is_mine:
            raise ConfigurationError("This thread is writing to the store. Let it finish first.")
        try:
            self.enter()
        except BaseException:
            self.leave()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()

    def freeze(self) -> None:
        """Keep the other threads of this process out while it forks."""
        self._is_frozen = not self.is_mine
        if self._is_frozen:
            self._lock.acquire()

    def wait_while_frozen(self) -> None:
        """Wait for a fork that is under way."""
        if self._is_frozen:
            with self._lock:
                return

    def thaw(self) -> None:
        """Let them in again, in the parent; a child starts afresh."""
        if self._is_frozen:
            self._is_frozen = False
            self._lock.release()

    def reopen(self) -> None:
        """Start afresh in a forked child: a lock on an inherited descriptor is the parent's."""
        if self._descriptor < 0:
            return
        os.close(self._descriptor)
        self._descriptor = self._open()
        self._lock = threading.RLock()
        self._is_frozen = False

    def close(self) -> None:
        """Close the lock file. The gate cannot be entered again."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ConfigurationError(
                f"The lock file {self._path} cannot be opened: {error.strerror}. "
                "Make the folder of the database writable."
            ) from error
