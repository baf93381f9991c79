"""The collection of sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from hansard.domain.errors import DuplicateKeyError
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import DEFAULT_NAMESPACE, Session, SessionTokenUsage, usage_overflow
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.fork_statements import ForkStatements
from hansard.infrastructure.database.mapping import (
    SESSION_COLUMNS,
    name_session,
    read_rows,
    session_from_row,
    session_to_row,
    to_microseconds,
)
from hansard.infrastructure.database.retry import database_retry
from hansard.infrastructure.database.run_statements import DeletionStatements
from hansard.infrastructure.database.session_statements import (
    ListingShape,
    StoredSessionStatements,
    StoredShape,
    build_listing,
    build_stored,
)

EVERYTHING = SessionFilter()
COUNTERS = ("message_count", "next_sequence", "event_count", "pruned_event_count")
"""What the store itself counts: 0 in a session that is new."""


class SessionRepository:
    """Sessions of one namespace, without their messages.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "sessions"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=True)
    def create(self, session: Session) -> Session:
        """Add a session as it is described; its counters start at 0.

        Raises:
            DuplicateKeyError: the id is taken in this namespace.
        """
        link = self.binding.joined
        if link.looks_first:
            taken = link.row(link.statements.select_taken, self.binding.of(session.session_id))
            if taken is not None:
                if link.outcome_unknown and taken[0] == to_microseconds(session.created_at):
                    return session
                raise DuplicateKeyError("session", session.session_id)
        row = session_to_row(session)
        row.update(dict.fromkeys(COUNTERS, 0), namespace=self.binding.namespace)
        link.change(link.statements.insert_session, row)
        self._write_tags(session)
        return session_from_row([row[name] for name in SESSION_COLUMNS])

    @database_retry(writes=False, single=True)
    def get_by_id(
        self, session_id: str, *, for_update: bool = False, include_deleted: bool = False
    ) -> Session | None:
        """Give a session, None without one.

        Args:
            for_update: lock it first.
            include_deleted: also one that retention hid.
        """
        link = self.binding.joined
        statements = link.statements
        if include_deleted:
            stored = statements.of(StoredSessionStatements)
            statement = stored.lock if for_update else stored.select
        else:
            statement = statements.lock_session if for_update else statements.select_session
        row = link.row(statement, self.binding.of(session_id))
        return None if row is None else read_rows([row], session_from_row, name_session)[0]

    @database_retry(writes=False, single=True)
    def list_all(
        self, limit: int = 50, offset: int = 0, *, where: SessionFilter = EVERYTHING
    ) -> list[Session]:
        """List sessions, newest first."""
        return self._list(where, SessionOrder.NEWEST, None, limit, offset)

    @database_retry(writes=False, single=True)
    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        where: SessionFilter = EVERYTHING,
        order: SessionOrder = SessionOrder.NEWEST,
    ) -> list[Session]:
        """List sessions that follow a (created_at, session_id) in an order."""
        return self._list(where, order, position, limit, 0)

    @database_retry(writes=True)
    def save(self, session: Session) -> None:
        """Add a session, or write all that describes it over the one with its id.

        Its times and whether it is hidden are the given ones, too; what the store counts, its
        messages, events and usage, stays as it is.
        """
        link = self.binding.joined
        stored = link.statements.of(StoredSessionStatements)
        row = session_to_row(session)
        row["namespace"] = self.binding.namespace
        if link.change(stored.replace, row) == 1:
            link.change(link.statements.delete_tags, self.binding.of(session.session_id))
        else:
            row.update(dict.fromkeys(COUNTERS, 0))
            link.change(link.statements.insert_session, row)
        self._write_tags(session)

    @database_retry(writes=False, single=True)
    def list_stored(
        self, limit: int | None = None, offset: int = 0, *, where: SessionFilter = EVERYTHING
    ) -> list[Session]:
        """List sessions by creation and id, also those that retention hid."""
        link = self.binding.joined
        given: dict[str, Any] = {
            "namespace": self.binding.namespace,
            "actor_name": where.actor_name,
            "owner_id": where.owner_id,
            "status": None if where.status is None else where.status.value,
            "limit": 2**63 - 1 if limit is None else limit,
            "offset": offset,
        }
        given.update((f"tag_{index}", tag) for index, tag in enumerate(where.tags))
        shape = StoredShape(
            where.actor_name is not None,
            where.owner_id is not None,
            where.status is not None,
            len(where.tags),
        )
        rows = link.rows(link.statements.of_shape(build_stored, shape), given)
        return read_rows(rows, session_from_row, name_session)

    @database_retry(writes=False, single=True)
    def list_children(self, session_id: str, limit: int) -> list[Session]:
        """List sessions whose parent is this one, oldest first."""
        link = self.binding.joined
        given = {"parent": session_id, "namespace": self.binding.namespace, "limit": limit}
        rows = link.rows(link.statements.of(ForkStatements).children, given)
        return read_rows(rows, session_from_row, name_session)

    @database_retry(writes=True, repeatable=False)
    def delete(self, session_id: str, *, include_deleted: bool = False) -> bool:
        """Delete a session with everything that belongs to it, and say whether it was there.

        Args:
            include_deleted: also one that retention hid.
        """
        link = self.binding.joined
        found = self.get_by_id(session_id, for_update=True, include_deleted=include_deleted)
        if found is None:
            return False
        owner = self.binding.of(session_id)
        for statement in link.statements.of(DeletionStatements).in_order:
            link.change(statement, owner)
        return link.change(link.statements.delete_session, owner) == 1

    @database_retry(writes=True)
    def update(self, session: Session) -> bool:
        """Write what describes a session, and say whether it was there.

        Its counters and its usage stay as they are; those only ever grow in the database.
        """
        link = self.binding.joined
        row = session_to_row(session)
        row["namespace"] = self.binding.namespace
        if link.change(link.statements.update_session, row) != 1:
            return False
        link.change(link.statements.delete_tags, self.binding.of(session.session_id))
        self._write_tags(session)
        return True

    @database_retry(writes=True, single=True, repeatable=False)
    def add_usage(
        self, session_id: str, usage: SessionTokenUsage, now: datetime
    ) -> SessionTokenUsage | None:
        """Add to the usage of a session and give the new totals, None without the session.

        Raises:
            InvalidInputError: a total leaves the range that is stored.
        """
        link = self.binding.joined
        row = link.row(
            link.statements.add_usage,
            {
                **self.binding.of(session_id),
                "input_tokens": usage.input_tokens,
                "output_tokens": usage.output_tokens,
                "estimated_cost": usage.estimated_cost,
                "now": to_microseconds(now),
            },
        )
        if row is None and self.get_by_id(session_id) is not None:
            raise usage_overflow()
        return None if row is None else SessionTokenUsage(row[0], row[1], float(row[2]))

    def _write_tags(self, session: Session) -> None:
        if session.tags:
            link, owner = self.binding.joined, self.binding.of(session.session_id)
            link.change_many(
                link.statements.insert_tag, [{**owner, "tag": tag} for tag in session.tags]
            )

    def _list(
        self,
        where: SessionFilter,
        order: SessionOrder,
        position: tuple[datetime, str] | None,
        limit: int,
        offset: int,
    ) -> list[Session]:
        link = self.binding.joined
        shape = ListingShape(
            where.actor_name is not None,
            where.owner_id is not None,
            where.status is not None,
            len(where.tags),
            order,
            position is not None,
            offset > 0,
            where.include_deleted,
        )
        given: dict[str, Any] = {
            "namespace": self.binding.namespace,
            "actor_name": where.actor_name,
            "owner_id": where.owner_id,
            "status": None if where.status is None else where.status.value,
            "limit": limit,
            "offset": offset,
        }
        given.update((f"tag_{index}", tag) for index, tag in enumerate(where.tags))
        if position is not None:
            given.update(after_time=to_microseconds(position[0]), after_id=position[1])
        rows = link.rows(link.statements.of_shape(build_listing, shape), given)
        return read_rows(rows, session_from_row, name_session)
