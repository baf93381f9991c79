"""Every statement of the repository of retention; see `compiling`."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Table,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.expression import Executable

from hansard.infrastructure.database.compiling import (
    NOTHING,
    Compile,
    Family,
    in_namespace,
    of_session,
    shaped,
)
from hansard.infrastructure.database.event_mapping import EVENT_COLUMNS
from hansard.infrastructure.database.mapping import MESSAGE_COLUMNS
from hansard.infrastructure.database.run_statements import ARTIFACTS, EVENTS, RUNS
from hansard.infrastructure.database.statements import MESSAGES, SESSIONS, TAGS

CHUNK = 100
"""Events that one statement names by their places; further places repeat the last one."""

STANDING_COLUMNS = (
    "session_id",
    "owner_id",
    "status",
    "tags_json",
    "created_at",
    "updated_at",
    "deleted_at",
    "event_count",
    "pruned_event_count",
)
BELONGING: dict[str, Table] = {
    "session_messages": MESSAGES,
    "session_tags": TAGS,
    "runs": RUNS,
    "events": EVENTS,
    "artifacts": ARTIFACTS,
}
"""Tables whose rows belong to a session, by their names."""

_EVENTS_HELD = SESSIONS.c.event_count - SESSIONS.c.pruned_event_count


class PrunableShape(NamedTuple):
    """How many types of events a listing has."""

    types: int


class RetentionStatements(Family):
    """Statements that find, hide and prune; deletion itself is that of the sessions."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        is_visible, is_hidden = SESSIONS.c.deleted_at.is_(None), SESSIONS.c.deleted_at.is_not(None)
        self.unchanged = compile_one(_page("updated_at", is_visible, _is_before("updated_at")))
        self.created = compile_one(_page("created_at", is_visible, _is_before("created_at")))
        self.hidden = compile_one(_page("deleted_at", is_hidden, _is_before("deleted_at")))
        self.owned = compile_one(_page("created_at", SESSIONS.c.owner_id == bindparam("owner_id")))
        self.everything = compile_one(_page("created_at"))
        self.select = compile_one(_sessions().where(of_session(SESSIONS)))
        self.lock = compile_one(_sessions().where(of_session(SESSIONS)).with_for_update())
        self.hide = compile_one(
            update(SESSIONS).where(of_session(SESSIONS)).values(deleted_at=bindparam("now"))
        )
        self.old = compile_one(_old_events())
        self.messages_from = compile_one(_messages_from())
        self.events_at = compile_one(_events_at())
        self.prune = compile_one(delete(EVENTS).where(of_session(EVENTS), _stands_at()))
        self.count_pruned = compile_one(_count_pruned())
        self.total = compile_one(
            select(func.coalesce(func.sum(_EVENTS_HELD), NOTHING)).where(in_namespace(SESSIONS))
        )
        self.counts = [compile_one(_count(table)) for table in BELONGING.values()]
        self.release = compile_one(
            update(ARTIFACTS)
            .where(of_session(ARTIFACTS), ARTIFACTS.c.deleted_at.is_(None))
            .values(deleted_at=bindparam("now"))
        )
        self.orphaned = compile_one(_orphaned_artifacts())
        self.orphans = [compile_one(_orphans(table)) for table in BELONGING.values()]
        self.counters = compile_one(_counters())


def _sessions() -> Any:
    return select(*(SESSIONS.c[name] for name in STANDING_COLUMNS))


def _is_before(column: str) -> ColumnElement[bool]:
    is_before: ColumnElement[bool] = SESSIONS.c[column] < bindparam("before")
    return is_before


def _follows(column: str) -> ColumnElement[bool]:
    """Confine to sessions behind a place: its time bounds the index, its id breaks the tie."""
    time, key = SESSIONS.c[column], SESSIONS.c.session_id
    after = bindparam("after_time", type_=BigInteger())
    return and_(time >= after, or_(time > after, key > bindparam("after_id")))


def _page(column: str, *where: ColumnElement[bool]) -> Executable:
    statement: Executable = (
        _sessions()
        .where(in_namespace(SESSIONS), *where, _follows(column))
        .order_by(SESSIONS.c[column], SESSIONS.c.session_id)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )
    return statement


