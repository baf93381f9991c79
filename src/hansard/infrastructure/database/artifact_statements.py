"""Every statement of the registry of artifacts; see `compiling`."""

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
    insert,
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
from hansard.infrastructure.database.hints import begin_with
from hansard.infrastructure.database.run_models import ArtifactFolderModel
from hansard.infrastructure.database.run_statements import ARTIFACTS

FOLDERS: Table = ArtifactFolderModel.__table__  # type: ignore[assignment]
ARTIFACT_COLUMNS = (
    "artifact_id",
    "namespace",
    "key",
    "byte_size",
    "checksum_sha256",
    "storage_backend",
    "storage_ref",
    "created_at",
    "session_id",
    "run_id",
    "content_type",
    "metadata_json",
    "deleted_at",
)


class ArtifactShape(NamedTuple):
    """Which restrictions a listing of artifacts has, apart from their values."""

    session: bool = False
    after: bool = False
    deleted: bool = False


class ArtifactStatements(Family):
    """Statements on artifacts."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        self.insert = compile_one(insert(ARTIFACTS))
        self.by_id = compile_one(_artifacts(_artifact()))
        self.by_key = compile_one(_artifacts(_with_key()))
        self.delete = compile_one(_delete())
        self.remove = compile_one(delete(ARTIFACTS).where(_artifact()))
        self.totals = compile_one(_totals())
        self.count_references = compile_one(
            begin_with(
                select(func.count(literal_column("1"))).select_from(ARTIFACTS),
                ARTIFACTS,
                "ix_artifacts_checksum",
            ).where(_with_digest())
        )
        self.references = compile_one(
            begin_with(_artifacts(_with_digest()), ARTIFACTS, "ix_artifacts_checksum").order_by(
                ARTIFACTS.c.created_at, ARTIFACTS.c.artifact_id
            )
        )
        self.digests = compile_one(_digests())
        self.folder = compile_one(select(FOLDERS.c.folder).where(in_namespace(FOLDERS)))
        self.name_folder = compile_one(insert(FOLDERS))


def _artifacts(*where: ColumnElement[bool]) -> Any:
    return select(*(ARTIFACTS.c[name] for name in ARTIFACT_COLUMNS)).where(*where)


def _is_registered() -> ColumnElement[bool]:
    return and_(in_namespace(ARTIFACTS), ARTIFACTS.c.deleted_at.is_(None))


def _artifact() -> ColumnElement[bool]:
    """An artifact by its id, also a deleted one."""
    return and_(ARTIFACTS.c.artifact_id == bindparam("artifact_id"), in_namespace(ARTIFACTS))


def _with_key() -> ColumnElement[bool]:
    return and_(_is_registered(), ARTIFACTS.c.key == bindparam("key"))


def _with_digest() -> ColumnElement[bool]:
    return and_(
        _is_registered(),
        ARTIFACTS.c.checksum_sha256 == bindparam("digest"),
        ARTIFACTS.c.storage_backend == bindparam("backend"),
    )


def _delete() -> Executable:
    return (
        update(ARTIFACTS)
        .where(_with_key())
        .values(deleted_at=bindparam("now"))
        .returning(*(ARTIFACTS.c[name] for name in ARTIFACT_COLUMNS))
    )


def _totals() -> Executable:
    total = func.coalesce(func.sum(ARTIFACTS.c.byte_size), literal_column("0", BigInteger()))
    return select(func.count(literal_column("1")), total).where(
        of_session(ARTIFACTS), _is_registered()
    )


def _digests() -> Executable:
    digest = ARTIFACTS.c.checksum_sha256
    return (
        select(digest)
        .distinct()
        .where(
            _is_registered(),
            digest > bindparam("after"),
            ARTIFACTS.c.storage_backend == bindparam("backend"),
        )
        .order_by(digest)
        .limit(bindparam("limit"))
        .offset(NOTHING)
    )


@shaped(ArtifactShape(), ArtifactShape(True, True, True))
def build_artifacts(shape: ArtifactShape) -> Executable:
    """Build a listing of artifacts by creation and id."""
    created_at, artifact_id = ARTIFACTS.c.created_at, ARTIFACTS.c.artifact_id
    found = _artifacts(in_namespace(ARTIFACTS))
    if not shape.deleted:
        found = found.where(ARTIFACTS.c.deleted_at.is_(None))
    if shape.session:
        found = found.where(ARTIFACTS.c.session_id == bindparam("session_id"))
    if shape.after:
        time: ColumnElement[int] = bindparam("after_time")
        key: ColumnElement[str] = bindparam("after_id")
        found = found.where(created_at >= time, or_(created_at > time, artifact_id > key))
    statement: Executable = (
        found.order_by(created_at, artifact_id).limit(bindparam("limit")).offset(NOTHING)
    )
    return statement
