"""API keys: who may use a store from outside the process, and for what."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Any, NamedTuple

from hansard.domain.content import check_id, is_id
from hansard.domain.errors import InvalidInputError, KeyNotFoundError
from hansard.domain.maps import write_time
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.domain.shown import shown

BEGINNING = "hansard_"
"""What every secret begins with, so that one is recognised where it does not belong."""
SHOWN_CHARACTERS = 4
"""Random characters of a secret that listings show; the other 39 are 234 bits."""
USE_NOTED_EVERY = timedelta(minutes=1)
"""How far the time of the last use may lag behind."""

_RANDOM_PART = re.compile("[A-Za-z0-9_-]{43}")
_SECRET = re.compile(f"{BEGINNING}[A-Za-z0-9_-]{{43}}")


class KeyRole(StrEnum):
    """What a key may be used for; each role may do all that the one before it may."""

    READ = "read"
    APPEND = "append"
    ADMIN = "admin"

    def allows(self, wanted: KeyRole) -> bool:
        """Say whether a key of this role may do what takes another role."""
        ranks = list(KeyRole)
        return ranks.index(self) >= ranks.index(wanted)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key, without its secret, which nobody keeps.

    Attributes:
        key_id: unique within its namespace.
        name: what its maker calls it, 1 to 255 characters; several keys may have the same.
        role: what it may be used for.
        shown: the beginning of its secret, to tell keys apart by.
        created_at: when it was made, in UTC.
        expires_at: from then on it opens nothing; None for a key that does not expire.
        revoked_at: since then it opens nothing; None for a key that was not revoked.
        last_used_at: when it was last used, at most a minute too early; None for never.
        namespace: the part of the store that it opens.
    """

    key_id: str
    name: str
    role: KeyRole
    shown: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    namespace: str = DEFAULT_NAMESPACE

    def opens(self, now: datetime) -> bool:
        """Say whether the key is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def use_is_due(self, now: datetime) -> bool:
        """Say whether a use at this moment is to be noted."""
        return self.last_used_at is None or now - self.last_used_at >= USE_NOTED_EVERY

    def to_map(self) -> dict[str, Any]:
        """Give the key as a JSON object: every attribute, times in ISO 8601."""
        return {
            "key_id": self.key_id,
            "namespace": self.namespace,
            "name": self.name,
            "role": str(self.role),
            "shown": self.shown,
            "created_at": write_time(self.created_at),
            "expires_at": write_time(self.expires_at),
            "revoked_at": write_time(self.revoked_at),
            "last_used_at": write_time(self.last_used_at),
        }


class SealedKey(NamedTuple):
    """A key as it is stored: with the digest of its secret.

    Attributes:
        digest: SHA-256 of the secret, in lower-case hex. A secret has 256 random bits, so
            nobody finds it from its digest, and no slower hash is needed.
    """

    key: ApiKey
    digest: str

    def is_of(self, digest: str) -> bool:
        """Compare with the digest of a secret, in a time that says nothing about either."""
        return compare_digest(self.digest, digest)


def make_secret(random_part: str) -> str:
    """Give the secret of 43 random characters.

    Raises:
        InvalidInputError: not 43 characters of base64url.
    """
    if _RANDOM_PART.fullmatch(random_part) is None:
        raise InvalidInputError("A secret is made of 43 characters of base64url, 256 random bits.")
    return BEGINNING + random_part


def digest_of(secret: str) -> str | None:
    """Give the digest of a secret, None for a text that can be none.

    Raises:
        InvalidInputError: not a text.
    """
    given: object = secret
    if not isinstance(given, str):
        raise InvalidInputError(f"secret must be a text, not {type(given).__name__}.")
    if _SECRET.fullmatch(given) is None:
        return None
    return hashlib.sha256(given.encode()).hexdigest()


def seal_key(key_id: str, name: str, role: KeyRole | str, secret: str, now: datetime) -> SealedKey:
    """Give a new key that does not expire, and may be stored.

    Raises:
        InvalidInputError: a name or role that cannot be.
    """
    digest = digest_of(secret)
    if digest is None:
        raise InvalidInputError("That is not a secret of a key.")
    shown_part = secret[: len(BEGINNING) + SHOWN_CHARACTERS]
    key = ApiKey(
        check_id(key_id, "key_id"), check_id(name, "name"), read_role(role), shown_part, now
    )
    return SealedKey(key, digest)


def read_role(role: object) -> KeyRole:
    """Give the role of that name.

    Raises:
        InvalidInputError: there is none.
    """
    try:
        return KeyRole(role if isinstance(role, str) else "")
    except ValueError as error:
        raise InvalidInputError(
            f"role must be one of {', '.join(KeyRole)}, not {shown(role)}."
        ) from error


def read_expiry(expires_in: timedelta | None, now: datetime) -> datetime | None:
    """Give the moment when a key expires, None for never.

    Raises:
        InvalidInputError: not a time span, or none that lies ahead.
    """
    given: object = expires_in
    if given is None:
        return None
    if not isinstance(given, timedelta) or given <= timedelta(0):
        raise InvalidInputError(f"expires_in must be a timedelta above 0, not {shown(given)}.")
    try:
        return now + given
    except OverflowError as error:
        raise InvalidInputError(
            f"expires_in must end before the year 10000, not {shown(given)} from now."
        ) from error


def check_key_reference(key_id: str) -> str:
    """Give the id of a key that should exist back.

    Raises:
        KeyNotFoundError: no key can have that id, so none has.
        InvalidInputError: not a text, or the secret of a key.
    """
    given: object = key_id
    if not isinstance(given, str):
        raise InvalidInputError(f"key_id must be a text, not {type(given).__name__}.")
    if _SECRET.fullmatch(given):
        raise InvalidInputError(
            "key_id must be the id of a key, not its secret, which is not repeated here. "
            "List the keys to find the one with this beginning."
        )
    if not is_id(given):
        raise KeyNotFoundError(given)
    return check_id(given, "key_id")
