"""The bare side on PostgreSQL: what a careful program does with psycopg alone."""

import json
import time
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.raw import workload
from benchmarks.raw.decoding import plain_content, whole_message, whole_session
from benchmarks.raw.workload import CHECKSUM, NAMESPACE, ROLE

TAKE_SEQUENCES = workload.TAKE_SEQUENCES.replace("?", "%s")
INSERT_MESSAGE = workload.INSERT_MESSAGE.replace("?", "%s")
INSERT_SESSION = workload.INSERT_SESSION.replace("?", "%s")
TAKE_EVENT_SEQUENCES = workload.TAKE_EVENT_SEQUENCES.replace("?", "%s")
INSERT_EVENT = workload.INSERT_EVENT.replace("?", "%s")
SELECT_MESSAGES = workload.SELECT_MESSAGES.replace("?", "%s")
SELECT_LATEST = workload.SELECT_LATEST.replace("?", "%s")
SELECT_COUNT = workload.SELECT_COUNT.replace("?", "%s")
COPY_MESSAGES = workload.COPY_MESSAGES.replace("?", "%s")
SELECT_THREAD = workload.SELECT_THREAD.replace("?", "%s")
SELECT_PAGE = workload.SELECT_PAGE.replace("?", "%s")


class BarePostgres:
    """Each verb as plain statements on kept connections with psycopg's defaults.

    A write is a transaction as psycopg makes it: BEGIN, the statements, COMMIT. A read is one
    statement on a second connection in autocommit, so that it pays for no transaction.
    """

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url.replace("+psycopg", ""))
        self._reader = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def append(self, session_id: str, message_id: str, content: str, metadata: object) -> int:
        """Append one message; its JSON texts are made here."""
        return self.append_texts(session_id, message_id, json.dumps(content), json.dumps(metadata))

    def append_texts(self, session_id: str, message_id: str, content: str, metadata: str) -> int:
        """Append one message whose JSON texts are there already."""
        execute = self._connection.execute
        now = time.time_ns() // 1000
        taken = execute(TAKE_SEQUENCES, (1, 1, now, session_id, NAMESPACE)).fetchone()
        assert taken is not None
        sequence: int = taken[0] - 1
        place = (session_id, NAMESPACE, sequence, message_id)
        execute(INSERT_MESSAGE, (*place, ROLE, content, None, None, metadata, None, now, CHECKSUM))
        self._connection.commit()
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
        now, count = time.time_ns() // 1000, len(texts)
        counters = (count, count, now, session_id, NAMESPACE)
        with self._connection.cursor() as cursor:
            taken = cursor.execute(TAKE_SEQUENCES, counters).fetchone()
            assert taken is not None
            first = taken[0] - count
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
            cursor.executemany(INSERT_MESSAGE, rows)
        self._connection.commit()

    def create(self, session_id: str) -> None:
        """Create a session."""
        row = workload.session_row(session_id, 0, time.time_ns() // 1000)
        self._connection.execute(INSERT_SESSION, row)
        self._connection.commit()

    def fork(self, parent_id: str, session_id: str) -> None:
        """Create a session with copies of another one's messages, in one transaction."""
        execute = self._connection.execute
        taken = execute(f"{SELECT_COUNT} FOR UPDATE", (parent_id, NAMESPACE)).fetchone()
        assert taken is not None
        row = workload.session_row(session_id, taken[0], time.time_ns() // 1000)
        execute(INSERT_SESSION, row)
        execute(COPY_MESSAGES, (session_id, CHECKSUM, parent_id, NAMESPACE))
        self._connection.commit()

    def find_session(self, thread_id: str, resource_id: str) -> str | None:
        """Look up the session that a thread of a resource is mapped to."""
        rows = self._read(SELECT_THREAD, (resource_id, NAMESPACE, thread_id))
        return str(rows[0][0]) if rows else None

    def load(self, session_id: str) -> list[tuple[Any, ...]]:
        """Read all messages with their JSON decoded."""
        rows = self._read(SELECT_MESSAGES, (session_id, NAMESPACE))
        return [whole_message(row) for row in rows]

    def load_plain(self, session_id: str) -> list[tuple[Any, ...]]:
        """Read all messages, with the content as if it had been stored as plain text."""
        rows = self._read(SELECT_MESSAGES, (session_id, NAMESPACE))
        return [plain_content(row) for row in rows]

    def latest(self, session_id: str, count: int) -> list[tuple[Any, ...]]:
        """Read the last messages, oldest first, with their JSON decoded."""
        rows = self._read(SELECT_LATEST, (session_id, NAMESPACE, count))
        return [whole_message(row) for row in reversed(rows)]

    def page(self, limit: int) -> list[tuple[Any, ...]]:
        """Read the newest sessions with their JSON decoded."""
        return [whole_session(row) for row in self._read(SELECT_PAGE, (NAMESPACE, limit))]

    def fill_sessions(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole sessions."""
        self._fill("sessions", workload.SESSION_COLUMNS, rows)

    def fill_messages(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole messages."""
        self._fill("session_messages", workload.MESSAGE_COLUMNS, rows)

    def fill_events(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add whole events."""
        self._fill("events", workload.EVENT_COLUMNS, rows)

    def run_untimed(self, statement: str) -> None:
        """Run one statement."""
        self._connection.execute(statement.encode())
        self._connection.commit()

    def append_events(self, session_id: str, event_ids: Sequence[str], texts: Sequence[str]) -> int:
        """Append events whose JSON texts are there already in one transaction."""
        now, count = time.time_ns() // 1000, len(texts)
        with self._connection.cursor() as cursor:
            counters = (count, session_id, NAMESPACE)
            taken = cursor.execute(TAKE_EVENT_SEQUENCES, counters).fetchone()
            assert taken is not None
            first: int = taken[0] - count + 1
            rows = [
                workload.event_row(session_id, first + place, event_id, text, now)
                for place, (event_id, text) in enumerate(zip(event_ids, texts, strict=True))
            ]
            if count == 1:
                cursor.execute(INSERT_EVENT, rows[0])
            else:
                cursor.executemany(INSERT_EVENT, rows)
        self._connection.commit()
        return first

    def settle(self) -> None:
        """Let the planner know what was filled in."""
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE sessions")
        self._connection.execute("VACUUM ANALYZE session_messages")
        self._connection.execute("VACUUM ANALYZE events")
        self._connection.execute("VACUUM ANALYZE runs")
        self._connection.autocommit = False

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()
        self._reader.close()

    def _read(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        return self._reader.execute(statement, values).fetchall()

    def _fill(self, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        self._connection.commit()
