"""Reports about usage: what they are asked for, and their rows.

A filter is ``actor``, ``owner``, ``provider``, ``session``, ``namespace``, ``since`` or ``until``;
a time is a time of day, any other text is passed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from behave.model import Table

from features.support.answers import look_up, read_cell, read_moment
from features.support.tables import read_pairs
from features.support.world import World
from hansard.domain.usage import UsageReport

_ARGUMENTS = {"actor": "actor_name", "owner": "owner_id", "session": "session_id"}


def report(world: World, grouping: str, table: Table | None) -> None:
    """Ask for a report, as the attempt of the scenario."""
    filters = read_pairs(table) if table else {}
    namespace = filters.pop("namespace", "local")
    world.attempt(world.within(namespace).usage.report, grouping, **_arguments(world, filters))


def check_rows_of(report: UsageReport, table: Table) -> None:
    """Check the rows of a report, the last of which is the total; an empty cell says nothing."""
    rows = [*report.rows, report.total]
    assert len(rows) == len(table.rows), f"there are {rows}"
    for row, wanted in zip(rows, table, strict=True):
        said = {heading: cell for heading, cell in wanted.as_dict().items() if cell}
        found = {heading: look_up(row, heading) for heading in said}
        assert found == {heading: read_cell(cell) for heading, cell in said.items()}, f"{rows}"


def _arguments(world: World, filters: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in filters.items():
        is_time = re.fullmatch(r"\d\d:\d\d:\d\d", value)
        read = read_moment(value, world.clock.now()) if is_time else world.id_of(value)
        given[_ARGUMENTS.get(name, name)] = read
    return given
