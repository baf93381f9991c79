"""Texts that a feature gives with gaps: ``...`` is anything on the line, or any lines."""

from __future__ import annotations

import re

_GAP = "..."
_COLUMNS = re.compile(r"(?<=\S) {2,}")


def check_text(found: str, wanted: str) -> None:
    """Check a text against one with gaps.

    A line that is a gap stands for any number of lines, none included. Where columns are parted
    by blanks, two count as any number; blanks at the end of a line count as none. Control
    characters of what was found show as the pictures that Unicode has of them.
    """
    shown = _tidy(_picture(found))
    pattern = "".join(map(_pattern_of_line, _lines(_tidy(wanted))))
    assert re.fullmatch(pattern, shown), f"found:\n{shown}\ninstead of:\n{_tidy(wanted)}"


def _pattern_of_line(line: str) -> str:
    if line.strip() == _GAP:
        return r"(?:[^\n]*\n)*?"
    return "[^\n]*?".join(map(re.escape, line.split(_GAP))) + "\n"


def _tidy(text: str) -> str:
    return "".join(_COLUMNS.sub("  ", line.rstrip(" ")) + "\n" for line in _lines(text))


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def _picture(text: str) -> str:
    return "".join(
        chr(0x2400 + ord(character)) if ord(character) < 32 and character != "\n" else character
        for character in text
    )
