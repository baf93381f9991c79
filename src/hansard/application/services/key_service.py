"""KeyService: keys for those who use the store from outside the process."""

from __future__ import annotations

import builtins
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hansard.application.parts import Parts
from hansard.application.ports import Transactions
from hansard.domain.api_key import (
    USE_NOTED_EVERY,
    ApiKey,
    KeyRole,
    check_key_reference,
    digest_of,
    make_secret,
    read_expiry,
    seal_key,
)
from hansard.domain.errors import HansardError, KeyNotFoundError

log = logging.getLogger("hansard.keys")


class KeyService:
    """The keys of one namespace.

    Only a digest of a secret is stored: the secret is given once, to whoever makes the key, and
    cannot be found out afterwards. A key is never removed, so what it did stays attributable.

    Args:
        transactions_of: gives the transactions of any namespace.
    """

    def __init__(
        self, database: Transactions, parts: Parts, transactions_of: Callable[[str], Transactions]
    ) -> None:
        self._database = database
        self._clock = parts.clock
        self._identifiers = parts.identifiers
        self._transactions_of = transactions_of
        self._tried: dict[str, datetime] = {}

    def create(
        self, name: str, role: KeyRole | str, *, expires_in: timedelta | None = None
    ) -> tuple[ApiKey, str]:
        """Make a key for the namespace, and give it with its secret, which is not given again.

        Args:
            name: what to call it, 1 to 255 characters; need not be unique.
            role: ``read``, ``append`` (reads, too) or ``admin`` (may do everything).
            expires_in: how long it opens the namespace, above 0; without end by default.

        Raises:
            InvalidInputError: an argument is outside its bounds.
        """
        now = self._clock.now()
        secret = make_secret(self._identifiers.key_secret())
        sealed = seal_key(self._identifiers.key_id(), name, role, secret, now)
        key = replace(
            sealed.key,
            expires_at=read_expiry(expires_in, now),
            namespace=self._database.namespace,
        )
        made = self._database.write(lambda work: work.keys.create(sealed._replace(key=key)))
        log.info("key %s was made with the role %s", made.key_id, made.role)
        return made, secret

    def list(self) -> builtins.list[ApiKey]:
        """List the keys of the namespace by creation and id, also revoked and expired ones."""
        return self._database.read(lambda work: work.keys.list_all(), single=True)

    def revoke(self, key_id: str) -> ApiKey:
        """Let a key open nothing from now on, anywhere, and give it.

        A key that was revoked before keeps the time when that was.

        Raises:
            KeyNotFoundError: the namespace has no such key.
        """
        wanted, now = check_key_reference(key_id), self._clock.now()
        revoked = self._database.write(lambda work: work.keys.revoke(wanted, now), single=True)
        if revoked is None:
            raise KeyNotFoundError(key_id)
        log.info("key %s is revoked", revoked.key_id)
        return revoked

    def authenticate(self, secret: str) -> ApiKey | None:
        """Give the key of a secret, whatever namespace it opens.

        The store is asked each time, so that a revocation acts at once. The use is noted with
        the key, at most once a minute; where that fails, the key opens all the same.

        Returns:
            None for a secret that is unknown, or whose key is revoked or expired.

        Raises:
            InvalidInputError: not a text.
        """
        digest = digest_of(secret)
        if digest is None:
            return None
        now = self._clock.now()
        found = self._database.read(lambda work: work.keys.with_digest(digest), single=True)
        if found is None or not found.is_of(digest) or not found.key.opens(now):
            return None
        return self._used(found.key, now)

    def exist(self) -> bool:
        """Say whether a key was ever made, in any namespace."""
        return self._database.read(lambda work: work.keys.exist(), single=True)

    def namespaces(self) -> builtins.list[str]:
        """Name every namespace that a key was ever made for, for those who look after all."""
        return self._database.read(lambda work: work.keys.namespaces(), single=True)

    def _used(self, key: ApiKey, now: datetime) -> ApiKey:
        """Note the use of a key where that is due.

        A database that is busy makes whoever notes it wait. So one caller tries it, and those
        that come meanwhile do not.
        """
        tried = self._tried.get(key.key_id)
        if not key.use_is_due(now) or (tried is not None and now - tried < USE_NOTED_EVERY):
            return key
        self._tried[key.key_id] = now
        try:
            self._transactions_of(key.namespace).write(
                lambda work: work.keys.note_use(key.key_id, now), single=True
            )
        except HansardError as error:
            log.warning("the use of key %s could not be noted: %s", key.key_id, error.code)
            return key
        return replace(key, last_used_at=now)
