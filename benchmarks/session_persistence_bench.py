"""asv: sessions and messages, each benchmark one call of the service on a SQLite file.

``asv run --config benchmarks/asv.conf.json`` measures; ``asv compare`` and ``asv publish`` with
the same option show what changed between two commits.
"""

from benchmarks.asv_store import CONTENT, METADATA, TemporaryStore

MESSAGES = 100
SESSIONS = 100


class SessionSuite:
    """Creating, getting and listing sessions."""

    def setup(self) -> None:
        """Open a store with a page of sessions, one of them with messages."""
        self.place = TemporaryStore()
        self.sessions = self.place.store.sessions
        for _ in range(SESSIONS):
            self.sessions.create(actor_name="local/orchestrator")
        self.session_id = self.place.session_with(MESSAGES)

    def teardown(self) -> None:
        """Remove the store."""
        self.place.remove()

    def time_create(self) -> None:
        """Create a session."""
        self.sessions.create(actor_name="local/orchestrator")

    def time_get(self) -> None:
        """Get a session with its hundred messages."""
        self.sessions.get(self.session_id)

    def time_list(self) -> None:
        """List the newest fifty sessions."""
        self.sessions.list(limit=50)


class MessageSuite:
    """Appending messages, adding token usage, exporting and importing."""

    def setup(self) -> None:
        """Open a store with a session of messages, and export that."""
        self.place = TemporaryStore()
        self.sessions = self.place.store.sessions
        self.session_id = self.place.session_with(MESSAGES)
        self.growing_id = self.place.session_with(0)
        self.document = self.sessions.export_session(self.session_id)

    def teardown(self) -> None:
        """Remove the store."""
        self.place.remove()

    def time_append(self) -> None:
        """Append a message of 500 bytes."""
        self.sessions.append_message(self.growing_id, "assistant", CONTENT, METADATA)

    def time_export(self) -> None:
        """Export a session with a hundred messages."""
        self.sessions.export_session(self.session_id)

    def time_token_update(self) -> None:
        """Add to the token usage of a session."""
        self.sessions.update_token_usage(self.session_id, 1_200, 80, 0.0046)

    def time_import(self) -> None:
        """Import a session with a hundred messages."""
        self.sessions.import_session(self.document)
