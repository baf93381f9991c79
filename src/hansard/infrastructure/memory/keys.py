"""API keys in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hansard.domain.api_key import ApiKey, SealedKey
from hansard.domain.errors import DuplicateKeyError
from hansard.infrastructure.memory.table import Table


class MemoryKeyCollection:
    """A `KeyCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def create(self, sealed: SealedKey) -> ApiKey:
        self._table.check_writable()
        if self._table.api_key(sealed.key.key_id) is not None:
            raise DuplicateKeyError("key", sealed.key.key_id)
        self._table.put_api_key(sealed)
        return sealed.key

    def list_all(self) -> list[ApiKey]:
        keys = [sealed.key for sealed in self._table.all_api_keys()]
        return sorted(keys, key=lambda key: (key.created_at, key.key_id))

    def revoke(self, key_id: str, now: datetime) -> ApiKey | None:
        self._table.check_writable()
        sealed = self._table.api_key(key_id)
        if sealed is None or sealed.key.revoked_at is not None:
            return None if sealed is None else sealed.key
        revoked = replace(sealed.key, revoked_at=now)
        self._table.put_api_key(sealed._replace(key=revoked))
        return revoked

    def note_use(self, key_id: str, now: datetime) -> None:
        self._table.check_writable()
        sealed = self._table.api_key(key_id)
        if sealed is not None and sealed.key.use_is_due(now):
            self._table.put_api_key(sealed._replace(key=replace(sealed.key, last_used_at=now)))

    def with_digest(self, digest: str) -> SealedKey | None:
        everywhere = self._table.api_keys_everywhere()
        return next((sealed for sealed in everywhere if sealed.is_of(digest)), None)

    def exist(self) -> bool:
        return any(True for _ in self._table.api_keys_everywhere())

    def namespaces(self) -> list[str]:
        return sorted({sealed.key.namespace for sealed in self._table.api_keys_everywhere()})
