"""Every compound write, interrupted at every boundary of its statements, one after the other."""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select

from hansard.infrastructure.database import schema
from libraries.compound_writes import (
    IS_RESUMABLE,
    LEAVES_UNUSED_NUMBERS,
    NOW,
    OPERATIONS,
    open_at,
    prepare,
)
from libraries.crash_points import (
    AFTER_BEGIN,
    AFTER_COMMIT,
    EXIT_CODE,
    Boundaries,
    InterruptedAtBoundary,
    trace_statements,
    what,
)
from libraries.databases import database_of, new_database
from libraries.evidence import record
from libraries.examination import connect, examine, verify
from libraries.workers import run_together

PROBE = "probe"
"""A namespace of its own, in which an interrupted process shows that it can still write."""

LONGEST = 400.0
"""Seconds that all operations together may take."""

PHYSICAL = ("PRAGMA", "VACUUM", "COMMIT")
"""Statements that change no row: what removes deleted texts from the file, and ends of readings."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Enumeration:
    """What the interruptions of one operation have left behind.

    Attributes:
        points: how often each way was tried.
        boundaries: what the operation passes when nothing stops it.
        undone: points after which nothing of the operation was there.
        done: points after which all of it was there.
        violations: in words.
    """

    operation: str
    points: Counter[str] = field(default_factory=Counter)
    boundaries: list[str] = field(default_factory=list)
    undone: int = 0
    done: int = 0
    violations: list[str] = field(default_factory=list)


class CrashEnumeration:
    """Interrupts compound writes, and keeps what each interruption has left behind."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def interrupt_every_compound_write(self, backend: str) -> list[Enumeration]:
        """Let a process end, and raise, at each boundary of each operation on a database."""
        found = run_together(
            enumerate_operation,
            [(new_database(backend), name) for name in OPERATIONS],
            seconds=LONGEST,
        )
        for enumeration in found:
            record(
                f"{enumeration.operation}, {backend}",
                points=enumeration.points.total(),
                points_by_exit=enumeration.points["exit"],
                points_by_exception=enumeration.points["raise"],
                left_undone=enumeration.undone,
                left_done=enumeration.done,
                violations=len(enumeration.violations),
            )
        return found

    def every_operation_has_points(self, found: list[Enumeration], at_least: int) -> None:
        """Each operation was interrupted so many times, with both outcomes."""
        for enumeration in found:
            points = enumeration.points.total()
            assert points >= at_least, f"{enumeration.operation}: {points} points"
            assert enumeration.done, f"{enumeration.operation} was never done"
            assert enumeration.undone, f"{enumeration.operation} was never undone"

    def everything_or_nothing_was_done(self, found: list[Enumeration]) -> None:
        """After each interruption the record was as before, or as after, and intact."""
        violations = [violation for enumeration in found for violation in enumeration.violations]
        assert not violations, f"{len(violations)}, such as {'; '.join(violations[:5])}"


def enumerate_operation(url: str, name: str) -> Enumeration:
    """Interrupt one operation at each of its boundaries; runs in a process of its own."""
    document = prepare(url)
    before = _dump(url)
    enumeration = Enumeration(name)
    enumeration.boundaries = _run_untouched(url, name, document)
    after = _dump(url)
    for way in ("exit", "raise"):
        for number, boundary in enumerate(enumeration.boundaries):
            if way == "raise" and boundary == AFTER_BEGIN:
                continue
            _restore(url, before)
            enumeration.points[way] += 1
            where = f"{name}, {way} {boundary}"
            problems = _interrupt(url, name, document, Boundaries(way, number))
            found = _dump(url)
            enumeration.done += found == after
            enumeration.undone += found == before
            if name in IS_RESUMABLE:
                problems += _finish(url, name, document, after)
            elif found != after and (found != before or boundary == AFTER_COMMIT):
                problems.append("neither done nor undone")
            problems += _look_for_damage(url, has_unused_numbers=name in LEAVES_UNUSED_NUMBERS)
            enumeration.violations += [f"{where}: {problem}" for problem in problems]
    return enumeration


def _finish(url: str, name: str, document: dict[str, Any], after: Rows) -> list[str]:
    """Repeat an operation, and say what it has not finished."""
    with open_at(url, NOW) as store:
        OPERATIONS[name](store, document)
    return [] if _dump(url) == after else ["a repetition does not finish it"]


def _run_untouched(url: str, name: str, document: dict[str, Any]) -> list[str]:
    """Run the operation to its end and give its boundaries.

    Every statement that SQLite sees must be among them.
    """
    boundaries = Boundaries()
    with open_at(url, NOW) as store:
        traced = trace_statements(database_of(store))
        boundaries.install(database_of(store))
        traced.clear()
        boundaries.is_armed = True
        OPERATIONS[name](store, document)
        boundaries.is_armed = False
        unseen = {what(text) for text in traced if not text.startswith(PHYSICAL)} - {
            boundary.split(" ", 1)[1] for boundary in boundaries.passed
        }
    assert not unseen, f"SQLite ran what passed no boundary: {unseen}"
    return boundaries.passed


def _interrupt(url: str, name: str, document: dict[str, Any], at: Boundaries) -> list[str]:
    """Run the operation in a forked process that is interrupted, and say what went wrong."""
    process = os.fork()
    if process == 0:
        try:
            os._exit(_run_interrupted(url, name, document, at))
        except BaseException:  # noqa: BLE001 - whatever it was, the exit code tells it
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    expected = EXIT_CODE if at.way == "exit" else 0
    return [] if code == expected else [f"exit code {code}"]


def _run_interrupted(url: str, name: str, document: dict[str, Any], at: Boundaries) -> int:
    """Run until the boundary; after an exception, show that the store still serves."""
    with open_at(url, NOW) as store:
        at.install(database_of(store))
        at.is_armed = True
        try:
            OPERATIONS[name](store, document)
        except InterruptedAtBoundary:
            at.is_armed = False
        else:
            raise AssertionError("nothing was raised")
        probe = store.for_namespace(PROBE).sessions
        session = probe.create()
        probe.append_message(session.session_id, "user", "still here")
        assert len(probe.messages(session.session_id)) == 1
        probe.delete(session.session_id)
        assert store.integrity.verify().ok
    return 0


def _look_for_damage(url: str, *, has_unused_numbers: bool) -> list[str]:
    """Look at storage, counters and sequences, with hansard's own eyes too."""
    found = examine(url)
    damage = found.damage + verify(url)
    return damage if has_unused_numbers else damage + found.drift() + found.gaps()


def _dump(url: str) -> Rows:
    """Read every row of every table."""
    with connect(url) as connection:
        return {
            name: [
                dict(row)
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for name, table in schema.metadata.tables.items()
        }


def _restore(url: str, rows: Rows) -> None:
    """Make the database hold these rows, and no others."""
    tables = schema.metadata.sorted_tables
    with connect(url) as connection, connection.begin():
        for table in reversed(tables):
            connection.execute(delete(table))
        for table in tables:
            if rows[table.name]:
                connection.execute(insert(table), rows[table.name])
