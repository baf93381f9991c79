"""Every statement of the repositories of runs and events; see `compiling`."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
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
from sqlalchemy.sql.expression import Executable

from hansard.infrastructure.database.compiling import (
    NOTHING,
    Compile,
    Family,
    KeysShape,
    Statement,
    in_namespace,
    is_one_of,
    of_session,
    shaped,
)
from hansard.infrastructure.database.event_mapping import EVENT_COLUMNS, RUN_COLUMNS
from hansard.infrastructure.database.hints import begin_with
from hansard.infrastructure.database.run_models import ArtifactModel, EventModel, RunModel
from hansard.infrastructure.database.statements import MESSAGES, SESSIONS, TAGS, visible_session
from hansard.infrastructure.database.thread_statements import THREADS

RUNS: Table = RunModel.__table__  # type: ignore[assignment]
EVENTS: Table = EventModel.__table__  # type: ignore[assignment]
ARTIFACTS: Table = ArtifactModel.__table__  # type: ignore[assignment]

_IS_GOING_ON = literal_column("status IN ('pending', 'running')", Boolean())
_WRITTEN_RUN = tuple(
    column.name
    for column in RUNS.columns
    if column.name not in ("session_id", "namespace", "run_id", "heartbeat_at")
)


class EventShape(NamedTuple):
    """Which restrictions a reading of events has, apart from their values."""

    run_id: bool = False
    type: bool = False
    since: bool = False
    before: bool = False


class RunShape(NamedTuple):
    """Which restrictions a listing of runs has, apart from their values."""

    status: bool = False


class EventStatements(Family):
    """Statements on events."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        self.take = compile_one(_take())
        self.insert = Statement(compile_one(insert(EVENTS)).text, tuple)
        self.latest_sequence = compile_one(
            select(SESSIONS.c.event_count).where(of_session(SESSIONS))
        )
        self.records = compile_one(_records())


class RunStatements(Family):
    """Statements on runs."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        found = begin_with(_runs(_run()), RUNS, "ix_runs_id")
        self.select = compile_one(found.order_by(RUNS.c.started_at, RUNS.c.session_id))
        self.lock = compile_one(
            _runs(_run(), RUNS.c.session_id == bindparam("session_id")).with_for_update()
        )
        self.insert = compile_one(insert(RUNS))
        self.update = compile_one(_update())
        self.active = compile_one(_active())
        self.beat = compile_one(
            update(RUNS)
            .where(of_session(RUNS), RUNS.c.run_id == bindparam("run_id"), _IS_GOING_ON)
            .values(heartbeat_at=bindparam("now"))
        )
        self.silent = compile_one(_silent())


class DeletionStatements(Family):
    """Statements that delete what belongs to a session, before the session itself."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        self.in_order = [
            compile_one(delete(table).where(of_session(table)))
            for table in (TAGS, MESSAGES, EVENTS, RUNS, ARTIFACTS)
        ]
        of_ours = and_(of_session(THREADS), THREADS.c.provider.is_(None))
        self.in_order.append(compile_one(delete(THREADS).where(of_ours)))


def _take() -> Executable:
    count = bindparam("count", type_=SESSIONS.c.event_count.type)
    return (
        update(SESSIONS)
        .where(visible_session())
        .values(event_count=SESSIONS.c.event_count + count)
        .returning(SESSIONS.c.event_count)
    )


def _events(*where: ColumnElement[bool]) -> Any:
    columns = [EVENTS.c[name] for name in EVENT_COLUMNS]
    return select(*columns).where(of_session(EVENTS), *where)


@shaped(KeysShape(2))
def build_events_by_key(shape: KeysShape) -> Executable:
    """Build a reading of the events of a session, unless it is hidden, by their ids."""
    visible = select(SESSIONS.c.status).where(visible_session()).exists()
    statement: Executable = _events(is_one_of(EVENTS.c.event_id, shape), visible)
    return statement


@shaped(EventShape(), EventShape(True, True, True, True))
def build_events(shape: EventShape) -> Executable:
    """Build a reading of the events of one session."""
    found = _events(EVENTS.c.sequence > bindparam("after"))
    if shape.run_id:
        found = found.where(EVENTS.c.run_id == bindparam("run_id"))
    if shape.type:
        found = found.where(EVENTS.c.type == bindparam("type"))
    if shape.since:
        found = found.where(EVENTS.c.timestamp > bindparam("since"))
    if shape.before:
        found = found.where(EVENTS.c.sequence < bindparam("before"))
    statement: Executable = (
        found.order_by(EVENTS.c.sequence).limit(bindparam("limit")).offset(NOTHING)
    )
    return statement


def _records() -> Executable:
    columns = [EVENTS.c[name] for name in (*EVENT_COLUMNS, "checksum")]
    return (
        select(*columns)
        .where(of_session(EVENTS), EVENTS.c.sequence >= bindparam("sequence"))
        .order_by(EVENTS.c.sequence)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )


def _run() -> ColumnElement[bool]:
    return and_(RUNS.c.run_id == bindparam("run_id"), in_namespace(RUNS))


def _runs(*where: ColumnElement[bool]) -> Any:
    return select(*(RUNS.c[name] for name in RUN_COLUMNS)).where(*where)


def _update() -> Executable:
    return (
        update(RUNS)
        .where(_run(), RUNS.c.session_id == bindparam("session_id"))
        .values({name: bindparam(name) for name in _WRITTEN_RUN})
    )


@shaped(RunShape(False), RunShape(True))
def build_runs(shape: RunShape) -> Executable:
    """Build a listing of the runs of one session."""
    found = begin_with(_runs(of_session(RUNS)), RUNS, "ix_runs_session")
    if shape.status:
        found = found.where(RUNS.c.status == bindparam("status"))
    statement: Executable = (
        found.order_by(RUNS.c.started_at, RUNS.c.run_id).limit(bindparam("limit")).offset(NOTHING)
    )
    return statement


def _active() -> Executable:
    is_running = RUNS.c.status == literal_column("'running'")
    running = begin_with(_runs(of_session(RUNS), is_running), RUNS, "ix_runs_session")
    statement: Executable = (
        running.order_by(RUNS.c.started_at.desc(), RUNS.c.run_id.desc())
        .limit(literal_column("1"))
        .offset(NOTHING)
    )
    return statement


def _silent() -> Executable:
    sign_of_life = func.coalesce(RUNS.c.heartbeat_at, RUNS.c.started_at)
    going_on = RUNS.c.status.in_([literal_column("'pending'"), literal_column("'running'")])
    found = _runs(in_namespace(RUNS), going_on, sign_of_life < bindparam("before"))
    statement: Executable = (
        begin_with(found, RUNS, "ix_runs_status")
        .order_by(RUNS.c.started_at, RUNS.c.run_id, RUNS.c.session_id)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )
    return statement
