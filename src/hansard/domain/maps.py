"""Records as JSON objects: what their keys must be, and their times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from hansard.domain.errors import InvalidInputError, MissingFieldError
from hansard.domain.shown import shown


def read_map(given: object, kind: str, required: Iterable[str]) -> Mapping[str, Any]:
    """Give a JSON object back that has the keys of a record.

    Raises:
        InvalidInputError: not an object.
        MissingFieldError: a required key is missing or null.
    """
    if not isinstance(given, Mapping):
        raise InvalidInputError(f"A {kind} is read from an object, not {type(given).__name__}.")
    for name in required:
        if given.get(name) is None:
            raise MissingFieldError(kind, name)
    return given


def write_time(time: datetime | None) -> str | None:
    """Give a time in ISO 8601, in UTC with microseconds where there are any."""
    return None if time is None else time.astimezone(UTC).isoformat()


def read_time(value: object, name: str) -> datetime:
    """Give the time of a datetime or of a text in ISO 8601, in UTC.

    Raises:
        InvalidInputError: neither, or without a time zone.
    """
    if type(value) is datetime and value.tzinfo is UTC:
        return value
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(time, datetime) and time.utcoffset() is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _no_time(value, name) from error
    raise _no_time(value, name)


def optional_time(value: object, name: str) -> datetime | None:
    """Give such a time, None for none."""
    return None if value is None else read_time(value, name)


def _no_time(value: object, name: str) -> InvalidInputError:
    return InvalidInputError(
        f"{name} must be a time with a time zone, a datetime or a text such as "
        f"2026-05-01T09:30:00+00:00, not {shown(value)}."
    )
