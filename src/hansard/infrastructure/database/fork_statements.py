"""Statements of forks: a history copied in one statement, and who descends from whom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Text,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from hansard.infrastructure.database.compiling import (
    NOTHING,
    Compile,
    Family,
    in_namespace,
    of_session,
)
from hansard.infrastructure.database.mapping import SESSION_COLUMNS, WRITTEN_COLUMNS
from hansard.infrastructure.database.models import SessionMessageModel
from hansard.infrastructure.database.statements import MESSAGES, SESSIONS, visible_session

REBIND = "hansard_rebind"
"""The function that SQLite is given by its dialect; see `rebind`."""


class Rebound(GenericFunction[str]):
    """The checksum of a record that is copied to another place: see `rebind`.

    Called with the beginning and the rest of the text that its checksum is taken over, the
    beginning at the new place, and the checksum that it has.
    """

    inherit_cache = True
    type = Text()


@compiles(Rebound)
def _call(rebound: Rebound, compiler: SQLCompiler, **options: Any) -> str:
    return f"{REBIND}({compiler.process(rebound.clauses, **options)})"


@compiles(Rebound, "postgresql")
def _compute(rebound: Rebound, compiler: SQLCompiler, **options: Any) -> str:
    old, rest, new, stated = (compiler.process(part, **options) for part in rebound.clauses)
    digest = "encode(sha256(convert_to({} || {}, 'UTF8')), 'hex')"
    is_good = f"{digest.format(old, rest)} = {stated}"
    return f"CASE WHEN {is_good} THEN {digest.format(new, rest)} ELSE {stated} END"


class ForkStatements(Family):
    """Statements that make forks and find them."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        self.copy_messages = compile_one(_copy())
        self.count_copied = compile_one(
            update(SESSIONS)
            .where(visible_session())
            .values(message_count=bindparam("count"), next_sequence=bindparam("stop"))
        )
        self.last_sequence = compile_one(
            select(MESSAGES.c.sequence)
            .where(of_session(MESSAGES), MESSAGES.c.sequence <= bindparam("most"))
            .order_by(MESSAGES.c.sequence.desc())
            .limit(literal_column("1"))
            .offset(NOTHING)
        )
        self.children = compile_one(
            select(*(SESSIONS.c[name] for name in SESSION_COLUMNS))
            .where(
                SESSIONS.c.parent_session_id == bindparam("parent"),
                in_namespace(SESSIONS),
                SESSIONS.c.deleted_at.is_(None),
            )
            .order_by(SESSIONS.c.created_at, SESSIONS.c.session_id)
            .limit(bindparam("limit"))
            .offset(NOTHING)
        )


_LINE_FEED = literal_column("'\n'", Text())


def _beginning(session_id: ColumnElement[Any]) -> ColumnElement[str]:
    """What the text under a message's checksum begins with; see `message_checksum`."""
    return _joined(literal_column("'1'", Text()), MESSAGES.c.namespace, session_id)


def _rest() -> ColumnElement[str]:
    """What follows in that text, beginning with a line feed."""
    parts = (MESSAGES.c.sequence, *(MESSAGES.c[name] for name in WRITTEN_COLUMNS))
    texts = [part if isinstance(part.type, String | Text) else cast(part, Text()) for part in parts]
    nothing = literal_column("''", Text())
    return _LINE_FEED.concat(
        _joined(
            *(
                func.coalesce(text, nothing) if part.nullable else text
                for part, text in zip(parts, texts, strict=True)
            )
        )
    )


def _joined(first: ColumnElement[Any], *others: ColumnElement[Any]) -> ColumnElement[str]:
    lines = first
    for line in others:
        lines = lines.concat(_LINE_FEED).concat(line)
    return lines


def _copy() -> Any:
    columns = MESSAGES.c
    target: ColumnElement[str] = bindparam("target", type_=columns.session_id.type)
    checksum = Rebound(
        _beginning(columns.session_id), _rest(), _beginning(target), columns.checksum
    )
    copied = select(
        target,
        columns.namespace,
        columns.sequence,
        *(columns[name] for name in WRITTEN_COLUMNS),
        checksum,
    ).where(
        columns.session_id == bindparam("source"),
        in_namespace(MESSAGES),
        columns.sequence < bindparam("stop"),
    )
    names = ["session_id", "namespace", "sequence", *WRITTEN_COLUMNS, "checksum"]
    return insert(SessionMessageModel).from_select(names, copied)
