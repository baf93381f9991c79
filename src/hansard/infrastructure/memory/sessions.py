"""The sessions of one namespace in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hansard.domain.errors import DuplicateKeyError
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session, SessionTokenUsage
from hansard.infrastructure.memory.records import SessionRecord, changed_record, new_record
from hansard.infrastructure.memory.table import SessionTable

_EVERYTHING = SessionFilter()


class MemorySessionCollection:
    """A `SessionCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: SessionTable) -> None:
        self._table = table

    def create(self, session: Session) -> Session:
        if self._table.stored(session.session_id) is not None:
            raise DuplicateKeyError("session", session.session_id)
        record = new_record(session)
        self._table.put(record)
        return record.to_entity(self._table.namespace)

    def get_by_id(self, session_id: str, *, for_update: bool = False) -> Session | None:
        if for_update:
            self._table.check_writable()
        record = self._table.visible(session_id)
        return None if record is None else record.to_entity(self._table.namespace)

    def list_all(
        self, limit: int = 50, offset: int = 0, *, where: SessionFilter = _EVERYTHING
    ) -> list[Session]:
        return self._entities(self._listed(where, SessionOrder.NEWEST)[offset : offset + limit])

    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        where: SessionFilter = _EVERYTHING,
        order: SessionOrder = SessionOrder.NEWEST,
    ) -> list[Session]:
        records = self._listed(where, order)
        if position is not None and order is SessionOrder.NEWEST:
            records = [record for record in records if record.position < position]
        elif position is not None:
            records = [record for record in records if record.position > position]
        return self._entities(records[:limit])

    def delete(self, session_id: str) -> bool:
        if self._table.visible(session_id) is None:
            return False
        self._table.remove(session_id)
        return True

    def update(self, session: Session) -> bool:
        record = self._table.visible(session.session_id)
        if record is None:
            return False
        self._table.put(changed_record(record, session))
        return True

    def add_usage(
        self, session_id: str, usage: SessionTokenUsage, now: datetime
    ) -> SessionTokenUsage | None:
        record = self._table.visible(session_id)
        if record is None:
            return None
        total = record.token_usage.plus(usage)
        self._table.put(replace(record, token_usage=total, updated_at=now))
        return total

    def _listed(self, where: SessionFilter, order: SessionOrder) -> list[SessionRecord]:
        return sorted(
            (record for record in self._table.all_visible() if _matches(record, where)),
            key=lambda record: record.position,
            reverse=order is SessionOrder.NEWEST,
        )

    def _entities(self, records: list[SessionRecord]) -> list[Session]:
        return [record.to_entity(self._table.namespace) for record in records]


def _matches(record: SessionRecord, where: SessionFilter) -> bool:
    return (
        where.actor_name in {None, record.actor_name}
        and where.owner_id in {None, record.owner_id}
        and where.status in {None, record.status}
        and set(where.tags) <= set(record.tags)
    )
