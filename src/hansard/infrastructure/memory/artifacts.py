"""The registry of artifacts in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from hansard.domain.artifact import Artifact, ArtifactTotals
from hansard.domain.content import decode_json, encode_json
from hansard.domain.errors import DuplicateKeyError
from hansard.infrastructure.memory.run_records import ArtifactRecord
from hansard.infrastructure.memory.table import Table


class MemoryArtifactCollection:
    """An `ArtifactCollection` on the records of one unit of work."""

    settles = True
    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def folder(self) -> str:
        return self._table.namespace

    def name_folder(self, folder: str) -> str:  # noqa: ARG002 - nobody else keeps bytes there
        return self._table.namespace

    def register(self, artifact: Artifact) -> Artifact:
        known = self._known(artifact)
        if known is not None:
            return known
        if self._table.artifact_with_key(artifact.key) is not None:
            raise DuplicateKeyError("registered artifact", artifact.key)
        return self._put(artifact)

    def replace(self, artifact: Artifact) -> tuple[Artifact, Artifact | None]:
        known = self._known(artifact)
        if known is not None:
            return known, None
        replaced = self.delete(artifact.key, artifact.created_at)
        return self._put(artifact), replaced

    def delete(self, key: str, now: datetime) -> Artifact | None:
        self._table.check_writable()
        record = self._table.artifact_with_key(key)
        if record is None:
            return None
        deleted = replace(record, deleted_at=now.astimezone(UTC))
        self._table.put_artifact(deleted)
        return self._entity(deleted)

    def remove(self, artifact_ids: Iterable[str]) -> int:
        known = [each for each in artifact_ids if self._table.artifact(each) is not None]
        for artifact_id in known:
            self._table.remove_artifact(artifact_id)
        return len(known)

    def get_by_key(self, key: str) -> Artifact | None:
        record = self._table.artifact_with_key(key)
        return None if record is None else self._entity(record)

    def list_for_session(self, session_id: str, *, include_deleted: bool = False) -> list[Artifact]:
        found = self._table.artifacts_of(session_id)
        return self._sorted(found, include_deleted=include_deleted)

    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        session_id: str | None = None,
    ) -> list[Artifact]:
        found = (
            self._table.all_artifacts()
            if session_id is None
            else self._table.artifacts_of(session_id)
        )
        return [
            artifact
            for artifact in self._sorted(found)
            if position is None or (artifact.created_at, artifact.artifact_id) > position
        ][:limit]

    def totals(self, session_id: str) -> ArtifactTotals:
        found = self.list_for_session(session_id)
        return ArtifactTotals(len(found), sum(artifact.byte_size for artifact in found))

    def count_references(self, digest: str, backend: str) -> int:
        return len(self.list_references(digest, backend))

    def list_references(self, digest: str, backend: str) -> list[Artifact]:
        return [
            artifact
            for artifact in self._sorted(self._table.all_artifacts())
            if (artifact.checksum_sha256, artifact.storage_backend) == (digest, backend)
        ]

    def digests(self, backend: str, after: str, limit: int) -> list[str]:
        found = {
            record.checksum_sha256
            for record in self._table.all_artifacts()
            if record.deleted_at is None
            and record.storage_backend == backend
            and record.checksum_sha256 > after
        }
        return sorted(found)[:limit]

    def _known(self, artifact: Artifact) -> Artifact | None:
        """Give the artifact with the same id, where it says the same."""
        record = self._table.artifact(artifact.artifact_id)
        if record is None:
            return None
        known = self._entity(record)
        if not known.says_the_same_as(artifact):
            raise DuplicateKeyError("artifact", artifact.artifact_id)
        return known

    def _put(self, artifact: Artifact) -> Artifact:
        record = _record(artifact)
        self._table.put_artifact(record)
        return self._entity(record)

    def _sorted(
        self, records: Iterable[ArtifactRecord], *, include_deleted: bool = False
    ) -> list[Artifact]:
        chosen = [each for each in records if include_deleted or each.deleted_at is None]
        chosen.sort(key=lambda record: (record.created_at, record.artifact_id))
        return [self._entity(record) for record in chosen]

    def _entity(self, record: ArtifactRecord) -> Artifact:
        return Artifact(
            artifact_id=record.artifact_id,
            key=record.key,
            byte_size=record.byte_size,
            checksum_sha256=record.checksum_sha256,
            storage_backend=record.storage_backend,
            storage_ref=record.storage_ref,
            created_at=record.created_at,
            namespace=self._table.namespace,
            session_id=record.session_id,
            run_id=record.run_id,
            content_type=record.content_type,
            metadata={} if record.metadata_json is None else decode_json(record.metadata_json),
            deleted_at=record.deleted_at,
        )


def _record(artifact: Artifact) -> ArtifactRecord:
    return ArtifactRecord(
        artifact_id=artifact.artifact_id,
        key=artifact.key,
        byte_size=artifact.byte_size,
        checksum_sha256=artifact.checksum_sha256,
        storage_backend=artifact.storage_backend,
        storage_ref=artifact.storage_ref,
        created_at=artifact.created_at.astimezone(UTC),
        session_id=artifact.session_id,
        run_id=artifact.run_id,
        content_type=artifact.content_type,
        metadata_json=encode_json(artifact.metadata, "metadata") if artifact.metadata else None,
        deleted_at=artifact.deleted_at,
    )
