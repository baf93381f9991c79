"""The sessions of one namespace in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from hansard.domain.errors import DuplicateKeyError
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session, SessionTokenUsage
from hansard.infrastructure.memory.records import SessionRecord, described_record, new_record
from hansard.infrastructure.memory.table import Table

_EVERYTHING = SessionFilter()


class MemorySessionCollection:
    """A `SessionCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def create(self, session: Session) -> Session:
        self._table.check_writable()
        if self._table.stored(session.session_id) is not None:
            raise DuplicateKeyError("session", session.session_id)
        record = new_record(session)
        self._table.put(record)
        return record.to_entity(self._table.namespace)

    def get_by_id(
        self, session_id: str, *, for_update: bool = False, include_deleted: bool = False
    ) -> Session | None:
        if for_update:
            self._table.check_writable()
        record = self._found(session_id, include_deleted)
        return None if record is None else record.to_entity(self._table.namespace)

    def list_all(
        self, limit: int = 50, offset: int = 0, *, where: SessionFilter = _EVERYTHING
    ) -> list[Session]:
        return self._entities(
            _listed(self._table.all_visible(), where, SessionOrder.NEWEST)[offset : offset + limit]
        )

    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        where: SessionFilter = _EVERYTHING,
        order: SessionOrder = SessionOrder.NEWEST,
    ) -> list[Session]:
        table = self._table
        stored = table.all_stored() if where.include_deleted else table.all_visible()
        records = _listed(stored, where, order)
        if position is not None and order is SessionOrder.NEWEST:
            records = [record for record in records if record.position < position]
        elif position is not None:
            records = [record for record in records if record.position > position]
        return self._entities(records[:limit])

    def save(self, session: Session) -> None:
        record = self._table.stored(session.session_id)
        self._table.put(
            new_record(session) if record is None else described_record(record, session)
        )

    def list_stored(
        self, limit: int | None = None, offset: int = 0, *, where: SessionFilter = _EVERYTHING
    ) -> list[Session]:
        stored = _listed(self._table.all_stored(), where, SessionOrder.OLDEST)
        return self._entities(stored[offset : None if limit is None else offset + limit])

    def list_children(self, session_id: str, limit: int) -> list[Session]:
        children = (
            record for record in self._table.all_visible() if record.parent_session_id == session_id
        )
        return self._entities(sorted(children, key=lambda record: record.position)[:limit])

    def delete(self, session_id: str, *, include_deleted: bool = False) -> bool:
        self._table.check_writable()
        if self._found(session_id, include_deleted) is None:
            return False
        self._table.remove(session_id)
        return True

    def update(self, session: Session) -> bool:
        self._table.check_writable()
        record = self._table.visible(session.session_id)
        if record is None:
            return False
        self._table.put(replace(described_record(record, session), created_at=record.created_at))
        return True

    def add_usage(
        self, session_id: str, usage: SessionTokenUsage, now: datetime
    ) -> SessionTokenUsage | None:
        self._table.check_writable()
        record = self._table.visible(session_id)
        if record is None:
            return None
        total = record.token_usage.plus(usage)
        self._table.put(replace(record, token_usage=total, updated_at=now.astimezone(UTC)))
        return total

    def _found(self, session_id: str, include_deleted: bool) -> SessionRecord | None:
        table = self._table
        return table.stored(session_id) if include_deleted else table.visible(session_id)

    def _entities(self, records: list[SessionRecord]) -> list[Session]:
        return [record.to_entity(self._table.namespace) for record in records]


def _listed(
    records: Iterable[SessionRecord], where: SessionFilter, order: SessionOrder
) -> list[SessionRecord]:
    return sorted(
        (record for record in records if _matches(record, where)),
        key=lambda record: record.position,
        reverse=order is SessionOrder.NEWEST,
    )


def _matches(record: SessionRecord, where: SessionFilter) -> bool:
    return (
        where.actor_name in {None, record.actor_name}
        and where.owner_id in {None, record.owner_id}
        and where.status in {None, record.status}
        and set(where.tags) <= set(record.tags)
    )
