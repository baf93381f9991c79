"""Who may call what: every endpoint says so, or the service does not start."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import ConfigurationError
from hansard.interfaces.http.problems import Refusal

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request.

    Attributes:
        store: the part of the store that the caller's key opens.
        role: what the key may be used for.
        key_id: None for somebody on the machine itself, while no key was ever made.
    """

    store: AsyncHansard
    role: KeyRole
    key_id: str | None = None

    @property
    def namespace(self) -> str:
        """The part of the store that the caller sees."""
        return self.store.namespace


@dataclass(frozen=True, slots=True)
class Identity:
    """What the credentials of a request say.

    Attributes:
        caller: None where they say nothing that counts.
        reason: why not, for people.
    """

    caller: Caller | None = None
    reason: str = "This needs a key: Authorization: Bearer SECRET."


class Permission:
    """What an endpoint asks of its callers.

    Args:
        role: the least that a key must be good for; None where nobody is asked.
        audited: what the log calls a use of the endpoint; None for nothing in particular.
    """

    def __init__(self, role: KeyRole | None, audited: str | None = None) -> None:
        self.role = role
        self.audited = audited

    async def __call__(self, request: Request) -> Caller | None:
        """Give the caller to an endpoint; see `caller_of`."""
        return self.caller_of(request)

    def caller_of(self, request: Request) -> Caller | None:
        """Give the caller of a request.

        Raises:
            Refusal: there is none, or one who may not do this.
        """
        if self.role is None:
            return None
        identity: Identity = request.state.identity
        if identity.caller is None:
            raise unauthenticated(identity.reason)
        if not identity.caller.role.allows(self.role):
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                "forbidden",
                f"This needs a key with the role {self.role}; "
                f"the role of this one is {identity.caller.role}.",
            )
        return identity.caller


def allow(role: KeyRole, *, audited: str | None = None) -> Any:
    """Let those call an endpoint whose key is good for it, and tell it who does.

    Args:
        role: the least that a key must be good for.
        audited: what the log calls a use of the endpoint, such as ``export``.
    """
    return Depends(Permission(role, audited))


def public() -> Any:
    """Let anybody call an endpoint; the parameter that has this is None."""
    return Depends(Permission(None))


def unauthenticated(reason: str) -> Refusal:
    """Give the answer for somebody who did not say who they are."""
    return Refusal(HTTPStatus.UNAUTHORIZED, "unauthenticated", reason, www_authenticate="Bearer")


def permission_of(route: APIRoute) -> Permission | None:
    """Give what an endpoint asks of its callers; None where it does not say."""
    calls = [dependant.call for dependant in route.dependant.dependencies]
    found = [call for call in calls if isinstance(call, Permission)]
    return found[0] if len(found) == 1 else None


def check_routes(app: FastAPI) -> None:
    """Check that nothing is served of which nobody said who may call it.

    Raises:
        ConfigurationError: names the first endpoint without a permission, or with several.
    """
    for route in app.routes:
        if getattr(route, "permission", None) is None:
            path = getattr(route, "path", type(route).__name__)
            raise ConfigurationError(
                f"{path} does not say who may call it. Give its function one parameter with "
                "allow(role) or public(), in a router of the class StrictRoute."
            )
