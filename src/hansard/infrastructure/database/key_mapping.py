"""Rows to API keys and back: pure functions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hansard.domain.api_key import ApiKey, KeyRole, SealedKey
from hansard.infrastructure.database.mapping import Row, from_microseconds, to_microseconds

KEY_COLUMNS = (
    "key_id",
    "namespace",
    "name",
    "role",
    "shown",
    "created_at",
    "expires_at",
    "revoked_at",
    "last_used_at",
)


def key_from_row(row: Row) -> ApiKey:
    """Give a key of its `KEY_COLUMNS`."""
    key_id, namespace, name, role, shown, created_at, expires_at, revoked_at, last_used_at = row
    return ApiKey(
        key_id=key_id,
        name=name,
        role=KeyRole(role),
        shown=shown,
        created_at=from_microseconds(created_at),
        expires_at=_from_optional(expires_at),
        revoked_at=_from_optional(revoked_at),
        last_used_at=_from_optional(last_used_at),
        namespace=namespace,
    )


def sealed_key_from_row(row: Row) -> SealedKey:
    """Give a key of its `KEY_COLUMNS` and its digest."""
    *columns, digest = row
    return SealedKey(key_from_row(columns), digest)


def key_to_row(sealed: SealedKey, namespace: str) -> dict[str, Any]:
    """Give the columns of a key."""
    key = sealed.key
    return {
        "key_id": key.key_id,
        "namespace": namespace,
        "name": key.name,
        "role": str(key.role),
        "shown": key.shown,
        "digest": sealed.digest,
        "created_at": to_microseconds(key.created_at),
        "expires_at": _to_optional(key.expires_at),
        "revoked_at": _to_optional(key.revoked_at),
        "last_used_at": _to_optional(key.last_used_at),
    }


def name_key(row: Row) -> str:
    """Name the key of `KEY_COLUMNS` in an error."""
    return f"Key {row[0]}"


def _from_optional(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else from_microseconds(microseconds)


def _to_optional(time: datetime | None) -> int | None:
    return None if time is None else to_microseconds(time)
