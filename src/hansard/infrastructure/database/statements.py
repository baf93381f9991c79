"""Every statement of the sessions' repositories, built once as Core and compiled once to text.

`in_namespace` is the one function that confines a statement to a namespace; each statement here
goes through it, and a check finds one that does not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Double,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import Executable

from hansard.domain.pages import SessionOrder
from hansard.domain.session import MAX_COST, MAX_TOKENS
from hansard.infrastructure.database.mapping import MESSAGE_COLUMNS, SESSION_COLUMNS
from hansard.infrastructure.database.models import (
    SessionMessageModel,
    SessionModel,
    SessionTagModel,
)


class Statement(NamedTuple):
    """Text in a driver's own form, with the way to bind parameters to it.

    Attributes:
        text: SQL with the driver's placeholders.
        bind: turns parameters into what the driver takes.
    """

    text: str
    bind: Callable[[Any], Any]


class ListingShape(NamedTuple):
    """Which restrictions a listing of sessions has, apart from their values."""

    actor_name: bool
    owner_id: bool
    status: bool
    tags: int
    order: SessionOrder
    after: bool
    offset: bool


SESSIONS: Table = SessionModel.__table__  # type: ignore[assignment]
MESSAGES: Table = SessionMessageModel.__table__  # type: ignore[assignment]
TAGS: Table = SessionTagModel.__table__  # type: ignore[assignment]

_IS_OPEN = literal_column("status NOT IN ('completed', 'failed', 'cancelled')", Boolean())
_NOTHING = literal_column("0", BigInteger())
"""An offset; SQLite has no limit without one, and would get it as one more parameter."""
DESCRIPTIVE_COLUMNS = (
    "actor_name",
    "owner_id",
    "name",
    "status",
    "status_reason",
    "automation_level",
    "linked_plan_ids_json",
    "metadata_json",
    "tags_json",
    "updated_at",
    "deleted_at",
)


def in_namespace(table: Table) -> ColumnElement[bool]:
    """Confine a statement to the rows of the caller's namespace."""
    return table.c.namespace == bindparam("namespace")


def of_session(table: Table) -> ColumnElement[bool]:
    """Confine a statement to one session of the caller's namespace."""
    return and_(table.c.session_id == bindparam("session_id"), in_namespace(table))


def compile_statement(statement: Executable, dialect: Dialect) -> Statement:
    """Compile a Core statement to text for a database."""
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    names = compiled.positiontup
    if names is None:
        return Statement(compiled.string, dict)
    if not names:
        return Statement(compiled.string, lambda _: ())
    if len(names) == 1:
        return Statement(compiled.string, lambda given: (given[names[0]],))
    return Statement(compiled.string, itemgetter(*names))


class Statements:
    """The statements for one kind of database: compiled when made, listings when first used."""

    def __init__(self, dialect: Dialect) -> None:
        self._compile: Callable[[Executable], Statement] = lambda statement: compile_statement(
            statement, dialect
        )
        self.listing = lru_cache(maxsize=256)(self._listing)
        compiled = {name: self._compile(build()) for name, build in _BUILDERS.items()}
        self.insert_session = compiled["insert_session"]
        self.insert_tag = compiled["insert_tag"]
        self.select_session = compiled["select_session"]
        self.select_taken = compiled["select_taken"]
        self.lock_session = compiled["lock_session"]
        self.update_session = compiled["update_session"]
        self.delete_tags = compiled["delete_tags"]
        self.delete_messages = compiled["delete_messages"]
        self.delete_session = compiled["delete_session"]
        self.add_usage = compiled["add_usage"]
        self.take_sequences = compiled["take_sequences"]
        self.take_expected_sequences = compiled["take_expected_sequences"]
        self.insert_message = Statement(compiled["insert_message"].text, tuple)
        self.select_state = compiled["select_state"]
        self.select_by_key = compiled["select_by_key"]
        self.select_messages = compiled["select_messages"]
        self.select_all_messages = compiled["select_all_messages"]
        self.select_messages_from = compiled["select_messages_from"]
        self.select_latest = compiled["select_latest"]
        self.delete_from = compiled["delete_from"]
        self.lower_count = compiled["lower_count"]
        self.count_messages = compiled["count_messages"]
        self.select_records = compiled["select_records"]

    def _listing(self, shape: ListingShape) -> Statement:
        return self._compile(_listing(shape))


_COMPILED: dict[type[Dialect], Statements] = {}


def statements_of(dialect: type[Dialect]) -> Statements:
    """Give the statements for a kind of database, compiled once in a process."""
    if dialect not in _COMPILED:
        _COMPILED[dialect] = Statements(dialect())
    return _COMPILED[dialect]


def _visible_session() -> ColumnElement[bool]:
    return and_(of_session(SESSIONS), SESSIONS.c.deleted_at.is_(None))


def _take_sequences(*more: ColumnElement[bool]) -> Executable:
    count = bindparam("count", type_=SESSIONS.c.next_sequence.type)
    return (
        update(SESSIONS)
        .where(_visible_session(), _IS_OPEN, *more)
        .values(
            next_sequence=SESSIONS.c.next_sequence + count,
            message_count=SESSIONS.c.message_count + count,
            updated_at=bindparam("now"),
        )
        .returning(SESSIONS.c.next_sequence)
    )


