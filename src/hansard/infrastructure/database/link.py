"""A link: one connection inside one transaction, as the repositories see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from hansard.infrastructure.database.compiling import Statement
from hansard.infrastructure.database.statements import Statements

if TYPE_CHECKING:
    from hansard.infrastructure.database.appending import Appender


class Mode(Enum):
    """What a transaction is for. A single one is one statement and needs nothing around it."""

    WRITE = "write"
    WRITE_SINGLE = "write single"
    READ = "read"
    READ_SINGLE = "read single"

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self in (Mode.WRITE, Mode.WRITE_SINGLE)

    @property
    def is_single(self) -> bool:
        """Whether it is one statement."""
        return self in (Mode.WRITE_SINGLE, Mode.READ_SINGLE)


Parameters: TypeAlias = Mapping[str, Any] | Sequence[Any]
"""Values by name, or in the order of a statement that takes them so."""


class Link:
    """Runs statements on one connection.

    Attributes:
        appender: appends messages and events in the database's best way.
        arrived: the namespaces and ids of sessions that got events, to be told after the commit.
        failed: whether a statement failed; then there is nothing to commit.
        statements: compiled for the connection's database.
        looks_first: whether keys are looked up before they are written, because an earlier
            attempt may have written them.
        outcome_unknown: whether an earlier attempt of the same unit may have been committed.
    """

    __slots__ = (
        "_run",
        "_run_many",
        "appender",
        "arrived",
        "failed",
        "looks_first",
        "outcome_unknown",
        "resource",
        "statements",
    )

    def __init__(
        self,
        run: Callable[[str, Any], Any],
        run_many: Callable[[str, Any], Any],
        statements: Statements,
        appender: Appender,
        resource: Any = None,
    ) -> None:
        self._run = run
        self._run_many = run_many
        self.statements = statements
        self.appender = appender
        self.resource = resource
        self.arrived: set[tuple[str, str]] = set()
        self.failed = False
        self.looks_first = False
        self.outcome_unknown = False

    def rows(self, statement: Statement, parameters: Parameters) -> list[Any]:
        """Run a statement and fetch all that it gives."""
        fetched: list[Any] = self._execute(statement, parameters).fetchall()
        return fetched

    def row(self, statement: Statement, parameters: Parameters) -> Any | None:
        """Run a statement and fetch the only row that it gives, None without one."""
        rows = self._execute(statement, parameters).fetchall()
        return rows[0] if rows else None

    def change(self, statement: Statement, parameters: Parameters) -> int:
        """Run a statement and give the number of rows that it changed."""
        count: int = self._execute(statement, parameters).rowcount
        return count

    def change_many(self, statement: Statement, parameters: Iterable[Parameters]) -> None:
        """Run a statement once for each set of parameters."""
        bind = statement.bind
        try:
            self._run_many(statement.text, [bind(given) for given in parameters])
        except BaseException:
            self.failed = True
            raise

    def _execute(self, statement: Statement, parameters: Parameters) -> Any:
        try:
            return self._run(statement.text, statement.bind(parameters))
        except BaseException:
            self.failed = True
            raise
