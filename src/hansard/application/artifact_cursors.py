"""Cursors of listings of artifacts: opaque to callers, checked when they come back."""

from __future__ import annotations

from datetime import datetime

from hansard.application.cursor_text import decode_parts, encode_parts, mark_of
from hansard.application.cursors import read_moment
from hansard.domain.artifact import Artifact
from hansard.domain.content import check_id
from hansard.domain.errors import InvalidCursorError, InvalidInputError

_ADVICE = (
    "This is not a cursor of this listing. Pass the cursor of the page before, unchanged, "
    "for the same session; or start again without one."
)


def encode_artifact_cursor(last: Artifact, namespace: str, session_id: str | None) -> str:
    """Give the cursor that continues a listing behind its last item."""
    mark = mark_of("artifacts", namespace, session_id)
    return encode_parts([mark, last.created_at.isoformat(), last.artifact_id])


def decode_artifact_cursor(
    cursor: str | None, namespace: str, session_id: str | None
) -> tuple[datetime, str] | None:
    """Give the position of a cursor, None for the beginning.

    Raises:
        InvalidCursorError: not a cursor of this listing.
    """
    if cursor is None:
        return None
    mark, created_at, artifact_id = decode_parts(cursor, 3, _ADVICE)
    try:
        position = (read_moment(created_at), check_id(artifact_id, "artifact_id"))
    except (TypeError, ValueError, OverflowError, InvalidInputError) as error:
        raise InvalidCursorError(_ADVICE) from error
    if mark != mark_of("artifacts", namespace, session_id):
        raise InvalidCursorError(_ADVICE)
    return position
