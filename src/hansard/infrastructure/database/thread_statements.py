"""Every statement of the thread mappings; see `compiling`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, select, update

from hansard.infrastructure.database.compiling import NOTHING, Compile, Family, in_namespace
from hansard.infrastructure.database.thread_models import ThreadMappingModel
from hansard.infrastructure.database.upserts import OnConflict

THREADS: Table = ThreadMappingModel.__table__  # type: ignore[assignment]
THREAD_COLUMNS = (
    "thread_id",
    "resource_id",
    "session_id",
    "created_at",
    "updated_at",
    "model_id",
    "provider",
)
_KEY = ("resource_id", "namespace", "thread_id")
_CHANGED = ("session_id", "updated_at", "model_id", "provider")


class ThreadStatements(Family):
    """Statements on thread mappings."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        columns = [THREADS.c[name] for name in THREAD_COLUMNS]
        one = select(*columns).where(_thread())
        self.get = compile_one(one)
        self.claim = compile_one(insert(THREADS).ext(OnConflict(_KEY)))
        self.save = compile_one(
            insert(THREADS).ext(OnConflict(_KEY, _CHANGED)).returning(THREADS.c.created_at)
        )
        self.change = compile_one(
            update(THREADS)
            .where(
                _thread(),
                THREADS.c.session_id == bindparam("was"),
                THREADS.c.provider.is_(None),
            )
            .values({name: bindparam(name) for name in _CHANGED})
        )
        self.delete = compile_one(delete(THREADS).where(_thread()))
        self.of_resource = compile_one(
            select(*columns)
            .where(in_namespace(THREADS), THREADS.c.resource_id == bindparam("resource_id"))
            .order_by(THREADS.c.updated_at.desc(), THREADS.c.thread_id)
            .limit(bindparam("limit"))
            .offset(NOTHING)
        )


def _thread() -> ColumnElement[bool]:
    return and_(
        THREADS.c.resource_id == bindparam("resource_id"),
        in_namespace(THREADS),
        THREADS.c.thread_id == bindparam("thread_id"),
    )
