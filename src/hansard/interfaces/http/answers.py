"""Responses with JSON, to the letter as it is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response


class JsonResponse(Response):
    """JSON as the record has it: the order of keys kept, lone surrogates escaped."""

    media_type = "application/json"

    def __init__(
        self,
        content: Any,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
    ) -> None:
        super().__init__(content, status_code, headers, media_type)

    def render(self, content: Any) -> bytes:
        """Write the JSON text."""
        return write_json(content)


class AsciiResponse(JsonResponse):
    """JSON in ASCII: whatever is repeated in it does not act on a terminal that shows it."""

    def render(self, content: Any) -> bytes:
        """Write the JSON text."""
        return _ascii.encode(content).encode()


def write_json(value: Any) -> bytes:
    """Give a JSON text on one line, in UTF-8.

    A thread of its own would gain nothing for a long one: the encoder, in C, holds the interpreter
    to its end.

    Raises:
        ValueError: NaN or infinity.
    """
    try:
        return _whole.encode(value).encode()
    except UnicodeEncodeError:
        return _ascii.encode(value).encode()


_whole = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ascii = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
