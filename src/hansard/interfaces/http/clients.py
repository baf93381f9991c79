"""Where a request comes from, also through proxies that the operator trusts."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import Scope

from hansard.domain.errors import ConfigurationError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_UNKNOWN = "unknown"


class Clients:
    """Tells the addresses of clients apart.

    What a proxy says in ``X-Forwarded-For`` counts only where the proxy is trusted, and only as
    far back as the chain of proxies is: anybody can write the header.

    Args:
        trusted: addresses and networks of proxies, ``10.0.0.7`` or ``10.0.0.0/8``.

    Raises:
        ConfigurationError: one of them is neither.
    """

    def __init__(self, trusted: Iterable[str]) -> None:
        try:
            self._trusted = [ipaddress.ip_network(network, strict=False) for network in trusted]
        except ValueError as error:
            raise ConfigurationError(f"A trusted proxy is an address or a network: {error}") from (
                error
            )

    def address_of(self, scope: Scope, headers: Headers) -> str:
        """Give the address of who made a request."""
        peer = _read(scope["client"][0])
        said = ",".join(headers.getlist("x-forwarded-for")).split(",")
        while said and self._trusts(peer):
            peer = _read(said.pop().strip())
        return str(peer or _UNKNOWN)

    def _trusts(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self._trusted)


@lru_cache(maxsize=1024)
def _read(text: str) -> Address | None:
    """Give an address; one of IPv4 in the clothes of IPv6 is one of IPv4."""
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
