"""The collection of thread mappings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.domain.thread import ThreadMapping
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.mapping import (
    Row,
    from_microseconds,
    read_rows,
    to_microseconds,
)
from hansard.infrastructure.database.retry import database_retry
from hansard.infrastructure.database.thread_statements import ThreadStatements


class ThreadRepository:
    """The threads that continue sessions, of one namespace.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "threads"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=False, single=True)
    def get(self, thread_id: str, resource_id: str) -> ThreadMapping | None:
        """Give the mapping of a thread, None without one."""
        row = self.binding.joined.row(self._statements.get, self._key(thread_id, resource_id))
        return None if row is None else _mappings([row])[0]

    @database_retry(writes=True, single=True)
    def save(self, mapping: ThreadMapping) -> ThreadMapping:
        """Add a mapping, or write it over the one of its thread, and give it as it is stored."""
        row = self.binding.joined.row(self._statements.save, self._row(mapping))
        created_at = mapping.created_at if row is None else from_microseconds(row[0])
        return replace(mapping, created_at=created_at)

    @database_retry(writes=True, single=True)
    def claim(self, mapping: ThreadMapping) -> bool:
        """Add a mapping unless its thread has one, and say whether it was added."""
        return self.binding.joined.change(self._statements.claim, self._row(mapping)) == 1

    @database_retry(writes=True, single=True)
    def change(self, mapping: ThreadMapping, *, was: str) -> bool:
        """Write a mapping over the one of its thread, if that names this session of the store."""
        row = {**self._row(mapping), "was": was}
        return self.binding.joined.change(self._statements.change, row) == 1

    @database_retry(writes=True, single=True)
    def delete(self, thread_id: str, resource_id: str) -> None:
        """Remove the mapping of a thread, if there is one."""
        self.binding.joined.change(self._statements.delete, self._key(thread_id, resource_id))

    @database_retry(writes=False, single=True)
    def list_for_resource(self, resource_id: str, limit: int | None = None) -> list[ThreadMapping]:
        """List the mappings of a resource, the last updated first, then by thread."""
        given = {
            "resource_id": resource_id,
            "namespace": self.binding.namespace,
            "limit": 2**63 - 1 if limit is None else limit,
        }
        return _mappings(self.binding.joined.rows(self._statements.of_resource, given))

    @property
    def _statements(self) -> ThreadStatements:
        return self.binding.joined.statements.of(ThreadStatements)

    def _key(self, thread_id: str, resource_id: str) -> dict[str, str]:
        return {
            "thread_id": thread_id,
            "resource_id": resource_id,
            "namespace": self.binding.namespace,
        }

    def _row(self, mapping: ThreadMapping) -> dict[str, Any]:
        return {
            **self._key(mapping.thread_id, mapping.resource_id),
            "session_id": mapping.session_id,
            "model_id": mapping.model_id,
            "provider": mapping.provider,
            "created_at": to_microseconds(mapping.created_at),
            "updated_at": to_microseconds(mapping.updated_at),
        }


def _mappings(rows: list[Row]) -> list[ThreadMapping]:
    return read_rows(rows, _mapping_from_row, lambda row: f"the mapping of thread {row[0]}")


def _mapping_from_row(row: Row) -> ThreadMapping:
    thread_id, resource_id, session_id, created_at, updated_at, model_id, provider = row
    return ThreadMapping(
        thread_id,
        resource_id,
        session_id,
        from_microseconds(created_at),
        from_microseconds(updated_at),
        model_id,
        provider,
    )
