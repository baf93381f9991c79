"""The runs of one namespace in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter

from hansard.domain.errors import DuplicateKeyError, SessionNotFoundError
from hansard.domain.run import Run, RunStatus
from hansard.infrastructure.memory.run_records import RunRecord, run_record
from hansard.infrastructure.memory.table import Table

_position = attrgetter("position")


class MemoryRunCollection:
    """A `RunCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def save(self, run: Run) -> None:
        self._table.check_writable()
        if self._table.stored(run.session_id) is None:
            raise SessionNotFoundError(run.session_id)
        known = self._table.run(run.run_id)
        record = run_record(run, None if known is None else known.heartbeat_at)
        if known is not None and known.session_id != run.session_id:
            raise DuplicateKeyError("run", run.run_id)
        self._table.put_run(record)

    def get_by_id(self, run_id: str, *, for_update: bool = False) -> Run | None:
        if for_update:
            self._table.check_writable()
        record = self._table.run(run_id)
        return None if record is None else record.to_entity(self._table.namespace)

    def list_for_session(
        self, session_id: str, *, status: RunStatus | None = None, limit: int | None = None
    ) -> list[Run]:
        found = (
            record
            for record in self._table.runs_of(session_id)
            if status is None or record.status == status
        )
        return self._entities(sorted(found, key=_position)[:limit])

    def get_active(self, session_id: str) -> Run | None:
        running = [
            record
            for record in self._table.runs_of(session_id)
            if record.status is RunStatus.RUNNING
        ]
        if not running:
            return None
        return max(running, key=_position).to_entity(self._table.namespace)

    def beat(self, session_id: str, run_id: str, now: datetime) -> bool:
        self._table.check_writable()
        record = self._table.run(run_id)
        if record is None or record.session_id != session_id or record.status.is_final:
            return False
        self._table.put_run(replace(record, heartbeat_at=now.astimezone(UTC)))
        return True

    def list_silent(self, before: datetime, limit: int) -> list[Run]:
        silent = (
            record
            for record in self._table.all_runs()
            if not record.status.is_final and record.last_sign < before
        )
        return self._entities(sorted(silent, key=_position)[:limit])

    def _entities(self, records: Iterable[RunRecord]) -> list[Run]:
        return [record.to_entity(self._table.namespace) for record in records]
