"""The collection of API keys."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from hansard.domain.api_key import ApiKey, SealedKey


class KeyCollection(Protocol):
    """The keys of one namespace, inside one transaction. A key is never removed.

    Three questions are not confined to the namespace: `with_digest`, because the secret is what
    says which namespace its bearer sees, `exist` and `namespaces`.
    """

    def create(self, sealed: SealedKey) -> ApiKey:
        """Add a key.

        Raises:
            DuplicateKeyError: the id is taken by another key.
        """

    def list_all(self) -> list[ApiKey]:
        """List the keys by creation and id, also those that open nothing any more."""

    def revoke(self, key_id: str, now: datetime) -> ApiKey | None:
        """Note when a key was revoked, unless it was before, and give it, None without one."""

    def note_use(self, key_id: str, now: datetime) -> None:
        """Note that a key was used, unless a use was noted less than `USE_NOTED_EVERY` ago."""

    def with_digest(self, digest: str) -> SealedKey | None:
        """Give the key of any namespace whose secret has a digest."""

    def exist(self) -> bool:
        """Say whether any namespace has a key, be it one that opens nothing any more."""

    def namespaces(self) -> list[str]:
        """Name every namespace that has a key, be it one that opens nothing any more."""
