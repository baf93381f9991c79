"""The collection of runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from hansard.domain.errors import DuplicateKeyError, SessionNotFoundError
from hansard.domain.run import Run, RunStatus
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.event_mapping import name_run, run_from_row, run_to_row
from hansard.infrastructure.database.mapping import Row, read_rows, to_microseconds
from hansard.infrastructure.database.retry import database_retry
from hansard.infrastructure.database.run_statements import RunShape, RunStatements, build_runs
from hansard.infrastructure.database.session_statements import StoredSessionStatements


class RunRepository:
    """Runs of the sessions of one namespace.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "runs"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=True)
    def save(self, run: Run) -> None:
        """Add a run, or write all of it over the one with its id.

        The session is locked first, so that it cannot go meanwhile.

        Raises:
            SessionNotFoundError: its session does not exist.
            DuplicateKeyError: the id belongs to a run of another session.
        """
        link, namespace = self.binding.joined, self.binding.namespace
        statements = link.statements.of(RunStatements)
        owner = self.binding.of(run.session_id)
        if link.row(link.statements.of(StoredSessionStatements).lock, owner) is None:
            raise SessionNotFoundError(run.session_id)
        row = run_to_row(run, namespace)
        if link.change(statements.update, row) == 1:
            return
        if self.get_by_id(run.run_id) is not None:
            raise DuplicateKeyError("run", run.run_id)
        link.change(statements.insert, {**row, "heartbeat_at": None})

    @database_retry(writes=False, single=True)
    def get_by_id(self, run_id: str, *, for_update: bool = False) -> Run | None:
        """Give a run; ``for_update`` locks its session and then the run."""
        link, namespace = self.binding.joined, self.binding.namespace
        statements = link.statements.of(RunStatements)
        found = _runs(link.rows(statements.select, {"run_id": run_id, "namespace": namespace}))
        if not found or not for_update:
            return found[0] if found else None
        owner = self.binding.of(found[0].session_id)
        link.row(link.statements.of(StoredSessionStatements).lock, owner)
        locked = _runs(link.rows(statements.lock, {**owner, "run_id": run_id}))
        return locked[0] if locked else None

    @database_retry(writes=False, single=True)
    def list_for_session(
        self, session_id: str, *, status: RunStatus | None = None, limit: int | None = None
    ) -> list[Run]:
        """List the runs of a session by start and id."""
        link = self.binding.joined
        given = {
            "session_id": session_id,
            "namespace": self.binding.namespace,
            "status": status,
            "limit": 2**63 - 1 if limit is None else limit,
        }
        shape = RunShape(status is not None)
        return _runs(link.rows(link.statements.of_shape(build_runs, shape), given))

    @database_retry(writes=False, single=True)
    def get_active(self, session_id: str) -> Run | None:
        """Give the run of a session that is running, the latest where there are several."""
        link = self.binding.joined
        owner = self.binding.of(session_id)
        found = _runs(link.rows(link.statements.of(RunStatements).active, owner))
        return found[0] if found else None

    @database_retry(writes=True, single=True)
    def beat(self, session_id: str, run_id: str, now: datetime) -> bool:
        """Note that a run that is not over is alive; say whether there is one."""
        link = self.binding.joined
        given = {
            "session_id": session_id,
            "run_id": run_id,
            "namespace": self.binding.namespace,
            "now": to_microseconds(now),
        }
        return link.change(link.statements.of(RunStatements).beat, given) > 0

    @database_retry(writes=False, single=True)
    def list_silent(self, before: datetime, limit: int) -> list[Run]:
        """List runs, pending or running, that gave no sign of life since a moment."""
        link = self.binding.joined
        given = {
            "namespace": self.binding.namespace,
            "before": to_microseconds(before),
            "limit": limit,
        }
        return _runs(link.rows(link.statements.of(RunStatements).silent, given))


def _runs(rows: Iterable[Row]) -> list[Run]:
    return read_rows(rows, run_from_row, name_run)
