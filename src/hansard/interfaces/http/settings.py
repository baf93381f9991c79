"""How the HTTP service is served: where, for whom, and within which limits."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8484
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
"""Names under which a machine calls itself; always served."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take. Whatever can be is checked before anything is parsed.

    Attributes:
        body_bytes: of the body of a request.
        header_bytes: of its request line and all of its headers.
        depth: how deep the JSON of a body may be nested: what may be stored, in its envelope.
        request_seconds: how long a response may take to begin.
        header_seconds: how long the headers of a request may take to arrive.
        connections: that clients may hold open at the same time; a further one gets 503.
        reading_seconds: after so long without reading a byte of a response a client is given up.
        page_bytes: of the records in a page, roughly; the one that exceeds it ends the page.
        streams: event streams that one key may hold open at the same time.
        rate: requests per second that one key may make in the long run, 0 for no limit.
        burst: requests that it may make at once.
        callers: of whom it is remembered how often they came lately.
    """

    body_bytes: int = 10 * 1024 * 1024
    header_bytes: int = 32 * 1024
    depth: int = 72
    request_seconds: float = 30.0
    header_seconds: float = 10.0
    connections: int = 900
    reading_seconds: float = 30.0
    page_bytes: int = 16 * 1024 * 1024
    streams: int = 10
    rate: float = 100.0
    burst: int = 200
    callers: int = 10_000


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the operator says.

    Attributes:
        host: the address that is bound.
        port: 0 for any that is free.
        allowed_hosts: names that clients may call the service by, beside the address that is
            bound and those of the machine itself.
        allowed_origins: origins of web pages, ``https://desk.example``, whose requests are taken.
        trusted_proxies: addresses and networks of proxies that say whom they speak for.
        abandoned_after: how long a run may be silent before it is taken for dead.
        agents: who answers, by name: ``module:attribute``.
        key_seconds: how often it is asked whether the key of an open stream still counts.
        keep_alive: after so many silent seconds an event stream says that it is alive.
    """

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    abandoned_after: timedelta = timedelta(seconds=60)
    agents: Mapping[str, str] = field(default_factory=dict)
    key_seconds: float = 2.0
    keep_alive: float = 15.0
    limits: Limits = field(default_factory=Limits)

    @property
    def is_loopback(self) -> bool:
        """Whether only the machine itself can reach the service."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Say whether an address, or the name ``localhost``, is the machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
