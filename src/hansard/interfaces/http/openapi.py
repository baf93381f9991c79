"""The description of the service, complete: every request, every response, every error."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field

from hansard.interfaces.http.problems import PLAIN_PATHS, PROBLEM_TYPE

if TYPE_CHECKING:
    from hansard.interfaces.http.permissions import Permission

DESCRIPTION = """The verbatim, verifiable record of what agents said and did.

Every caller has a key, `Authorization: Bearer SECRET`, which opens one namespace for reading,
appending or everything. Errors are problem details (RFC 9457) with a stable `code` and the
`request_id` that the log has. Times are ISO 8601 in UTC. A list is given in pages; the
`next_cursor` of one continues it.
"""

_SECURITY = "bearer"
_ALWAYS = (421, 429, 431, 500, 503)
_FRAMEWORKS = ("HTTPValidationError", "ValidationError")
_EXAMPLES: dict[int, tuple[str, str | None]] = {
    400: ("malformed_json", "The body is refused: an object has the same key twice."),
    401: ("unauthenticated", "The key is unknown, expired or revoked."),
    403: ("forbidden", "This needs a key with the role append; the role of this one is read."),
    404: (
        "session_not_found",
        "Session not found: nowhere. Check the id, or list the sessions of this namespace.",
    ),
    409: (
        "already_exists",
        "A message with the id m-1 already exists with other content.",
    ),
    412: (
        "context_mismatch",
        "Session 01JB2Q9M0V3T8K6R5W4X7Y1Z2A is at sequence 4, not 3.",
    ),
    413: ("body_too_large", "The body of a request may take 10485760 bytes. Nothing was written."),
    415: ("unsupported_media_type", "The body must be application/json; say so with Content-Type."),
    421: (
        "misdirected_request",
        "This service does not answer to that name.",
    ),
    422: ("validation_error", "/role: must be a text."),
    429: ("rate_limited", "Too many requests. Try again in 2 s."),
    431: ("headers_too_large", "The request line and the headers may take 32768 bytes."),
    500: ("internal_error", None),
    503: ("timeout", "The store has no time for this now. Try again later."),
    507: ("storage_write_failed", "The store is full. What was acknowledged is intact."),
}
_SUCCESSES = {200: "What was asked for.", 201: "What was stored.", 204: "It is done."}
_UNSAID = "Successful Response"
"""What the framework says of a response of which nobody says anything."""
_REQUEST_ID = "0b6c1d3f9a5e4c7d8f2a1b3c5d7e9f01"


class ProblemDetails(BaseModel):
    """Why a request was not served (RFC 9457), perhaps with more members than these."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(
        description="Always `about:blank`: the title says what the status means.",
        examples=["about:blank"],
    )
    title: str = Field(description="What the status means.", examples=["Not Found"])
    status: int = Field(description="The status of the response.", examples=[404])
    code: str = Field(description="Stable, for programs.", examples=["session_not_found"])
    request_id: str = Field(description="What the log calls it.", examples=[_REQUEST_ID])
    detail: str = Field(
        "",
        description="What to do about it. Left out for faults inside.",
        examples=["Session not found: nowhere. Check the id."],
    )


class PlainError(BaseModel):
    """Why a request was not served."""

    error: str = Field(description="What is wrong.", examples=["Session not found"])


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the errors that an endpoint answers with, beside those that all have.

    Args:
        statuses: such as 404 and 409.
    """
    return {status: {"description": HTTPStatus(status).phrase} for status in statuses}


def describe(app: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI document of an application."""
    document = get_openapi(
        title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in _FRAMEWORKS:
        schemas.pop(name, None)
    for model in (ProblemDetails, PlainError):
        schemas[model.__name__] = model.model_json_schema()
    components["securitySchemes"] = {_SECURITY: {"type": "http", "scheme": "bearer"}}
    for route in [route for route in app.routes if isinstance(route, APIRoute)]:
        for method in route.methods or ():
            _complete(document["paths"][route.path_format][method.lower()], route)
    return document


def _complete(operation: dict[str, Any], route: APIRoute) -> None:
    """Add who may do this, and every error with its form and an example."""
    permission: Permission | None = getattr(route, "permission", None)
    needs_key = permission is not None and permission.role is not None
    operation["operationId"] = route.name
    operation["security"] = [{_SECURITY: []}] if needs_key else []
    if needs_key and permission is not None:
        operation["x-role"] = str(permission.role)
    answers = operation["responses"]
    answers.pop("422", None)
    for status, answer in answers.items():
        if answer.get("description") == _UNSAID:
            answer["description"] = _SUCCESSES[int(status)]
    named = {int(status) for status in answers if int(status) >= HTTPStatus.BAD_REQUEST}
    for status in sorted(named | set(_common(operation, needs_key=needs_key))):
        told = answers.setdefault(str(status), {})
        told["description"] = HTTPStatus(status).phrase
        told["content"] = _content(status, route.path_format)
    operation["responses"] = dict(sorted(answers.items()))


def _common(operation: dict[str, Any], *, needs_key: bool) -> Iterator[int]:
    """Yield the errors that an endpoint can have whatever it does."""
    yield from _ALWAYS
    if needs_key:
        yield from (401, 403)
    if "requestBody" in operation:
        yield from (400, 413, 415, 422)
    elif operation.get("parameters"):
        yield from (400, 422)


def _content(status: int, path: str) -> dict[str, Any]:
    """Give the form of an error, with an example."""
    title = HTTPStatus(status).phrase
    code, detail = _EXAMPLES.get(status, ("invalid_operation", None))
    if path.startswith(PLAIN_PATHS):
        schema = {"$ref": f"#/components/schemas/{PlainError.__name__}"}
        return {"application/json": {"schema": schema, "example": {"error": detail or title}}}
    schema = {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}
    example = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "request_id": _REQUEST_ID,
        **({"detail": detail} if detail else {}),
    }
    return {PROBLEM_TYPE: {"schema": schema, "example": example}}
