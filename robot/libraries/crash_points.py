"""Boundaries of statements, and what happens at one of them: the process ends, or it raises.

Every statement of hansard passes a `Link`; every transaction is begun and ended by the dialect.
`Boundaries` takes the place of both for as long as the process lives, and counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import event

from hansard.infrastructure.database import Database
from hansard.infrastructure.database.link import Link, Mode
from hansard.infrastructure.database.statements import Statement

Way = Literal["exit", "raise"]
EXIT_CODE = 77
"""Of a process that ended at its boundary."""

AFTER_BEGIN = "after BEGIN"
"""For an exception this is the boundary before the first statement, and not another one."""

AFTER_COMMIT = "after COMMIT"


class InterruptedAtBoundary(Exception):
    """What is raised at a boundary; nothing knows it, so nothing handles it."""


@dataclass(slots=True)
class Boundaries:
    """Counts the boundaries that a process passes, and interrupts it at one.

    Attributes:
        stop_at: number of that boundary, from 0; None to only count.
        passed: what each boundary was, in order.
    """

    way: Way = "exit"
    stop_at: int | None = None
    is_armed: bool = False
    passed: list[str] = field(default_factory=list)

    def install(self, database: Database) -> None:
        """Stand between hansard and its database from now on."""
        dialect = database.dialect
        begin, commit = dialect.begin, dialect.commit

        def begin_between(mode: Mode) -> Link:
            self._pass("before BEGIN")
            link = begin(mode)
            self._pass(AFTER_BEGIN)
            return link

        def commit_between(link: Link, mode: Mode) -> None:
            ending = "COMMIT" if mode.writes else "END OF READING"
            self._pass(f"before {ending}")
            commit(link, mode)
            self._pass(f"after {ending}")

        dialect.begin, dialect.commit = begin_between, commit_between  # type: ignore[method-assign]
        for name in ("rows", "row", "change"):
            setattr(Link, name, self._between(getattr(Link, name)))
        Link.change_many = _one_by_one(Link.change)  # type: ignore[method-assign]

    def _between(self, run: Callable[[Link, Statement, Any], Any]) -> Callable[..., Any]:
        def run_between(link: Link, statement: Statement, parameters: Any) -> Any:
            self._pass(f"before {what(statement.text)}")
            result = run(link, statement, parameters)
            self._pass(f"after {what(statement.text)}")
            return result

        return run_between

    def _pass(self, boundary: str) -> None:
        if not self.is_armed:
            return
        self.passed.append(boundary)
        if len(self.passed) - 1 != self.stop_at:
            return
        if self.way == "exit":
            os._exit(EXIT_CODE)
        raise InterruptedAtBoundary(boundary)


def _one_by_one(change: Callable[[Link, Statement, Any], Any]) -> Callable[..., None]:
    """Give a way to run a statement many times with boundaries between the times."""

    def change_many(link: Link, statement: Statement, parameters: Iterable[Any]) -> None:
        for given in parameters:
            change(link, statement, given)

    return change_many


def what(text: str) -> str:
    """Name a statement by its first words."""
    words = text.split()[:3]
    return words[0] if words[0] in ("BEGIN", "COMMIT", "END") else " ".join(words)


def trace_statements(database: Database) -> list[str]:
    """Collect the statements that SQLite itself sees on connections opened from now on."""
    seen: list[str] = []

    @event.listens_for(database.dialect.engine, "connect")
    def _trace(connection: Any, _record: object) -> None:
        if hasattr(connection, "set_trace_callback"):
            connection.set_trace_callback(seen.append)  # after the settings were made

    database.dialect.engine.dispose()
    return seen
