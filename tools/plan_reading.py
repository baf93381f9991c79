"""Plans of statements, as SQLite and PostgreSQL explain them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGE = ("sessions", "session_tags", "runs", "events", "artifacts", "session_mappings")
"""Tables that are never to be read as a whole for something rare."""

STEPS_EACH = 50
"""Instructions that SQLite takes for a row that is read, compared, sorted and given out."""

_SQLITE_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+) \((.*)\))?")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a database does for a statement.

    Attributes:
        lines: as the database prints it.
        walks: steps in which it reads all of a namespace in a large table, or much of it.
        sorts: steps in which it sorts all that it reads.
    """

    lines: list[str]
    walks: list[str]
    sorts: list[str]


def explain_sqlite(connection: Any, text: str, values: Any, much: int) -> Plan:
    """Return SQLite's plan of a statement, and whether it takes many steps as it is run.

    A search that has no other bound than the namespace, or none but that and the place where a
    page begins, reads all of it unless a limit stops it.
    """
    lines = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    found = [step for step in map(_SQLITE_STEP.fullmatch, lines) if step]
    walks = [
        step[0]
        for step in found
        if step[2] in LARGE
        and (step[1] == "SCAN" or (step[4] or "").partition(" AND (")[0] == "namespace=?")
    ]
    sorts = [line for line in lines if line == "USE TEMP B-TREE FOR ORDER BY"]
    steps = _steps(connection, text, values)
    toil = [f"{'; '.join(lines)} ({steps} steps)"] if steps > much * STEPS_EACH else []
    return Plan([*lines, f"{steps} steps"], walks + toil, sorts + toil)


def _steps(connection: Any, text: str, values: Any) -> int:
    """Return about how many instructions SQLite executes for a statement."""
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    connection.set_progress_handler(tick, STEPS_EACH)
    connection.execute(text, values).fetchall()
    connection.set_progress_handler(None, 0)
    return ticks * STEPS_EACH


def explain_postgresql(connection: Any, text: str, values: Any, much: int) -> Plan:
    """Return PostgreSQL's plan of a statement, with the steps that read much as it is run."""
    found = connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", values).fetchone()[0]
    document = found if isinstance(found, list) else json.loads(found)
    nodes = list(_nodes(document[0]["Plan"]))
    walks = [
        _line(node) for node in nodes if node.get("Relation Name") in LARGE and _read(node) > much
    ]
    return Plan([_line(node) for node in nodes], walks, walks)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _read(node: dict[str, Any]) -> float:
    """Return how many rows a node reads."""
    kept = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return float(kept * node["Actual Loops"])


def _line(node: dict[str, Any]) -> str:
    names = ("Node Type", "Index Name", "Relation Name", "Index Cond", "Filter")
    parts = [node[name] for name in names if name in node]
    return " ".join([*parts, f"({_read(node):.0f} rows)"])
