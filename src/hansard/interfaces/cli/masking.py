"""Passwords in database URLs never reach the screen, a log or a traceback."""

from __future__ import annotations

import re

_MASK = "***"
_WHOLE_URL = re.compile(r"(://[^:/@]*:).*(?=@)", re.DOTALL)
_URL_IN_TEXT = re.compile(r"(://[^:/@\s]*:)\S*(?=@)")
_SECRET_SETTING = re.compile(
    r"""((?:password|passwd|pwd|passphrase|sslpassword)['"]?\s*[=:]\s*)"""
    r"""('[^']*'|"[^"]*"|[^\s&'",;)]+)""",
    re.IGNORECASE,
)


def mask_url(url: str) -> str:
    """Give a database URL with its password hidden, wherever in the URL it stands."""
    return _SECRET_SETTING.sub(rf"\1{_MASK}", _WHOLE_URL.sub(rf"\1{_MASK}", url))


def mask_secrets(text: str, url: str | None = None) -> str:
    """Give a text with the passwords of all URLs and connection settings in it hidden.

    Args:
        text: an error message, a traceback, a log line.
        url: the URL in use; hidden exactly where it is quoted, also when it is malformed.
    """
    if url:
        text = text.replace(url, mask_url(url))
        text = text.replace(_spilled(url) or url, f"{_MASK}@")
    return _SECRET_SETTING.sub(rf"\1{_MASK}", _URL_IN_TEXT.sub(rf"\1{_MASK}", text))


def _spilled(url: str) -> str:
    """Give what drivers take for a part of the host where a password holds a bare ``@``."""
    found = _WHOLE_URL.search(url)
    password = "" if found is None else found.group().removeprefix(found.group(1))
    rest = password.partition("@")[2]
    return f"{rest}@" if rest else ""


def has_password(url: str) -> bool:
    """Say whether a URL carries a password."""
    return mask_url(url) != url
