"""asv: one class for each thing that is done with forks and threads."""

from collections.abc import Sequence
from typing import ClassVar

from benchmarks.asv_store import TemporaryStore

RESOURCE = "ann"
_THREADS = 1_000


class ForkSession:
    """Forking a session of some length."""

    params: ClassVar[Sequence[int]] = (100, 10_000)
    param_names: ClassVar[Sequence[str]] = ["messages"]
    number = 1

    def setup(self, length: int) -> None:
        """Open the store and fill the session."""
        self.place = TemporaryStore()
        self.sessions = self.place.store.sessions
        self.session_id = self.place.session_with(length)

    def teardown(self, _length: int) -> None:
        """Remove the store."""
        self.place.remove()

    def time_fork(self, _length: int) -> None:
        """Fork it with its whole history."""
        self.sessions.fork(self.session_id)

    def time_fork_before_the_last(self, length: int) -> None:
        """Fork it before its last message."""
        self.sessions.fork(self.session_id, before_sequence=length - 1)


class FindThread:
    """Finding the session of one of many threads of a resource."""

    def setup(self) -> None:
        """Open the store and the threads."""
        self.place = TemporaryStore()
        self.threads = self.place.store.threads
        for number in range(_THREADS):
            self.threads.get_or_create(f"thread {number}", RESOURCE)

    def teardown(self) -> None:
        """Remove the store."""
        self.place.remove()

    def time_get_session_id(self) -> None:
        """Look a mapping up."""
        self.threads.get_session_id("thread 500", RESOURCE)

    def time_get_or_create(self) -> None:
        """Open a thread that is there."""
        self.threads.get_or_create("thread 500", RESOURCE)

    def time_list_sessions(self) -> None:
        """List all of them."""
        self.threads.list_sessions(RESOURCE)
