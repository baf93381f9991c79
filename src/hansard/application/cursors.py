"""Cursors of session listings: opaque to callers, checked when they come back.

A cursor holds a position, never a permission: the namespace is applied to every page again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from datetime import UTC, datetime

from hansard.domain.content import check_id
from hansard.domain.errors import InvalidCursorError, InvalidInputError
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session

Position = tuple[datetime, str]


def encode_cursor(last: Session, namespace: str, where: SessionFilter, order: SessionOrder) -> str:
    """Give the cursor that continues a listing behind its last item."""
    fields = [_digest(namespace, where, order), last.created_at.isoformat(), last.session_id]
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("=")


def decode_cursor(
    cursor: str | None, namespace: str, where: SessionFilter, order: SessionOrder
) -> Position | None:
    """Give the position of a cursor, None for the beginning.

    Raises:
        InvalidCursorError: not a cursor of this listing.
    """
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        digest, created_at, session_id = json.loads(base64.b64decode(padded, b"-_", validate=True))
        position = (datetime.fromisoformat(created_at), check_id(session_id, "session_id"))
        position[0].astimezone(UTC)
    except (
        AttributeError,
        TypeError,
        ValueError,
        OverflowError,
        RecursionError,
        InvalidInputError,
        binascii.Error,
    ) as error:
        raise InvalidCursorError(_ADVICE) from error
    if digest != _digest(namespace, where, order) or position[0].tzinfo is None:
        raise InvalidCursorError(_ADVICE)
    return position


_ADVICE = (
    "This is not a cursor of this listing. Pass the cursor of the page before, unchanged, "
    "with the same filters and order; or start again without one."
)


def _digest(namespace: str, where: SessionFilter, order: SessionOrder) -> str:
    described = repr((namespace, where, order)).encode("utf-8", "backslashreplace")
    return hashlib.sha256(described).hexdigest()[:16]
