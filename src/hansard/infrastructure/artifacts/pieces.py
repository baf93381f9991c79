"""What callers give as bytes, in pieces of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hansard.application.ports.artifacts import Content
from hansard.domain.errors import InvalidInputError

PIECE = 1 << 20
"""Bytes that are read at a time."""


def pieces_of(content: Content) -> Iterator[bytes | memoryview]:
    """Give bytes in pieces, in their order.

    Args:
        content: bytes, a binary file that is read to its end, or pieces.

    Raises:
        InvalidInputError: none of these, at once; or a piece is not bytes, when it comes.
    """
    given: Any = content
    if isinstance(given, (bytes, bytearray, memoryview)):
        return iter([_piece(given)])
    if callable(getattr(given, "read", None)):
        return _read_to_end(given)
    if isinstance(given, Iterable) and not isinstance(given, (str, Mapping)):
        return map(_piece, given)
    raise InvalidInputError(
        f"data must be bytes, a file opened for reading bytes, or pieces of bytes, not "
        f"{type(given).__name__}."
    )


def _read_to_end(file: Any) -> Iterator[bytes | memoryview]:
    while piece := _piece(file.read(PIECE)):
        yield piece


def _piece(piece: object) -> bytes | memoryview:
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, bytearray):
        return memoryview(piece)
    if isinstance(piece, memoryview):
        return piece.cast("B") if piece.c_contiguous and piece.nbytes else piece.tobytes()
    raise InvalidInputError(
        f"data must consist of bytes, not of {type(piece).__name__}. "
        "Encode a text first, and open a file with mode 'rb'."
    )
