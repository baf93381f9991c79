"""Artifacts: blobs by key, whose bytes are kept beside the record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hansard.domain.content import check_id, encode_json, is_id
from hansard.domain.errors import InvalidInputError
from hansard.domain.maps import write_time
from hansard.domain.pages import check_count
from hansard.domain.session import DEFAULT_NAMESPACE, read_label
from hansard.domain.shown import shown

MAX_REFERENCE_LENGTH = 4096
"""Characters that a reference to a place of bytes may have."""

_DIGEST = re.compile("[0-9a-f]{64}")
_NOT_IN_REFERENCE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Artifact:
    """What is known of a blob. Its bytes are kept elsewhere, under their digest.

    Attributes:
        artifact_id: unique within its namespace.
        key: the name that it is asked for by, 1 to 255 characters. A key is data: it is never a
            path, and one artifact has it at a time.
        byte_size: of the bytes.
        checksum_sha256: of the bytes, in lower-case hex.
        storage_backend: the kind of place where the bytes are, ``file`` for hansard's own folder.
        storage_ref: which bytes of that place they are. Nothing in hansard resolves it.
        created_at: when it was registered, in UTC.
        namespace: the part of the store that it belongs to.
        session_id: the session that it came from; it goes when that session is deleted.
        run_id: the run that it came from.
        content_type: what its writer says it is, for example ``image/png``.
        metadata: the caller's own JSON object.
        deleted_at: when it was deleted or replaced; its key is free since then and its bytes may
            be gone. None for one that can be read.
    """

    artifact_id: str
    key: str
    byte_size: int
    checksum_sha256: str
    storage_backend: str
    storage_ref: str
    created_at: datetime
    namespace: str = DEFAULT_NAMESPACE
    session_id: str | None = None
    run_id: str | None = None
    content_type: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    deleted_at: datetime | None = None

    def to_map(self) -> dict[str, Any]:
        """Give the artifact as a JSON object: every attribute, times in ISO 8601."""
        return {
            "artifact_id": self.artifact_id,
            "key": self.key,
            "byte_size": self.byte_size,
            "checksum_sha256": self.checksum_sha256,
            "storage_backend": self.storage_backend,
            "storage_ref": self.storage_ref,
            "created_at": write_time(self.created_at),
            "namespace": self.namespace,
            "session_id": self.session_id,
            "run_id": self.run_id,
            "content_type": self.content_type,
            "metadata": self.metadata,
            "deleted_at": write_time(self.deleted_at),
        }

    def says_the_same_as(self, other: Artifact) -> bool:
        """Say whether registering the other one again changes nothing; its time does not count."""
        return _facts(self) == _facts(other)


@dataclass(frozen=True, slots=True)
class ArtifactTotals:
    """What the artifacts of a session amount to.

    Attributes:
        artifact_count: how many there are.
        total_bytes: their sizes, added up.
    """

    artifact_count: int = 0
    total_bytes: int = 0


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep has found.

    Attributes:
        contents_removed: stored bytes that no artifact referred to, counted once for a digest.
        bytes_removed: their sizes, added up.
        unfinished_removed: files that writers left behind that never finished.
        missing: artifacts whose bytes are not there. They stay registered: only a backup, or
            putting them again, brings their bytes back.
    """

    contents_removed: int = 0
    bytes_removed: int = 0
    unfinished_removed: int = 0
    missing: tuple[Artifact, ...] = ()


def check_artifact(artifact: Artifact) -> Artifact:
    """Give an artifact back whose values can be stored.

    Raises:
        InvalidInputError: they cannot.
    """
    check_id(artifact.artifact_id, "artifact_id")
    check_id(artifact.key, "key")
    read_label(artifact.session_id, "session_id")
    read_label(artifact.run_id, "run_id")
    read_label(artifact.content_type, "content_type")
    check_count(artifact.byte_size, "byte_size")
    check_id(artifact.storage_backend, "storage_backend")
    _check_digest(artifact.checksum_sha256)
    _check_reference(artifact.storage_ref)
    return artifact


def may_be_key(key: str) -> bool:
    """Say whether an artifact can have this key.

    Raises:
        InvalidInputError: not a text.
    """
    given: object = key
    if not isinstance(given, str):
        raise InvalidInputError(f"key must be a text, not {type(given).__name__}.")
    return is_id(key)


def _check_digest(digest: object) -> None:
    if not isinstance(digest, str) or _DIGEST.fullmatch(digest) is None:
        raise InvalidInputError(
            f"checksum_sha256 must be a SHA-256 as 64 lower-case hex digits, not {shown(digest)}."
        )


def _check_reference(reference: object) -> None:
    if not isinstance(reference, str) or not 1 <= len(reference) <= MAX_REFERENCE_LENGTH:
        raise InvalidInputError(
            f"storage_ref must be a text of 1 to {MAX_REFERENCE_LENGTH} characters, "
            f"not {shown(reference)}."
        )
    if _NOT_IN_REFERENCE.search(reference):
        raise InvalidInputError(
            "storage_ref must not contain control characters or lone surrogates."
        )


def _facts(artifact: Artifact) -> tuple[object, ...]:
    return (
        artifact.artifact_id,
        artifact.key,
        artifact.byte_size,
        artifact.checksum_sha256,
        artifact.storage_backend,
        artifact.storage_ref,
        artifact.session_id,
        artifact.run_id,
        artifact.content_type,
        encode_json(artifact.metadata, "metadata"),
        artifact.deleted_at,
    )
