"""Parameters that several endpoints take."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

MAX_PAGE = 500
"""Items that one response may list."""
MAX_BATCH = 1000
"""Records that one request may append."""

PageLimit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many items at most.")]
PageCursor = Annotated[
    str | None,
    Query(max_length=4096, description="Continues a listing: `cursor` of the page before."),
]
