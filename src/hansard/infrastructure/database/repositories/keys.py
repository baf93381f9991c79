"""The API keys."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from hansard.domain.api_key import USE_NOTED_EVERY, ApiKey, SealedKey
from hansard.domain.errors import DuplicateKeyError
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.key_mapping import (
    key_from_row,
    key_to_row,
    name_key,
    sealed_key_from_row,
)
from hansard.infrastructure.database.key_statements import KeyStatements
from hansard.infrastructure.database.mapping import read_rows, to_microseconds
from hansard.infrastructure.database.retry import database_retry


class KeyRepository:
    """The API keys.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "keys"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=True)
    def create(self, sealed: SealedKey) -> ApiKey:
        """Add a key.

        Raises:
            DuplicateKeyError: the id is taken by another key.
        """
        link = self.binding.joined
        if link.looks_first:
            taken = link.row(self._statements.digest_by_id, self._of(sealed.key.key_id))
            if taken is not None:
                if sealed.is_of(taken[0]):
                    return sealed.key
                raise DuplicateKeyError("key", sealed.key.key_id)
        link.change(self._statements.insert, key_to_row(sealed, self.binding.namespace))
        return sealed.key

    @database_retry(writes=False, single=True)
    def list_all(self) -> list[ApiKey]:
        """List the keys by creation and id, also those that open nothing any more."""
        given = {"namespace": self.binding.namespace}
        rows = self.binding.joined.rows(self._statements.list_all, given)
        return read_rows(rows, key_from_row, name_key)

    @database_retry(writes=True, single=True)
    def revoke(self, key_id: str, now: datetime) -> ApiKey | None:
        """Note when a key was revoked, unless it was before, and give it, None without one."""
        given = {**self._of(key_id), "now": to_microseconds(now)}
        row = self.binding.joined.row(self._statements.revoke, given)
        return None if row is None else read_rows([row], key_from_row, name_key)[0]

    @database_retry(writes=True, single=True)
    def note_use(self, key_id: str, now: datetime) -> None:
        """Note that a key was used, unless a use was noted less than a minute ago."""
        times = {"now": to_microseconds(now), "before": to_microseconds(now - USE_NOTED_EVERY)}
        self.binding.joined.change(self._statements.note_use, {**self._of(key_id), **times})

    @database_retry(writes=False, single=True)
    def with_digest(self, digest: str) -> SealedKey | None:
        """Give the key of any namespace whose secret has a digest."""
        row = self.binding.joined.row(self._statements.with_digest, {"digest": digest})
        return None if row is None else read_rows([row], sealed_key_from_row, name_key)[0]

    @database_retry(writes=False, single=True)
    def exist(self) -> bool:
        """Say whether any namespace has a key, be it one that opens nothing any more."""
        return self.binding.joined.row(self._statements.any, {}) is not None

    @database_retry(writes=False, single=True)
    def namespaces(self) -> list[str]:
        """Name every namespace that has a key, be it one that opens nothing any more."""
        return [row[0] for row in self.binding.joined.rows(self._statements.namespaces, {})]

    @property
    def _statements(self) -> KeyStatements:
        return self.binding.joined.statements.of(KeyStatements)

    def _of(self, key_id: str) -> dict[str, str]:
        return {"key_id": key_id, "namespace": self.binding.namespace}
