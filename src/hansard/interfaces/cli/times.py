"""Times as people write and read them at a prompt: in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import click

_NO_TIME = (
    "{!r:.80} is no date and no time with a zone, such as 2026-05-01 or 2026-05-01T09:30:00Z."
)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile("([0-9]{1,9})([mhdw])")


class TimeParameter(click.ParamType[datetime]):
    """A time in ISO 8601 with its zone, or a date, which is a day in UTC.

    Args:
        is_end: whether a date stands for the end of its day instead of the beginning.
    """

    name = "time"

    def __init__(self, *, is_end: bool) -> None:
        self._is_end = is_end

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read the text."""
        try:
            return self._day(date.fromisoformat(value))
        except ValueError:
            moment = _read(value)
        if moment is None:
            self.fail(_NO_TIME.format(value), param, ctx)
        return moment

    def _day(self, day: date) -> datetime:
        begin = datetime.combine(day, time.min, UTC)
        return begin + timedelta(days=1, microseconds=-1) if self._is_end else begin


class SpanParameter(click.ParamType[timedelta]):
    """A span of time: a number with its unit, ``m``, ``h``, ``d`` or ``w``."""

    name = "span"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read the text."""
        found = _SPAN.fullmatch(value)
        try:
            span = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta(0)
        except OverflowError:
            span = timedelta(0)
        if span <= timedelta(0):
            self.fail(f"{value!r:.80} is no span of time, such as 30m, 12h, 90d or 4w.", param, ctx)
        return span


SINCE = TimeParameter(is_end=False)
UNTIL = TimeParameter(is_end=True)
SPAN = SpanParameter()


def time_text(moment: datetime) -> str:
    """Give a time for people, in UTC."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(' ', 'seconds')}Z"


def _read(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return None if moment.utcoffset() is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
