"""Requests before anybody reads them: how long they are, and what their paths say."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from hansard.interfaces.http.problems import Refusal

_VERSIONS = ("1.0", "1.1")
_LINE = len(" HTTP/1.1\r\n\r\n")
_FIELD = len(": \r\n")
_NOT_AN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_KEPT = re.compile(rb"%(2[Ff]|25)")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def check_head(scope: Scope, headers: Headers, limit: int) -> None:
    """Check the request line and the headers: how long they are, and what they leave open.

    A body whose length is given in two ways is one to a proxy and another one here.

    Raises:
        Refusal: longer than they may be, of another version of HTTP, or open to two readings.
    """
    line = len(scope["method"]) + len(scope["raw_path"]) + len(scope["query_string"]) + _LINE
    size = line + sum(len(name) + len(value) + _FIELD for name, value in scope["headers"])
    if size > limit:
        raise Refusal(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "headers_too_large",
            f"The request line and the headers may take {limit} bytes.",
        )
    if scope["http_version"] not in _VERSIONS:
        raise Refusal(
            HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "unknown_version", "Use HTTP/1.1 here."
        )
    if "transfer-encoding" in headers and "content-length" in headers:
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            "ambiguous_length",
            "Give Content-Length or Transfer-Encoding, not both.",
            connection="close",
        )


def read_path(raw: bytes) -> str:
    """Give the path of a request, decoded but for ``/`` and ``%``.

    So an id that holds a slash, written as ``%2F``, stays one part of the path; it is decoded
    when the path has been taken apart. Nothing is normalised: ``..`` is a name like any other.

    Raises:
        Refusal: it is not UTF-8, or holds what no path has.
    """
    try:
        if _NOT_AN_ESCAPE.search(raw):
            raise ValueError("an escape without digits")
        path = unquote_to_bytes(_KEPT.sub(rb"%25\1", raw)).decode()
    except ValueError as error:
        raise _malformed_path() from error
    if _CONTROL.search(path):
        raise _malformed_path()
    return path


def counted(receive: Receive, headers: Headers, limit: int) -> Receive:
    """Give a body piece by piece, as long as it is not too long.

    Raises:
        Refusal: it is compressed, or too long: at once where its length is announced, else when
            it has come.
    """
    announced = headers.get("content-length", "0")
    has_body = announced != "0" or "transfer-encoding" in headers
    if has_body and headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported_encoding",
            "Send the body as it is, without Content-Encoding. Nothing was written.",
        )
    if not announced.isdecimal() or int(announced) > limit:
        raise _too_large(limit)
    size = 0

    async def receive_counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise _too_large(limit)
        return message

    return receive_counted


def _malformed_path() -> Refusal:
    return Refusal(
        HTTPStatus.BAD_REQUEST, "malformed_path", "The path must be UTF-8, percent-encoded."
    )


def _too_large(limit: int) -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "body_too_large",
        f"The body of a request may take {limit} bytes. Nothing was written.",
    )
