"""Answers of any kind, looked at by paths: ``status``, ``token usage.input tokens``, ``0.type``.

A path names attributes, keys and places, parted by dots, with blanks for underscores; a path part
``count`` of a list or of a text is its length. A cell is JSON where it can be read as JSON and a
text where it cannot; ``none`` is null. Statuses and the like are their values, times of the
scenario's day are times of day, tuples are lists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from behave.model import Table

from features.support.clock import START
from features.support.tables import read_pairs, time_of_day


def read_cell(cell: str) -> Any:
    """Give the value of a cell."""
    if cell in ("", "none"):
        return None
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def read_moment(text: str, now: datetime) -> datetime:
    """Give a time: ``09:00:05`` of the scenario's day, or ``40 days ago``."""
    if text.endswith(" ago"):
        number, unit, _ = text.split()
        return now - timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(number)})
    hours, minutes, seconds = map(int, text.split(":"))
    return START.replace(hour=hours, minute=minutes, second=seconds)


def plain(value: Any) -> Any:
    """Give a value as a cell can say it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return time_of_day(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value


def look_up(value: Any, path: str) -> Any:
    """Give what stands at a path of a value, as a cell can say it."""
    for part in path.split("."):
        name = part.strip().replace(" ", "_")
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = len(value) if name == "count" else value[int(name)]
        elif isinstance(value, str) and name == "count":
            value = len(value)
        elif isinstance(value, Mapping):
            value = value.get(name, value.get(part.strip()))
        else:
            value = getattr(value, name)
    return plain(value)


def check_paths(table: Table, value: Any, names: Mapping[str, str]) -> None:
    """Check what stands at paths of a value against a table of path and cell.

    Args:
        names: what ids are called in the scenario.
    """
    found = {path: _named(look_up(value, path), names) for path in read_pairs(table)}
    wanted = {path: read_cell(cell) for path, cell in read_pairs(table).items()}
    assert found == wanted, f"the answer has {found}, not {wanted}"


def check_rows(table: Table, values: Sequence[Any], names: Mapping[str, str]) -> None:
    """Check values, in order, against a table whose headings are paths."""
    found = [
        {path: _named(look_up(value, path), names) for path in table.headings} for value in values
    ]
    wanted = [{path: read_cell(row[path]) for path in table.headings} for row in table]
    assert found == wanted, f"the answers are {found}, not {wanted}"


def _named(value: Any, names: Mapping[str, str]) -> Any:
    return names.get(value, value) if isinstance(value, str) else value
