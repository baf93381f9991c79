r"""Stored text as a terminal may see it: nothing in it moves the cursor or turns the line.

Every stored byte is hostile. A message may carry terminal escapes, marks that reverse the
direction of writing, or characters that no terminal shows; here they become visible escapes such
as ``\x1b`` and ``\u202e``. Programs that need the exact text use ``--json``.
"""

from __future__ import annotations

import re

_INVISIBLE = (
    "\x00-\x1f"  # C0, ESC among them
    "\x7f-\x9f"  # DEL and C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Bidi_Control of Unicode
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates
    # Default_Ignorable_Code_Point of Unicode, without what changes how its neighbours look: the
    # joiners, and the two selectors of text and emoji
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags, a copy of ASCII that nobody sees, and further selectors
)
_IN_LINE = re.compile(f"[{_INVISIBLE}]")
_IN_BLOCK = re.compile(f"(?![\n\t])[{_INVISIBLE}]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible_line(text: str) -> str:
    """Give the text on one line, with everything that would not be seen as an escape."""
    return _IN_LINE.sub(_escape, text)


def visible_block(text: str) -> str:
    """Give the text with its line breaks and tabs kept, everything else that hides escaped."""
    return _IN_BLOCK.sub(_escape, text)


def count_of(number: int, noun: str) -> str:
    """Give a number with its noun: 1 message, 2 messages."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    number = ord(character)
    if number <= 0xFF:
        return _SHORT.get(character, f"\\x{number:02x}")
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