@shaped(PrunableShape(1), PrunableShape(3))
def build_prunable(shape: PrunableShape) -> Executable:
    """Build a listing of the places of events of some types in one session."""
    types: list[ColumnElement[str]] = [bindparam(f"type_{number}") for number in range(shape.types)]
    return (
        select(EVENTS.c.sequence)
        .where(
            of_session(EVENTS),
            EVENTS.c.sequence > bindparam("after"),
            or_(*(EVENTS.c.type == kind for kind in types)),
        )
        .order_by(EVENTS.c.sequence)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )


def _old_events() -> Executable:
    time, event_id, session_id = EVENTS.c.timestamp, EVENTS.c.event_id, EVENTS.c.session_id
    after_time = bindparam("after_time", type_=BigInteger())
    after_id: ColumnElement[str] = bindparam("after_id")
    after_session: ColumnElement[str] = bindparam("after_session")
    owner = and_(SESSIONS.c.session_id == session_id, SESSIONS.c.namespace == EVENTS.c.namespace)
    follows = or_(
        time > after_time,
        event_id > after_id,
        and_(event_id == after_id, session_id > after_session),
    )
    return (
        select(
            time, event_id, session_id, EVENTS.c.sequence, SESSIONS.c.status, SESSIONS.c.tags_json
        )
        .join_from(EVENTS, SESSIONS, owner)
        .where(
            in_namespace(EVENTS),
            EVENTS.c.type == bindparam("type"),
            time >= after_time,
            follows,
        )
        .order_by(time, event_id, session_id)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )


def _messages_from() -> Executable:
    columns = [MESSAGES.c[name] for name in MESSAGE_COLUMNS]
    return (
        select(*columns)
        .where(of_session(MESSAGES), MESSAGES.c.sequence >= bindparam("sequence"))
        .order_by(MESSAGES.c.sequence)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )


def _stands_at() -> ColumnElement[bool]:
    return EVENTS.c.sequence.in_([bindparam(f"place_{number}") for number in range(CHUNK)])


def _events_at() -> Executable:
    columns = [EVENTS.c[name] for name in EVENT_COLUMNS]
    return select(*columns).where(of_session(EVENTS), _stands_at()).order_by(EVENTS.c.sequence)


def _count_pruned() -> Executable:
    count = bindparam("count", type_=SESSIONS.c.pruned_event_count.type)
    return (
        update(SESSIONS)
        .where(of_session(SESSIONS))
        .values(pruned_event_count=SESSIONS.c.pruned_event_count + count)
    )


def _count(table: Table) -> Executable:
    return select(func.count()).select_from(table).where(of_session(table))


def _lacks_session(table: Table) -> ColumnElement[bool]:
    owner = and_(
        SESSIONS.c.session_id == table.c.session_id, SESSIONS.c.namespace == table.c.namespace
    )
    return ~select(SESSIONS.c.session_id).where(owner).exists()


def _orphaned_artifacts() -> Executable:
    time, key = ARTIFACTS.c.created_at, ARTIFACTS.c.artifact_id
    after = bindparam("after_time", type_=BigInteger())
    return (
        select(time, key, ARTIFACTS.c.session_id)
        .where(
            in_namespace(ARTIFACTS),
            ARTIFACTS.c.session_id.is_not(None),
            time >= after,
            or_(time > after, key > bindparam("after_id")),
            _lacks_session(ARTIFACTS),
        )
        .order_by(time, key)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )


def _orphans(table: Table) -> Executable:
    return (
        select(func.count())
        .select_from(table)
        .where(in_namespace(table), table.c.session_id.is_not(None), _lacks_session(table))
    )


def _counters() -> Executable:
    own = and_(
        EVENTS.c.session_id == SESSIONS.c.session_id, EVENTS.c.namespace == SESSIONS.c.namespace
    )
    stored = select(func.count(literal_column("1"))).select_from(EVENTS).where(own)
    latest = select(func.max(EVENTS.c.sequence)).where(own)
    return (
        select(
            SESSIONS.c.session_id,
            SESSIONS.c.created_at,
            SESSIONS.c.event_count,
            SESSIONS.c.pruned_event_count,
            stored.scalar_subquery(),
            latest.scalar_subquery(),
        )
        .where(in_namespace(SESSIONS), _follows("created_at"))
        .order_by(SESSIONS.c.created_at, SESSIONS.c.session_id)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )
