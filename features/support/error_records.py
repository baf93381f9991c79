"""Errors as records: read from JSON objects, and made of what was raised."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.answers import read_cell
from features.support.tables import read_pairs
from features.support.world import World
from hansard import SessionNotFoundError
from hansard.domain.error_codes import ErrorRecord

_FAILURES: dict[str, Callable[[str], Exception]] = {
    r'a failure that says "(.*)"': RuntimeError,
    r"the error that session (\w+) is not found": SessionNotFoundError,
}


@with_pattern("|".join(re.sub(r"[()]", "", pattern) for pattern in _FAILURES))
def read_failure(text: str) -> Exception:
    """Read what is raised."""
    for pattern, make in _FAILURES.items():
        if found := re.fullmatch(pattern, text):
            return make(found[1])
    raise AssertionError(text)


def read(world: World, text: str) -> None:
    """Read a record from a JSON text, as the attempt of the scenario."""
    world.run(lambda: _told(ErrorRecord.from_map(json.loads(text))))


def record(world: World, failure: Exception, table: Table | None) -> None:
    """Record what was raised, with the properties of a table, as the attempt of the scenario."""
    chosen = {name: read_cell(cell) for name, cell in (read_pairs(table) if table else {}).items()}
    world.run(lambda: _told(ErrorRecord.wrap(failure, world.clock.now(), **chosen)))


def _told(record: ErrorRecord) -> dict[str, Any]:
    """Give all that a record says."""
    names = ("code", "message", "details", "provider_error", "stacktrace", "context", "timestamp")
    as_text = json.dumps(record.to_map())
    return {
        **{name: getattr(record, name) for name in names},
        "text": str(record),
        "category": record.category,
        "retry": record.is_retryable,
        "read_back": ErrorRecord.from_map(json.loads(as_text)) == record,
    }
