"""Refused values, as messages of errors show them."""

from __future__ import annotations

import reprlib

_SHOWN = 80
_repr = reprlib.Repr()
_repr.maxlevel = 2
_repr.maxstring = _repr.maxother = _repr.maxlong = _SHOWN


def shown(value: object) -> str:
    """Give a short text of any value, also of one that cannot tell what it is."""
    try:
        text = _repr.repr(value)
    except Exception:  # noqa: BLE001 - the value's own
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
