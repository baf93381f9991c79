"""Cursors of session listings: opaque to callers, checked when they come back."""

from __future__ import annotations

from datetime import UTC, datetime

from hansard.application.cursor_text import decode_parts, encode_parts, mark_of
from hansard.domain.content import check_id
from hansard.domain.errors import InvalidCursorError, InvalidInputError
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session

Position = tuple[datetime, str]


def encode_cursor(last: Session, namespace: str, where: SessionFilter, order: SessionOrder) -> str:
    """Give the cursor that continues a listing behind its last item."""
    mark = mark_of(namespace, where, order)
    return encode_parts([mark, last.created_at.isoformat(), last.session_id])


def decode_cursor(
    cursor: str | None, namespace: str, where: SessionFilter, order: SessionOrder
) -> Position | None:
    """Give the position of a cursor, None for the beginning.

    Raises:
        InvalidCursorError: not a cursor of this listing.
    """
    if cursor is None:
        return None
    mark, created_at, session_id = decode_parts(cursor, 3, _ADVICE)
    try:
        position = (read_moment(created_at), check_id(session_id, "session_id"))
    except (TypeError, ValueError, OverflowError, InvalidInputError) as error:
        raise InvalidCursorError(_ADVICE) from error
    if mark != mark_of(namespace, where, order):
        raise InvalidCursorError(_ADVICE)
    return position


def read_moment(text: str) -> datetime:
    """Give the time of a cursor's part.

    Raises:
        TypeError, ValueError, OverflowError: it is none, or one without a zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment.astimezone(UTC)


_ADVICE = (
    "This is not a cursor of this listing. Pass the cursor of the page before, unchanged, "
    "with the same filters and order; or start again without one."
)
