"""Texts that act where they are shown, and how to see that one was shown as it is."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

_ACTING = (
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "\u202egnp.exe",  # turns the direction of writing
    "\u2066isolated\u2069 \u200fmarked\u061c",
    "\u2028\u2029",  # line and paragraph separators
    "\x9b2J \x9d52;c;aGVsbG8=\x9c \x85",  # CSI, OSC and NEL among the C1 controls
)
_CONTROLS = (
    "\x1b[2J\x1b[31mred",
    "\x1b]52;c;aGVsbG8=\x07",  # puts a text into the clipboard
    "\r\nX-Injected: yes\r\n\r\nHTTP/1.1 200 OK",
    '\n{"level": "error", "event": "forged"}\n',
    "\nid: 99\nevent: end\ndata: forged\n\n",
    "\x00\x08\x7f",
)
LABEL = " ".join(("hostile", *_ACTING))
"""What an id, a name or a tag may be."""
SECRET = "said-in-confidence"
CONTENT = " ".join((SECRET, *_ACTING, *_CONTROLS, "\ud800"))
"""What content may be."""
ARGUMENT = LABEL + "".join(_CONTROLS).replace("\x00", "")
"""What an argument of a program may be."""

_RAW = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)"
)
"""Controls but for line breaks, and marks that turn the direction of writing."""
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_HEADER = re.compile(r"[A-Za-z0-9-]+: [\x20-\x7e]*")
_ATTACHMENT = re.compile(
    r"""attachment; filename="[\w .-]*"; filename\*=UTF-8''([\w.~%-]+)""", re.ASCII
)
"""What RFC 6266 has for a name, in two forms."""
_NAMES = frozenset(
    "accept-ranges allow cache-control connection content-disposition content-length content-range "
    "content-security-policy content-type date etag link location referrer-policy retry-after "
    "transfer-encoding www-authenticate x-content-type-options x-request-id".split()
)
"""Headers that the service sends."""


def expect_harmless(text: str, what: object, *, styled: bool = False) -> None:
    """Fail where a text would act on a terminal.

    Args:
        styled: whether it may have colours of its own.
    """
    seen = _STYLE.sub("", text) if styled else text
    found = _RAW.search(seen)
    assert found is None, f"{what} has a raw {found.group()!r}: {seen[: found.end()]!r}"


def expect_ascii_json(line: bytes, what: object) -> Any:
    """Give the value of a line of JSON in printable ASCII."""
    assert re.fullmatch(rb"[\x20-\x7e]+", line), f"{what} has a line that is not plain: {line!r}"
    return json.loads(line)


def expect_intact_head(head: bytes, what: object) -> dict[str, str]:
    """Give the headers of a response as it was sent: each on a line of its own, none besides."""
    status, *lines = head.decode("latin-1").split("\r\n")
    assert re.fullmatch(r"HTTP/1\.1 \d{3} [A-Za-z -]*", status), f"{what}: {status!r}"
    for line in lines:
        assert _HEADER.fullmatch(line), f"{what} has a header {line!r}"
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    others = headers.keys() - _NAMES
    assert len(headers) == len(lines) and not others, f"{what} has headers {lines}"
    return headers


def expect_attachment(value: str, what: object) -> None:
    """Fail where a Content-Disposition does more than to propose one file name."""
    found = _ATTACHMENT.fullmatch(value)
    assert found is not None, f"{what}: {value}"
    name = unquote(found[1], errors="strict")
    assert not re.search(r"[/\\]", name), f"{what}: {name!r}"
    expect_harmless(name, what)
