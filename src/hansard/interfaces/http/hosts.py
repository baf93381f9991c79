"""By which names the service may be called, and for which web pages it answers.

A web page that a browser shows can make the browser ask services on the user's own machine. It
can even let a name of its own point there (DNS rebinding), so the name in ``Host`` is checked
with every request, on the machine itself too.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from hansard.interfaces.http.problems import Refusal
from hansard.interfaces.http.settings import LOOPBACK_NAMES, ServerSettings


class HostRules:
    """Says whether a request was meant for this service.

    Args:
        settings: the address that is bound, and the names and origins that the operator allows.
    """

    def __init__(self, settings: ServerSettings) -> None:
        named = (*LOOPBACK_NAMES, settings.host, *settings.allowed_hosts)
        self._names = frozenset(name.lower().strip("[]") for name in named)
        self._origins = frozenset(origin.lower() for origin in settings.allowed_origins)

    def check(self, headers: Headers) -> None:
        """Check the names in a request.

        Raises:
            Refusal: it was meant for somebody else, or comes from a page of somebody else's.
        """
        hosts = headers.getlist("host")
        if len(hosts) != 1 or name_of(hosts[0]) not in self._names:
            raise Refusal(
                HTTPStatus.MISDIRECTED_REQUEST,
                "misdirected_request",
                "This service does not answer to that name. "
                "Its operator allows others with --allowed-host.",
            )
        origins = headers.getlist("origin")
        if not all(self._allows(origin.lower(), hosts[0].lower()) for origin in origins):
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                "foreign_origin",
                "This service does not answer to pages of that origin. "
                "Its operator allows others with --allowed-origin.",
            )

    def _allows(self, origin: str, host: str) -> bool:
        """Say whether a page comes from this service itself, or from where the operator allows."""
        scheme, parted, authority = origin.partition("://")
        own = bool(parted) and scheme in ("http", "https") and authority == host
        return own or origin in self._origins


def name_of(host: str) -> str | None:
    """Give the name in a ``Host`` header, in lower case without its port; None for no such."""
    try:
        parts = urlsplit(f"//{host}")
        is_name = parts.netloc == host and "@" not in host and (parts.port or 0) >= 0
    except ValueError:
        return None
    return parts.hostname if is_name else None
