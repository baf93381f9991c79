"""The bare side on SQLite: what a careful program does with `sqlite3` alone."""

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.raw import workload
from benchmarks.raw.decoding import plain_content, whole_message, whole_session
from benchmarks.raw.workload import CHECKSUM, NAMESPACE, ROLE
from hansard.infrastructure.database.dialects.sqlite import BUSY_TIMEOUT, PRAGMAS


class BareSqlite:
    """One kept connection with hansard's pragmas, and each verb as plain statements on it."""

    def __init__(self, path: Path, synchronous: str) -> None:
        self._connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        for pragma in (*PRAGMAS, f"synchronous={synchronous}"):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()

    def append(self, session_id: str, message_id: str, content: str, metadata: object) -> int:
        """Append one message; its JSON texts are made here."""
        return self.append_texts(session_id, message_id, json.dumps(content), json.dumps(metadata))

    def append_texts(self, session_id: str, message_id: str, content: str, metadata: str) -> int:
        """Append one message whose JSON texts are there already."""
        execute = self._connection.execute
        now = time.time_ns() // 1000
        execute("BEGIN IMMEDIATE")
        taken = execute(workload.TAKE_SEQUENCES, (1, 1, now, session_id, NAMESPACE)).fetchall()
        sequence: int = taken[0][0] - 1
        place = (session_id, NAMESPACE, sequence, message_id)
        execute(
            workload.INSERT_MESSAGE,
            (*place, ROLE, content, None, None, metadata, None, now, CHECKSUM),
        )
        execute("COMMIT")
        return sequence

    def append_batch(
        self, session_id: str, message_ids: Sequence[str], messages: Iterable[tuple[str, object]]
    ) -> None:
        """Append messages in one transaction; their JSON texts are made here."""
        texts = [(json.dumps(content), json.dumps(metadata)) for content, metadata in messages]
        self.append_batch_texts(session_id, message_ids, texts)

    def append_batch_texts(
        self, session_id: str, message_ids: Sequence[str], texts: Sequence[tuple[str, str]]
    ) -> None:
        """Append messages whose JSON texts are there already in one transaction."""
        execute = self._connection.execute
        now, count = time.time_ns() // 1000, len(texts)
        execute("BEGIN IMMEDIATE")
        counters = (count, count, now, session_id, NAMESPACE)
        first = execute(workload.TAKE_SEQUENCES, counters).fetchall()[0][0] - count
        rows = [
            (
                session_id,
                NAMESPACE,
                first + place,
                message_id,
                ROLE,
                content,
                None,
                None,
                metadata,
                None,
                now,
                CHECKSUM,
            )
            for place, (message_id, (content, metadata)) in enumerate(
                zip(message_ids, texts, strict=True)
            )
        ]
        self._connection.executemany(workload.INSERT_MESSAGE, rows)
        execute("COMMIT")

    def create(self, session_id: str) -> None:
        """Create a session."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        execute(
            workload.INSERT_SESSION,
            workload.session_row(session_id, 0, time.time_ns() // 1000),
        )
        execute("COMMIT")

    def fork(self, parent_id: str, session_id: str) -> None:
        """Create a session with copies of another one's messages, in one transaction."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        taken = execute(workload.SELECT_COUNT, (parent_id, NAMESPACE)).fetchall()
        count: int = taken[0][0]
        row = workload.session_row(session_id, count, time.time_ns() // 1000)
        execute(workload.INSERT_SESSION, row)
        execute(workload.COPY_MESSAGES, (session_id, CHECKSUM, parent_id, NAMESPACE))
        execute("COMMIT")

    def find_session(self, thread_id: str, resource_id: str) -> str | None:
        """Look up the session that a thread of a resource is mapped to."""
        key = (resource_id, NAMESPACE, thread_id)
        rows = self._connection.execute(workload.SELECT_THREAD, key).fetchall()
        return str(rows[0][0]) if rows else None

    def load(self, session_id: str) -> list[tuple[Any, ...]]:
        """Read all messages with their JSON decoded."""
        rows = self._connection.execute(workload.SELECT_MESSAGES, (session_id, NAMESPACE))
        return [whole_message(row) for row in rows]

    def load_plain(self, session_id: str) -> list[tuple[Any, ...]]:
        """Read all messages, with the content as if it had been stored as plain text."""
        rows = self._connection.execute(workload.SELECT_MESSAGES, (session_id, NAMESPACE))
        return [plain_content(row) for row in rows]

    def latest(self, session_id: str, count: int) -> list[tuple[Any, ...]]:
        """Read the last messages, oldest first, with their JSON decoded."""
        rows = self._connection.execute(workload.SELECT_LATEST, (session_id, NAMESPACE, count))
        return [whole_message(row) for row in reversed(rows.fetchall())]

    def page(self, limit: int) -> list[tuple[Any, ...]]:
        """Read the newest sessions with their JSON decoded."""
        rows = self._connection.execute(workload.SELECT_PAGE, (NAMESPACE, limit))
        return [whole_session(row) for row in rows]

    def fill_sessions(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole sessions."""
        self._fill(workload.INSERT_SESSION, rows)

    def fill_messages(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole messages."""
        self._fill(workload.INSERT_MESSAGE, rows)

    def fill_events(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole events."""
        self._fill(workload.INSERT_EVENT, rows)

    def run_untimed(self, statement: str) -> None:
        """Run one statement."""
        self._connection.execute(statement)

    def append_events(self, session_id: str, event_ids: Sequence[str], texts: Sequence[str]) -> int:
        """Append events whose JSON texts are there already in one transaction."""
        execute = self._connection.execute
        now, count = time.time_ns() // 1000, len(texts)
        execute("BEGIN IMMEDIATE")
        counters = (count, session_id, NAMESPACE)
        taken = execute(workload.TAKE_EVENT_SEQUENCES, counters).fetchall()
        first: int = taken[0][0] - count + 1
        rows = [
            workload.event_row(session_id, first + place, event_id, text, now)
            for place, (event_id, text) in enumerate(zip(event_ids, texts, strict=True))
        ]
        if count == 1:
            execute(workload.INSERT_EVENT, rows[0])
        else:
            self._connection.executemany(workload.INSERT_EVENT, rows)
        execute("COMMIT")
        return first

    def settle(self) -> None:
        """Bring the log back into the file after filling."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _fill(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(statement, rows)
        self._connection.execute("COMMIT")
