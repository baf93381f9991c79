"""Every statement of the repositories of sessions and messages; see `compiling`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Double,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import Executable

from hansard.domain.session import MAX_COST, MAX_TOKENS
from hansard.infrastructure.database.compiling import (
    NOTHING,
    Compiler,
    KeysShape,
    Statement,
    is_one_of,
    of_session,
    shaped,
)
from hansard.infrastructure.database.mapping import MESSAGE_COLUMNS, SESSION_COLUMNS
from hansard.infrastructure.database.models import (
    SessionMessageModel,
    SessionModel,
    SessionTagModel,
)

SESSIONS: Table = SessionModel.__table__  # type: ignore[assignment]
MESSAGES: Table = SessionMessageModel.__table__  # type: ignore[assignment]
TAGS: Table = SessionTagModel.__table__  # type: ignore[assignment]

_IS_OPEN = literal_column("status NOT IN ('completed', 'failed', 'cancelled')", Boolean())
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
    "parent_session_id",
    "context_json",
    "forked_at_sequence",
)


class Statements(Compiler):
    """The statements for one kind of database; those of the hot paths compiled when made."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__(dialect)
        compiled = {name: self.compile(build()) for name, build in _BUILDERS.items()}
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
        self.select_messages = compiled["select_messages"]
        self.select_all_messages = compiled["select_all_messages"]
        self.select_messages_from = compiled["select_messages_from"]
        self.select_latest = compiled["select_latest"]
        self.delete_from = compiled["delete_from"]
        self.lower_count = compiled["lower_count"]
        self.count_messages = compiled["count_messages"]
        self.select_records = compiled["select_records"]


_COMPILED: dict[type[Dialect], Statements] = {}


def statements_of(dialect: type[Dialect]) -> Statements:
    """Give the statements for a kind of database, compiled once in a process."""
    if dialect not in _COMPILED:
        _COMPILED[dialect] = Statements(dialect())
    return _COMPILED[dialect]


def visible_session() -> ColumnElement[bool]:
    """Confine a statement to one session, unless retention hid it."""
    return and_(of_session(SESSIONS), SESSIONS.c.deleted_at.is_(None))


def _take_sequences(*more: ColumnElement[bool]) -> Executable:
    count = bindparam("count", type_=SESSIONS.c.next_sequence.type)
    return (
        update(SESSIONS)
        .where(visible_session(), _IS_OPEN, *more)
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
        .where(visible_session(), *within_range)
        .values(totals | {"updated_at": bindparam("now")})
        .returning(*(SESSIONS.c[name] for name in added))
    )


def _visible_messages() -> ColumnElement[bool]:
    """Messages of a session that is neither of another namespace nor hidden by retention."""
    return and_(of_session(MESSAGES), select(SESSIONS.c.status).where(visible_session()).exists())


def _messages(*where: ColumnElement[bool]) -> Any:
    columns = [MESSAGES.c[name] for name in MESSAGE_COLUMNS]
    return select(*columns).where(_visible_messages(), *where).order_by(MESSAGES.c.sequence)


@shaped(KeysShape(2))
def build_messages_by_key(shape: KeysShape) -> Executable:
    """Build a reading of the messages of a session, unless it is hidden, by their ids."""
    statement: Executable = _messages(is_one_of(MESSAGES.c.message_id, shape))
    return statement


def _latest() -> Executable:
    columns = [MESSAGES.c[name] for name in MESSAGE_COLUMNS]
    newest_first = select(*columns).where(_visible_messages())
    newest_first = newest_first.order_by(MESSAGES.c.sequence.desc())
    return newest_first.limit(bindparam("limit")).offset(NOTHING)


_BUILDERS: dict[str, Callable[[], Executable]] = {
    "insert_session": lambda: insert(SESSIONS),
    "insert_tag": lambda: insert(TAGS),
    "select_session": lambda: select(*(SESSIONS.c[n] for n in SESSION_COLUMNS)).where(
        visible_session()
    ),
    "select_taken": lambda: select(SESSIONS.c.created_at).where(of_session(SESSIONS)),
    "lock_session": lambda: (
        select(*(SESSIONS.c[n] for n in SESSION_COLUMNS)).where(visible_session()).with_for_update()
    ),
    "update_session": lambda: (
        update(SESSIONS)
        .where(visible_session())
        .values({name: bindparam(name) for name in DESCRIPTIVE_COLUMNS})
    ),
    "delete_tags": lambda: delete(TAGS).where(of_session(TAGS)),
    "delete_messages": lambda: delete(MESSAGES).where(of_session(MESSAGES)),
    "delete_session": lambda: delete(SESSIONS).where(of_session(SESSIONS)),
    "add_usage": _add_usage,
    "take_sequences": _take_sequences,
    "take_expected_sequences": lambda: _take_sequences(
        SESSIONS.c.next_sequence == bindparam("expected")
    ),
    "insert_message": lambda: insert(MESSAGES),
    "select_state": lambda: select(SESSIONS.c.status, SESSIONS.c.next_sequence).where(
        visible_session()
    ),
    "select_messages": lambda: _messages().limit(bindparam("limit")).offset(bindparam("offset")),
    "select_all_messages": _messages,
    "select_messages_from": lambda: (
        _messages(MESSAGES.c.sequence >= bindparam("sequence"))
        .limit(bindparam("limit"))
        .offset(NOTHING)
    ),
    "select_latest": _latest,
    "delete_from": lambda: delete(MESSAGES).where(
        of_session(MESSAGES), MESSAGES.c.sequence >= bindparam("sequence")
    ),
    "lower_count": lambda: (
        update(SESSIONS)
        .where(visible_session())
        .values(
            message_count=SESSIONS.c.message_count
            - bindparam("count", type_=SESSIONS.c.message_count.type),
            updated_at=bindparam("now"),
        )
    ),
    "count_messages": lambda: select(func.count()).select_from(MESSAGES).where(_visible_messages()),
    "select_records": lambda: (
        select(*(MESSAGES.c[n] for n in MESSAGE_COLUMNS), MESSAGES.c.checksum)
        .where(of_session(MESSAGES), MESSAGES.c.sequence >= bindparam("sequence"))
        .order_by(MESSAGES.c.sequence)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    ),
}
