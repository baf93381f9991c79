"""How stored bytes are sent so that nobody's browser runs them.

Whatever an artifact is and whatever it is called, its writer has said so. It is saved, not shown:
as an attachment, in a sandbox, with a type from a list of those that run nothing.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from urllib.parse import quote

from anyio import CancelScope
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from hansard.domain.artifact import Artifact
from hansard.interfaces.http.bodies import OCTETS
from hansard.interfaces.http.ranges import Part

HARMLESS = frozenset(
    {
        "application/gzip",
        "application/json",
        "application/pdf",
        "application/x-ndjson",
        "application/zip",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/csv",
        "text/markdown",
        "text/plain",
        "video/mp4",
        "video/webm",
    }
)
"""Types that are sent as what they are; everything else is sent as bytes."""
LONGEST_NAME = 150
"""Characters of a proposed file name: percent-encoded it must fit into a header."""

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""Controls, and marks that nobody sees but that turn a name around."""
_SEPARATOR = re.compile(r"[/\\]")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._ -]")
_UTF_8 = re.compile(r";\s*charset=\"?utf-8\"?\s*(?:;|$)", re.IGNORECASE)


class Attachment(StreamingResponse):
    """Bytes of an artifact, all of them or a part; whoever gets them saves them.

    Args:
        pieces: all of its bytes.
        part: what is sent of them, None for all.
    """

    media_type = OCTETS

    def __init__(self, artifact: Artifact, pieces: AsyncIterator[bytes], part: Part | None) -> None:
        self._pieces = pieces
        sent = Part(0, artifact.byte_size) if part is None else part
        headers = {**_headers(artifact), "content-length": str(sent.size)}
        if part is not None:
            headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{artifact.byte_size}"
        status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
        super().__init__(sent.of(pieces), status, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the bytes, as long as there is somebody who takes them."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await close(self._pieces)


async def close(pieces: AsyncIterator[bytes]) -> None:
    """Let go of bytes that nobody asks for any more."""
    closing = getattr(pieces, "aclose", None)
    if closing is not None:
        await closing()


def validators(artifact: Artifact) -> dict[str, str]:
    """Give the headers by which a copy is recognised: its owner keeps it, and asks each time."""
    return {"etag": f'"{artifact.checksum_sha256}"', "cache-control": "private, no-cache"}


def _headers(artifact: Artifact) -> dict[str, str]:
    return {
        "content-type": content_type_of(artifact.content_type),
        "content-disposition": disposition_of(artifact.key),
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "accept-ranges": "bytes",
        **validators(artifact),
    }


def content_type_of(stated: str | None) -> str:
    """Give the type that bytes are sent as, from the one that their writer stated."""
    kind = (stated or "").partition(";")[0].strip().lower()
    if kind not in HARMLESS:
        return OCTETS
    is_text = kind.startswith("text/") and _UTF_8.search(stated or "") is not None
    return f"{kind}; charset=utf-8" if is_text else kind


def disposition_of(key: str) -> str:
    """Give the header that proposes a file name (RFC 6266), on one line whatever the key is."""
    last = _SEPARATOR.split(key)[-1]
    name = _UNSEEN.sub("_", last)[:LONGEST_NAME].strip(". ") or "artifact"
    plain = _NOT_PLAIN.sub("_", name)
    encoded = quote(name, safe="", errors="replace")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
