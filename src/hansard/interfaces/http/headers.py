"""Headers that go with a record: what an append builds on, how it is repeated, what comes next."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from starlette.requests import Request

from hansard.domain.content import MAX_ID_LENGTH
from hansard.domain.errors import StaleSessionError
from hansard.interfaces.http.problems import Refusal

Stored = TypeVar("Stored")

_KEY = "^[ -~]+$"


def _described(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


def told(description: str, *headers: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a response with headers of its own."""
    named = {name: said for header in headers for name, said in header.items()}
    return {"description": description, "headers": named}


IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the session that the append builds on (RFC 9110, 13.1.1): it "
    "happens only while the next message still gets this sequence, else it is 412. Of several "
    "tags one must be the session's; a weak one never is; `*` asks for no particular one.",
    "schema": {"type": "string"},
    "example": '"3"',
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Lets a request be repeated: the same key with the same content adds nothing "
    "and is answered with what was stored first. It is the id of the message, unique within the "
    "session; of a batch, `<key>:<index>` is that of each message without one of its own.",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_ID_LENGTH, "pattern": _KEY},
    "example": "order-17-question",
}
ETAG = {"ETag": _described("The sequence that the session's next message gets.", '"4"')}
LOCATION = {"Location": _described("Where it is.", "/v1/sessions/01JB2Q9M0V3T8K6R5W4X7Y1Z2A")}
LINK = {
    "Link": _described(
        "The next page, where there is one (RFC 8288).",
        '</v1/sessions?limit=50&cursor=eyJhIjoxfQ>; rel="next"',
    )
}

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"[ \t,]*{_TAG}(?:[ \t]*,[ \t,]*{_TAG})*[ \t,]*")
_NUMBER = re.compile(r'"(0|[1-9][0-9]{0,18})"')


def etag(next_sequence: int) -> dict[str, str]:
    """Give the header that says which sequence the next message of a session gets."""
    return {"etag": f'"{next_sequence}"'}


def path_to(*parts: str) -> str:
    """Give the path of a resource under ``/v1``; whatever the ids in it are made of."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def next_link(path: str, query: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Give the header that names the next page (RFC 8288)."""
    given = [(name, value) for name, value in query if value is not None]
    return {"link": f'<{path}?{urlencode(given)}>; rel="next"'}


def read_expected(request: Request) -> frozenset[int] | None:
    """Give the sequences that ``If-Match`` allows for the next message, None for any.

    Raises:
        Refusal: the header is not a list of entity tags.
    """
    lines = request.headers.getlist("if-match")
    if not lines or lines == ["*"]:
        return None
    text = ", ".join(lines)
    if _TAGS.fullmatch(text) is None:
        raise malformed('If-Match takes entity tags, such as "3" with its quotes, or *.')
    tags = re.findall(_TAG, text)
    numbers = [match[1] for tag in tags if (match := _NUMBER.fullmatch(tag)) is not None]
    return frozenset(number for text in numbers if (number := int(text)) < 2**63)


def read_key(request: Request) -> str | None:
    """Give the ``Idempotency-Key`` of a request, None without one.

    Raises:
        Refusal: it cannot be the id of a message, or there are two.
    """
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        return None
    if len(keys) > 1 or len(keys[0]) > MAX_ID_LENGTH or re.fullmatch(_KEY, keys[0]) is None:
        raise malformed(
            f"Give one Idempotency-Key of 1 to {MAX_ID_LENGTH} printable ASCII characters."
        )
    return keys[0]


def refuse_precondition(request: Request) -> None:
    """Refuse a change that was asked for under a condition which is not looked at.

    Raises:
        Refusal: the request would change something, and has ``If-Match``.
    """
    if request.method not in ("GET", "HEAD") and "if-match" in request.headers:
        raise malformed(
            "Only what appends messages takes If-Match; nothing was done. Leave it out here."
        )


async def append_expecting(
    expected: frozenset[int] | None, append: Callable[[int | None], Awaitable[Stored]]
) -> Stored:
    """Append where the next sequence is one of those expected, whichever it is.

    Args:
        append: appends where the next sequence is the one that it is given.

    Raises:
        StaleSessionError: it is not the one that is expected.
        Refusal: it is none of those.
    """
    if expected is None:
        return await append(None)
    left = set(expected)
    wanted = min(left, default=_NEVER)
    while True:
        try:
            return await append(wanted)
        except StaleSessionError as error:
            left.discard(wanted)
            if error.actual_sequence not in left:
                raise (error if len(expected) == 1 else _unmatched(error)) from error
            wanted = error.actual_sequence


_NEVER = 2**63 - 1
"""A sequence that no session reaches: what those expect whose tags are no session's."""


def _unmatched(error: StaleSessionError) -> Refusal:
    refusal = Refusal(
        HTTPStatus.PRECONDITION_FAILED,
        error.code,
        f"Session {error.session_id} is at sequence {error.actual_sequence}, which If-Match does "
        "not name. Read the messages you have not seen, then decide whether to append again.",
    )
    members = {"session_id": error.session_id, "actual_sequence": error.actual_sequence}
    refusal.problem = replace(refusal.problem, members=members)
    return refusal


def malformed(detail: str) -> Refusal:
    """Give the answer to a header or a query that says nothing."""
    return Refusal(HTTPStatus.BAD_REQUEST, "malformed_request", detail)