def _add_usage() -> Executable:
    """Add to the totals, unless one of them would leave its range."""
    added = {
        name: bindparam(name, type_=SESSIONS.c[name].type)
        for name in ("input_tokens", "output_tokens", "estimated_cost")
    }
    most = {
        "input_tokens": literal_column(str(MAX_TOKENS), BigInteger()),
        "output_tokens": literal_column(str(MAX_TOKENS), BigInteger()),
        "estimated_cost": literal_column(repr(MAX_COST), Double()),
    }
    within_range = [SESSIONS.c[name] <= most[name] - value for name, value in added.items()]
    totals: dict[str, Any] = {name: SESSIONS.c[name] + value for name, value in added.items()}
    return (
        update(SESSIONS)
        .where(_visible_session(), *within_range)
        .values(totals | {"updated_at": bindparam("now")})
        .returning(*(SESSIONS.c[name] for name in added))
    )


def _visible_messages() -> ColumnElement[bool]:
    """Messages of a session that is neither of another namespace nor hidden by retention."""
    return and_(of_session(MESSAGES), select(SESSIONS.c.status).where(_visible_session()).exists())


def _messages(*where: ColumnElement[bool]) -> Any:
    columns = [MESSAGES.c[name] for name in MESSAGE_COLUMNS]
    return select(*columns).where(_visible_messages(), *where).order_by(MESSAGES.c.sequence)


def _latest() -> Executable:
    columns = [MESSAGES.c[name] for name in MESSAGE_COLUMNS]
    newest_first = select(*columns).where(_visible_messages())
    newest_first = newest_first.order_by(MESSAGES.c.sequence.desc())
    return newest_first.limit(bindparam("limit")).offset(_NOTHING)


def _listing(shape: ListingShape) -> Executable:
    created_at, session_id = SESSIONS.c.created_at, SESSIONS.c.session_id
    found = select(*(SESSIONS.c[name] for name in SESSION_COLUMNS)).where(
        in_namespace(SESSIONS), SESSIONS.c.deleted_at.is_(None)
    )
    for name in ("actor_name", "owner_id", "status"):
        if getattr(shape, name):
            found = found.where(SESSIONS.c[name] == bindparam(name))
    for index in range(shape.tags):
        found = found.where(
            exists().where(
                TAGS.c.session_id == session_id,
                in_namespace(TAGS),
                TAGS.c.tag == bindparam(f"tag_{index}"),
            )
        )
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
    return found.offset(bindparam("offset") if shape.offset else _NOTHING)


_BUILDERS: dict[str, Callable[[], Executable]] = {
    "insert_session": lambda: insert(SESSIONS),
    "insert_tag": lambda: insert(TAGS),
    "select_session": lambda: select(*(SESSIONS.c[n] for n in SESSION_COLUMNS)).where(
        _visible_session()
    ),
    "select_taken": lambda: select(SESSIONS.c.created_at).where(of_session(SESSIONS)),
    "lock_session": lambda: (
        select(*(SESSIONS.c[n] for n in SESSION_COLUMNS))
        .where(_visible_session())
        .with_for_update()
    ),
    "update_session": lambda: (
        update(SESSIONS)
        .where(_visible_session())
        .values({name: bindparam(name) for name in DESCRIPTIVE_COLUMNS})
    ),
    "delete_tags": lambda: delete(TAGS).where(of_session(TAGS)),
    "delete_messages": lambda: delete(MESSAGES).where(of_session(MESSAGES)),
    "delete_session": lambda: delete(SESSIONS).where(_visible_session()),
    "add_usage": _add_usage,
    "take_sequences": _take_sequences,
    "take_expected_sequences": lambda: _take_sequences(
        SESSIONS.c.next_sequence == bindparam("expected")
    ),
    "insert_message": lambda: insert(MESSAGES),
    "select_state": lambda: select(SESSIONS.c.status, SESSIONS.c.next_sequence).where(
        _visible_session()
    ),
    "select_by_key": lambda: _messages(MESSAGES.c.message_id == bindparam("message_id")),
    "select_messages": lambda: _messages().limit(bindparam("limit")).offset(bindparam("offset")),
    "select_all_messages": _messages,
    "select_messages_from": lambda: (
        _messages(MESSAGES.c.sequence >= bindparam("sequence"))
        .limit(bindparam("limit"))
        .offset(_NOTHING)
    ),
    "select_latest": _latest,
    "delete_from": lambda: delete(MESSAGES).where(
        of_session(MESSAGES), MESSAGES.c.sequence >= bindparam("sequence")
    ),
    "lower_count": lambda: (
        update(SESSIONS)
        .where(_visible_session())
        .values(
            message_count=SESSIONS.c.message_count
            - bindparam("count", type_=SESSIONS.c.message_count.type),
            updated_at=bindparam("now"),
        )
    ),
    "count_messages": lambda: select(func.count()).select_from(MESSAGES).where(_visible_messages()),
    "select_records": lambda: (
        select(*(MESSAGES.c[n] for n in MESSAGE_COLUMNS), MESSAGES.c.checksum)
        .where(_visible_messages(), MESSAGES.c.sequence >= bindparam("sequence"))
        .order_by(MESSAGES.c.sequence)
        .limit(bindparam("limit"))
        .offset(_NOTHING)
    ),
}
