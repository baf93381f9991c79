"""Who a request is from: the bearer key that it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from hansard.domain.api_key import KeyRole
from hansard.interfaces.http.permissions import Caller, Identity

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

_SCHEME = "bearer"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")
"""Headers of a request that somebody has passed on, so that it need not be from this machine."""


class Authentication:
    """Tells who a request is from.

    Args:
        store: the namespace that somebody on the machine itself sees while no key was ever made.
        is_loopback: whether only the machine itself can reach the service.
    """

    def __init__(self, store: AsyncHansard, *, is_loopback: bool) -> None:
        self._store = store
        self._is_loopback = is_loopback
        self._stores = {store.namespace: store}
        self._keys_exist = False

    async def stores(self) -> list[AsyncHansard]:
        """Give every part of the store that somebody may see, the operator's first."""
        own = self._store.namespace
        names = await self._store.keys.namespaces()
        return [self._store, *(self._store_of(name) for name in names if name != own)]

    async def identify(self, headers: Headers) -> Identity:
        """Say who a request is from, or why that is not known."""
        given = headers.getlist("authorization")
        if not given:
            return await self._identify_local(headers)
        scheme, _, secret = given[0].partition(" ")
        if len(given) > 1 or scheme.lower() != _SCHEME:
            return Identity(reason="Give one key: Authorization: Bearer SECRET.")
        key = await self._store.keys.authenticate(secret.strip())
        if key is None:
            return Identity(reason="The key is unknown, expired or revoked.")
        return Identity(Caller(self._store_of(key.namespace), key.role, key.key_id))

    async def _identify_local(self, headers: Headers) -> Identity:
        """Take somebody on the machine itself for its operator, until the first key is made."""
        passed_on = any(name in headers for name in _FORWARDED)
        if not self._is_loopback or passed_on or await self._have_keys():
            return Identity()
        return Identity(Caller(self._store, KeyRole.ADMIN))

    async def _have_keys(self) -> bool:
        if not self._keys_exist:
            self._keys_exist = await self._store.keys.exist()
        return self._keys_exist

    def _store_of(self, namespace: str) -> AsyncHansard:
        if namespace not in self._stores:
            self._stores[namespace] = self._store.for_namespace(namespace)
        return self._stores[namespace]
