"""How the HTTP service says that something went wrong.

Every error is mapped here and nowhere else. Most of the service answers with problem details
(RFC 9457); what lies under ``/api/`` answers ``{"error": text}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from hansard.domain.errors import (
    ConflictError,
    HansardError,
    InvalidCursorError,
    InvalidInputError,
    NotFoundError,
    QueryError,
    StaleSessionError,
    StoreFullError,
    TryLaterError,
)
from hansard.interfaces.http.answers import AsciiResponse

_TOLD = 20
"""Faults of one request that are told one by one."""

STATUSES: tuple[tuple[type[HansardError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (ConflictError, HTTPStatus.CONFLICT),
    (InvalidCursorError, HTTPStatus.BAD_REQUEST),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (InvalidInputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TryLaterError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreFullError, HTTPStatus.INSUFFICIENT_STORAGE),
    (HansardError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
"""Which status an error has; the first class that it is of counts."""

RETRY_AFTER = 1
"""Seconds after which it is worth trying again what the store had no time for."""
PLAIN_PATHS = "/api/"
"""Where errors are no problem details, but ``{"error": text}``."""
PROBLEM_TYPE = "application/problem+json"

_DETAILS = {
    HTTPStatus.SERVICE_UNAVAILABLE: "The store has no time for this now. Try again later.",
    HTTPStatus.INSUFFICIENT_STORAGE: "The store is full. What was acknowledged is intact.",
    HTTPStatus.INTERNAL_SERVER_ERROR: None,
}
"""What is said of errors whose own words may be about the machine."""
_ATTRIBUTES = {"status": "current_status"}
"""Attributes of errors that are called otherwise in a problem."""
_OF_HTTP = {
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this path."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "This path does not take that method."),
}
"""What the framework's own errors are called, and what is said of them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with a request.

    Attributes:
        status: of the response.
        code: stable, for programs.
        detail: for people; None where the reason is nobody's business.
        members: further members of the problem.
        headers: of the response.
    """

    status: int
    code: str
    detail: str | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_map(self, request_id: str | None) -> dict[str, Any]:
        """Give the problem details."""
        said = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": int(self.status),
            "detail": self.detail,
            "code": self.code,
            "request_id": request_id,
        }
        return {**self.members, **{name: value for name, value in said.items() if value}}


class Refusal(Exception):
    """A request that the service does not serve, for reasons of HTTP."""

    def __init__(self, status: int, code: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.problem = Problem(status, code, detail, headers=named)


def problem_of(error: BaseException, *, is_conditional: bool = False) -> Problem:
    """Give the problem that an error is.

    Args:
        is_conditional: the request had an ``If-Match``: what it named has changed.
    """
    if isinstance(error, Refusal):
        return error.problem
    if isinstance(error, HansardError):
        return _problem_of_store(error, is_conditional)
    if isinstance(error, RequestValidationError):
        return _problem_of_input(error)
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        code, detail = _OF_HTTP.get(status, ("malformed_request", error.detail))
        return Problem(status, code, detail)
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, HansardError.code)


def respond(request: Request, problem: Problem) -> Response:
    """Give the response that says so, in the manner of the path."""
    request.state.problem_code = problem.code
    headers = dict(problem.headers)
    if request.scope["path"].startswith(PLAIN_PATHS):
        text = problem.detail or HTTPStatus(problem.status).phrase
        return AsciiResponse({"error": text}, problem.status, headers)
    return AsciiResponse(
        problem.to_map(request.state.request_id), problem.status, headers, PROBLEM_TYPE
    )


async def answer_error(request: Request, error: Exception) -> Response:
    """Give the response for an error that an endpoint raised."""
    problem = problem_of(error, is_conditional="if-match" in request.headers)
    response = respond(request, problem)
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["allow"] = ", ".join(sorted(_methods_at(request)))
    return response


def _methods_at(request: Request) -> set[str]:
    """Give every method that the path of a request takes."""
    found: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match != Match.NONE:
            found |= route.methods
    return found | {"HEAD"} if "GET" in found else found


def _problem_of_store(error: HansardError, is_conditional: bool) -> Problem:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    if isinstance(error, StaleSessionError) and is_conditional:
        status = HTTPStatus.PRECONDITION_FAILED
    if status in _DETAILS:
        headers = {"retry-after": str(RETRY_AFTER)} if isinstance(error, TryLaterError) else {}
        return Problem(status, error.code, _DETAILS[status], headers=headers)
    told = {
        _ATTRIBUTES.get(name, name): value
        for name, value in vars(error).items()
        if value is None or isinstance(value, (str, int))
    }
    return Problem(status, error.code, str(error), told)


def _problem_of_input(error: RequestValidationError) -> Problem:
    """Say where the input is not as it should be, and never what it was."""
    found = error.errors()
    of_body = all(fault["loc"][0] == "body" for fault in found)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if of_body else HTTPStatus.BAD_REQUEST
    faults = [_fault(fault) for fault in found[:_TOLD]]
    told = [f"{next(iter(fault.values())) or 'the body'}: {fault['reason']}" for fault in faults]
    more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    return Problem(status, InvalidInputError.code, f"{'; '.join(told)}{more}.", {"errors": faults})


def _fault(fault: Mapping[str, Any]) -> dict[str, str]:
    """Give where a fault is, a JSON pointer into the body or a parameter's name, and why."""
    place, *rest = fault["loc"]
    escaped = [str(part).replace("~", "~0").replace("/", "~1") for part in rest]
    if place == "body":
        return {"pointer": "".join(f"/{part}" for part in escaped), "reason": fault["msg"]}
    return {"parameter": "/".join(map(str, rest)), "reason": fault["msg"]}
