"""Cursors of searches: what was searched, in which order, and the place of the last record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hansard.application.cursor_text import decode_parts, encode_parts, mark_of
from hansard.application.cursors import read_moment
from hansard.domain.content import check_id
from hansard.domain.errors import InvalidCursorError, InvalidInputError
from hansard.domain.searches import EventSearchOrder, Position, RunSearchOrder, SearchOrder

_PARTS = 5


def encode_search_cursor(found: Sequence[object], order: SearchOrder, namespace: str) -> str | None:
    """Give the cursor that continues a search behind the last record found, None without one."""
    if not found or order is RunSearchOrder.TOKEN_USAGE_DESC:
        return None
    key, ids = order.place_of(found[-1])
    written = key.isoformat() if isinstance(key, datetime) else key
    return encode_parts([order.kind, order.value, written, list(ids), mark_of(namespace)])


def decode_search_cursor(cursor: str | None, order: SearchOrder, namespace: str) -> Position | None:
    """Give the place behind which a search goes on, None for the beginning.

    Raises:
        InvalidCursorError: not a cursor of such a search.
    """
    if cursor is None:
        return None
    if order is RunSearchOrder.TOKEN_USAGE_DESC:
        raise InvalidCursorError(
            f"The order {order} has no cursors. Ask for a larger limit, or for another order."
        )
    advice = f"This is not a cursor of a search for {order.kind}s. {_ADVICE}"
    kind, stated, key, ids, mark = decode_parts(cursor, _PARTS, advice)
    if kind != order.kind or mark != mark_of(namespace):
        raise InvalidCursorError(advice)
    if stated != order.value:
        raise InvalidCursorError(f"Cursor order does not match requested order_by. {_ADVICE}")
    try:
        return Position(_read_key(key, order), _read_ids(ids, len(order.ids)))
    except (TypeError, ValueError, OverflowError, InvalidInputError) as error:
        raise InvalidCursorError(advice) from error


def _read_key(key: Any, order: SearchOrder) -> datetime | int:
    if order is not EventSearchOrder.SEQUENCE_ASC:
        return read_moment(key)
    if not isinstance(key, int) or isinstance(key, bool) or not 0 < key < 2**63:
        raise ValueError("no sequence")
    return key


def _read_ids(ids: Any, count: int) -> tuple[str, ...]:
    if not isinstance(ids, list) or len(ids) != count:
        raise ValueError("not the ids of one record")
    return tuple(check_id(each, "id") for each in ids)


_ADVICE = "Pass the cursor of the page before, unchanged, or start again without one."
