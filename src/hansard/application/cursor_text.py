"""The text of cursors: parts of JSON that callers pass back unchanged, in URL-safe base64.

A cursor holds a position, never a permission: the namespace is applied to every page again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from hansard.domain.errors import InvalidCursorError


def encode_parts(parts: list[Any]) -> str:
    """Give parts as the text of a cursor."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode_parts(cursor: object, count: int, advice: str) -> list[Any]:
    """Give the parts of a cursor's text.

    Args:
        count: how many there must be.
        advice: what the error says.

    Raises:
        InvalidCursorError: not a text that `encode_parts` gave out.
    """
    try:
        if isinstance(cursor, str):
            padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
            parts = json.loads(base64.b64decode(padded, b"-_", validate=True))
            if isinstance(parts, list) and len(parts) == count:
                return parts
    except (ValueError, RecursionError, binascii.Error) as error:
        raise InvalidCursorError(advice) from error
    raise InvalidCursorError(advice)


def mark_of(*described: object) -> str:
    """Give a short digest of what a cursor belongs to."""
    text = repr(described).encode("utf-8", "backslashreplace")
    return hashlib.sha256(text).hexdigest()[:16]
