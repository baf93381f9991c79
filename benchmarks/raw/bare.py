"""What both bare sides can do."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Bare(Protocol):
    """A program's own connection, and each verb as plain statements on it."""

    def append(self, session_id: str, message_id: str, content: str, metadata: object) -> int:
        """Append one message; its JSON texts are made here."""

    def append_texts(self, session_id: str, message_id: str, content: str, metadata: str) -> int:
        """Append one message whose JSON texts are there already."""

    def append_batch(
        self, session_id: str, message_ids: Sequence[str], messages: Iterable[tuple[str, object]]
    ) -> None:
        """Append messages in one transaction; their JSON texts are made here."""

    def append_batch_texts(
        self, session_id: str, message_ids: Sequence[str], texts: Sequence[tuple[str, str]]
    ) -> None:
        """Append messages whose JSON texts are there already in one transaction."""

    def create(self, session_id: str) -> None:
        """Create a session."""

    def load(self, session_id: str) -> list[tuple[Any, ...]]:
        """Read all messages with their JSON decoded."""

    def load_plain(self, session_id: str) -> list[tuple[Any, ...]]:
        """Read all messages, with the content as if it had been stored as plain text."""

    def latest(self, session_id: str, count: int) -> list[tuple[Any, ...]]:
        """Read the last messages, oldest first, with their JSON decoded."""

    def page(self, limit: int) -> list[tuple[Any, ...]]:
        """Read the newest sessions with their JSON decoded."""

    def fork(self, parent_id: str, session_id: str) -> None:
        """Create a session with copies of another one's messages, in one transaction."""

    def find_session(self, thread_id: str, resource_id: str) -> str | None:
        """Look up the session that a thread of a resource is mapped to."""

    def fill_sessions(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole sessions, untimed."""

    def fill_messages(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole messages, untimed."""

    def fill_events(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole events, untimed."""

    def run_untimed(self, statement: str) -> None:
        """Run one statement, untimed."""

    def append_events(self, session_id: str, event_ids: Sequence[str], texts: Sequence[str]) -> int:
        """Append events whose JSON texts are there already in one transaction."""

    def settle(self) -> None:
        """Let the database come to rest after filling."""

    def close(self) -> None:
        """Close the connection."""
