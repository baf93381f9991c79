"""Statements that list sessions, and those on sessions that retention hid; see `compiling`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, or_, select, update
from sqlalchemy.sql.expression import Executable

from hansard.domain.pages import SessionOrder
from hansard.infrastructure.database.compiling import (
    NOTHING,
    Compile,
    Family,
    in_namespace,
    of_session,
    shaped,
)
from hansard.infrastructure.database.mapping import SESSION_COLUMNS
from hansard.infrastructure.database.statements import DESCRIPTIVE_COLUMNS, SESSIONS, TAGS


class ListingShape(NamedTuple):
    """Which restrictions a listing of sessions has, apart from their values."""

    actor_name: bool
    owner_id: bool
    status: bool
    tags: int
    order: SessionOrder
    after: bool
    offset: bool
    deleted: bool = False


def _tagged(count: int) -> Iterator[ColumnElement[bool]]:
    """Yield that a session carries each of so many tags."""
    for index in range(count):
        yield exists().where(
            TAGS.c.session_id == SESSIONS.c.session_id,
            in_namespace(TAGS),
            TAGS.c.tag == bindparam(f"tag_{index}"),
        )


@shaped(
    ListingShape(True, True, True, 2, SessionOrder.NEWEST, True, True),
    ListingShape(False, False, False, 0, SessionOrder.OLDEST, False, False),
)
def build_listing(shape: ListingShape) -> Executable:
    """Build a listing of sessions."""
    created_at, session_id = SESSIONS.c.created_at, SESSIONS.c.session_id
    found = select(*(SESSIONS.c[name] for name in SESSION_COLUMNS)).where(in_namespace(SESSIONS))
    if not shape.deleted:
        found = found.where(SESSIONS.c.deleted_at.is_(None))
    for name in ("actor_name", "owner_id", "status"):
        if getattr(shape, name):
            found = found.where(SESSIONS.c[name] == bindparam(name))
    found = found.where(*_tagged(shape.tags))
    newest = shape.order is SessionOrder.NEWEST
    if shape.after:
        time: ColumnElement[int] = bindparam("after_time")
        key: ColumnElement[str] = bindparam("after_id")
        before = (
            (created_at < time, session_id < key)
            if newest
            else (created_at > time, session_id > key)
        )
        bound = created_at <= time if newest else created_at >= time
        found = found.where(bound, or_(before[0], before[1]))
    found = found.order_by(
        created_at.desc() if newest else created_at, session_id.desc() if newest else session_id
    ).limit(bindparam("limit"))
    return found.offset(bindparam("offset") if shape.offset else NOTHING)


class StoredSessionStatements(Family):
    """Statements on sessions whether retention hid them or not."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        columns = [SESSIONS.c[name] for name in SESSION_COLUMNS]
        stored = select(*columns).where(of_session(SESSIONS))
        self.select = compile_one(stored)
        self.lock = compile_one(stored.with_for_update())
        self.replace = compile_one(
            update(SESSIONS)
            .where(of_session(SESSIONS))
            .values({name: bindparam(name) for name in (*DESCRIPTIVE_COLUMNS, "created_at")})
        )


class StoredShape(NamedTuple):
    """Which restrictions a listing of stored sessions has, apart from their values."""

    actor_name: bool = False
    owner_id: bool = False
    status: bool = False
    tags: int = 0


@shaped(StoredShape(), StoredShape(True, True, True, 2))
def build_stored(shape: StoredShape) -> Executable:
    """Build a listing of sessions by creation and id, also of those that retention hid."""
    found = select(*(SESSIONS.c[name] for name in SESSION_COLUMNS)).where(in_namespace(SESSIONS))
    for name in ("actor_name", "owner_id", "status"):
        if getattr(shape, name):
            found = found.where(SESSIONS.c[name] == bindparam(name))
    return (
        found.where(*_tagged(shape.tags))
        .order_by(SESSIONS.c.created_at, SESSIONS.c.session_id)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
