"""asv: one class for each verb whose cost depends on how much is there."""

from collections.abc import Sequence
from typing import ClassVar

from benchmarks.asv_store import CONTENT, METADATA, TemporaryStore
from hansard import NewMessage

LENGTHS = (0, 1_000, 10_000)


class _Verb:
    """A store with one session of the length that is the benchmark's parameter."""

    params: ClassVar[Sequence[int]] = LENGTHS
    param_names: ClassVar[Sequence[str]] = ["messages"]

    def setup(self, length: int) -> None:
        """Open the store and fill the session."""
        self.place = TemporaryStore()
        self.sessions = self.place.store.sessions
        self.session_id = self.place.session_with(length)

    def teardown(self, _length: int) -> None:
        """Remove the store."""
        self.place.remove()


class AppendMessage(_Verb):
    """Appending one message to a session of some length."""

    def time_append_message(self, _length: int) -> None:
        """Append a message of 500 bytes."""
        self.sessions.append_message(self.session_id, "assistant", CONTENT, METADATA)


class AppendMessages(_Verb):
    """Appending a batch."""

    params: ClassVar[Sequence[int]] = (10, 100, 1_000)
    param_names: ClassVar[Sequence[str]] = ["batch"]

    def setup(self, length: int) -> None:
        """Open the store and prepare the batch."""
        super().setup(0)
        self.batch = [NewMessage("assistant", CONTENT, METADATA) for _ in range(length)]

    def time_append_messages(self, _length: int) -> None:
        """Append the batch in one transaction."""
        self.sessions.append_messages(self.session_id, self.batch)


class Messages(_Verb):
    """Reading all messages of a session."""

    params: ClassVar[Sequence[int]] = (100, 1_000, 10_000)

    def time_messages(self, _length: int) -> None:
        """Read them as a list."""
        self.sessions.messages(self.session_id)

    def time_iter_messages(self, _length: int) -> None:
        """Read them page by page."""
        for _ in self.sessions.iter_messages(self.session_id):
            pass


class Latest(_Verb):
    """Reading the end of a session."""

    params: ClassVar[Sequence[int]] = (100, 10_000)

    def time_latest(self, _length: int) -> None:
        """Read the last twenty messages."""
        self.sessions.latest(self.session_id, 20)


class Page:
    """Reading a page of fifty sessions."""

    params: ClassVar[Sequence[int]] = (100, 2_000)
    param_names: ClassVar[Sequence[str]] = ["sessions"]

    def setup(self, count: int) -> None:
        """Open a store with so many sessions, and find the middle of them."""
        self.place = TemporaryStore()
        self.sessions = self.place.store.sessions
        for _ in range(count):
            self.sessions.create(actor_name="local/orchestrator")
        self.cursor = self.sessions.page(limit=min(1_000, count // 2)).cursor

    def teardown(self, _count: int) -> None:
        """Remove the store."""
        self.place.remove()

    def time_first_page(self, _count: int) -> None:
        """Read the newest ones."""
        self.sessions.page(limit=50)

    def time_page_by_cursor(self, _count: int) -> None:
        """Read the ones in the middle."""
        self.sessions.page(self.cursor, limit=50)


class Verify(_Verb):
    """Proving that the record is complete and unchanged."""

    params: ClassVar[Sequence[int]] = (1_000,)

    def time_verify(self, _length: int) -> None:
        """Verify a session."""
        self.place.store.integrity.verify(self.session_id)
