"""Pages of listings: where the next one is."""

from __future__ import annotations

from starlette.requests import Request

from hansard.interfaces.http.headers import next_link


def link_to_next(request: Request, cursor: str | None) -> dict[str, str]:
    """Give the header that names the next page, none behind the last one.

    Args:
        cursor: continues the listing that the request asked for.
    """
    if cursor is None:
        return {}
    asked = [(name, text) for name, text in request.query_params.multi_items() if name != "cursor"]
    path = request.scope["raw_path"].decode("ascii")
    return next_link(path, [*asked, ("cursor", cursor)])
