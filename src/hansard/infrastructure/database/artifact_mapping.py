"""Rows to artifacts and back: a pair of pure functions."""

from __future__ import annotations

from typing import Any

from hansard.domain.artifact import Artifact
from hansard.domain.content import decode_json, encode_json
from hansard.infrastructure.database.mapping import Row, from_microseconds, to_microseconds


def artifact_from_row(row: Row) -> Artifact:
    """Give an artifact of its `ARTIFACT_COLUMNS`."""
    *facts, created_at, session_id, run_id, content_type, metadata, deleted_at = row
    artifact_id, namespace, key, byte_size, checksum, backend, reference = facts
    return Artifact(
        artifact_id=artifact_id,
        key=key,
        byte_size=byte_size,
        checksum_sha256=checksum,
        storage_backend=backend,
        storage_ref=reference,
        created_at=from_microseconds(created_at),
        namespace=namespace,
        session_id=session_id,
        run_id=run_id,
        content_type=content_type,
        metadata={} if metadata is None else decode_json(metadata),
        deleted_at=None if deleted_at is None else from_microseconds(deleted_at),
    )


def artifact_to_row(artifact: Artifact, namespace: str) -> dict[str, Any]:
    """Give the columns of an artifact."""
    return {
        "artifact_id": artifact.artifact_id,
        "namespace": namespace,
        "key": artifact.key,
        "byte_size": artifact.byte_size,
        "checksum_sha256": artifact.checksum_sha256,
        "storage_backend": artifact.storage_backend,
        "storage_ref": artifact.storage_ref,
        "created_at": to_microseconds(artifact.created_at),
        "session_id": artifact.session_id,
        "run_id": artifact.run_id,
        "content_type": artifact.content_type,
        "metadata_json": encode_json(artifact.metadata, "metadata") if artifact.metadata else None,
        "deleted_at": None if artifact.deleted_at is None else to_microseconds(artifact.deleted_at),
    }


def name_artifact(row: Row) -> str:
    """Name the artifact of `ARTIFACT_COLUMNS` in an error."""
    return f"Artifact {row[0]}"
