"""Bodies of requests: JSON by the strict rules of the store, or bytes, and nothing else.

Who may call an endpoint is checked before its body is read, and the body before it is parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import unquote

from anyio import to_thread
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from starlette.requests import Request
from starlette.responses import Response

from hansard.domain.api_key import KeyRole
from hansard.domain.content import decode_untrusted
from hansard.domain.errors import InvalidContentError
from hansard.interfaces.http.permissions import Permission, permission_of
from hansard.interfaces.http.problems import Refusal

JSON = "application/json"
OCTETS = "application/octet-stream"

_LONG = 256 * 1024
"""Bytes from which on a body is parsed beside the event loop, so that nobody waits for it."""


MAX_VALUES = 500_000
"""Values that the JSON of a body may hold, roughly: many cost far more than their bytes."""
_NAMED = 20
"""Unknown members that a refusal names one by one."""


class Body(BaseModel):
    """A JSON object with these members and no others, none of them converted."""

    model_config = ConfigDict(strict=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_crowds(cls, given: Any) -> Any:
        """Refuse many unknown members in one sentence."""
        unknown = len(given.keys() - cls.model_fields.keys()) if isinstance(given, dict) else 0
        if unknown > _NAMED:
            raise PydanticCustomError("members", f"has {unknown} members that are not known")
        return given


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "must be a text")
    return value


def _read_object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PydanticCustomError("object", "must be an object")
    return value


Text = Annotated[str, PlainValidator(_read_text), WithJsonSchema({"type": "string"})]
"""Any text that JSON can write, lone surrogates included."""
JsonObject = Annotated[
    dict[str, Any], PlainValidator(_read_object), WithJsonSchema({"type": "object"})
]
"""Any JSON object, taken as it is."""


class StrictRequest(Request):
    """A request whose JSON is that of the store."""

    async def load(self, depth: int) -> None:
        """Read and parse the body.

        Raises:
            Refusal: it is no JSON that could be stored.
        """
        if has_body(self):
            check_content_type(self, JSON)
        body = await self.body()
        if body and len(body) < _LONG:
            self._json = parse(body, depth)
        elif body:
            self._json = await to_thread.run_sync(parse, body, depth)

    async def json(self) -> Any:
        """Give what `load` has parsed."""
        return self._json


class StrictRoute(APIRoute):
    """An endpoint that says who may call it, and takes strict JSON only."""

    @property
    def permission(self) -> Permission | None:
        """What the endpoint asks of its callers; None where it does not say."""
        return permission_of(self)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give what answers a request."""
        answer = super().get_route_handler()
        permission = self.permission or Permission(KeyRole.ADMIN)

        async def handle(request: Request) -> Response:
            request.state.permission = permission
            permission.caller_of(request)
            parameters = request.scope["path_params"]
            request.scope["path_params"] = {
                name: unquote(value) if isinstance(value, str) else value
                for name, value in parameters.items()
            }
            strict = StrictRequest(request.scope, request.receive)
            if self.body_field is not None:
                await strict.load(request.app.state.settings.limits.depth)
            return await answer(strict)

        return handle


def has_body(request: Request) -> bool:
    """Say whether a request announces a body."""
    announced = request.headers.get("content-length", "0") != "0"
    return announced or "transfer-encoding" in request.headers


def check_content_type(request: Request, wanted: str) -> None:
    """Check what a body claims to be.

    Raises:
        Refusal: something else than what is wanted.
    """
    given = request.headers.get("content-type", "")
    kind, _, parameters = given.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if kind.strip().lower() != wanted or charset not in ("", "utf-8"):
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            f"The body must be {wanted}; say so with Content-Type.",
        )


def parse(body: bytes, depth: int) -> Any:
    """Give the value of a JSON text.

    Raises:
        Refusal: it is none, or none that could be stored unchanged.
    """
    if _count_values(body) > MAX_VALUES:
        raise _malformed(f"more than {MAX_VALUES} values")
    try:
        value = decode_untrusted(body, "body")
    except InvalidContentError as error:
        raise _malformed(error.reason) from error
    if body.count(b"[") + body.count(b"{") > depth and _is_deeper(value, depth):
        raise _malformed(f"nested deeper than {depth} levels")
    return value


def _count_values(body: bytes) -> int:
    """Count, before it is parsed, about how many values a JSON text holds."""
    marks = (b",", b"[", b"{")
    count = sum(map(body.count, marks))
    if count <= MAX_VALUES:
        return count
    unescaped = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside = b"".join(unescaped.split(b'"')[::2])
    return sum(map(outside.count, marks))


def _is_deeper(value: Any, depth: int) -> bool:
    """Whether a value is nested deeper than it may be, level by level."""
    level = [value]
    for _ in range(depth):
        level = [item for holder in level for item in _items(holder)]
        if not level:
            return False
    return any(isinstance(item, (dict, list)) for item in level)


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _malformed(reason: str) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, "malformed_json", f"The body is refused: {reason}.")
