"""The thread mappings of one namespace in memory."""

from __future__ import annotations

from dataclasses import replace

from hansard.domain.thread import ThreadMapping
from hansard.infrastructure.memory.table import Table
from hansard.infrastructure.memory.thread_records import ThreadRecord


class MemoryThreadCollection:
    """A `ThreadCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, thread_id: str, resource_id: str) -> ThreadMapping | None:
        record = self._table.thread(_key(thread_id, resource_id))
        return None if record is None else record.mapping

    def save(self, mapping: ThreadMapping) -> ThreadMapping:
        known = self.get(mapping.thread_id, mapping.resource_id)
        if known is not None:
            mapping = replace(mapping, created_at=known.created_at)
        self._put(mapping)
        return mapping

    def claim(self, mapping: ThreadMapping) -> bool:
        self._table.check_writable()
        if self.get(mapping.thread_id, mapping.resource_id) is not None:
            return False
        self._put(mapping)
        return True

    def change(self, mapping: ThreadMapping, *, was: str) -> bool:
        self._table.check_writable()
        known = self._table.thread(_key(mapping.thread_id, mapping.resource_id))
        if known is None or known.session_id != was:
            return False
        self.save(mapping)
        return True

    def delete(self, thread_id: str, resource_id: str) -> None:
        self._table.remove_thread(_key(thread_id, resource_id))

    def list_for_resource(self, resource_id: str, limit: int | None = None) -> list[ThreadMapping]:
        mappings = (record.mapping for record in self._table.all_threads())
        of_resource = [mapping for mapping in mappings if mapping.resource_id == resource_id]
        by_thread = sorted(of_resource, key=lambda mapping: mapping.thread_id)
        return sorted(by_thread, key=lambda mapping: mapping.updated_at, reverse=True)[:limit]

    def _put(self, mapping: ThreadMapping) -> None:
        key = _key(mapping.thread_id, mapping.resource_id)
        self._table.put_thread(key, ThreadRecord(mapping))


def _key(thread_id: str, resource_id: str) -> str:
    """Join what no id can contain between them."""
    return f"{resource_id}\n{thread_id}"
