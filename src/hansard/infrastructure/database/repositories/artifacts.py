"""The registry of artifacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Connection

from hansard.domain.artifact import Artifact, ArtifactTotals
from hansard.domain.errors import DuplicateKeyError
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.database.artifact_mapping import (
    artifact_from_row,
    artifact_to_row,
    name_artifact,
)
from hansard.infrastructure.database.artifact_statements import (
    ArtifactShape,
    ArtifactStatements,
    build_artifacts,
)
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.compiling import Statement
from hansard.infrastructure.database.mapping import Row, read_rows, to_microseconds
from hansard.infrastructure.database.retry import database_retry


class ArtifactRepository:
    """The registry of artifacts.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "artifacts"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @property
    def settles(self) -> bool:
        """Whether what a unit did is certain when it returns; not in a caller's transaction."""
        link = self.binding.link
        return link is None or not isinstance(link.resource, Connection)

    @database_retry(writes=False, single=True)
    def folder(self) -> str | None:
        """Give the folder where the bytes of the namespace are, None before the first are put."""
        found = self._rows(self._statements.folder, {})
        return found[0][0] if found else None

    @database_retry(writes=True)
    def name_folder(self, folder: str) -> str:
        """Name that folder where it has no name yet, and give its name."""
        named = self.folder()
        if named is None:
            given = {"namespace": self.binding.namespace, "folder": folder}
            self.binding.joined.change(self._statements.name_folder, given)
        return named or folder

    @database_retry(writes=True)
    def register(self, artifact: Artifact) -> Artifact:
        """Add an artifact. One that is there with the same id and facts is given back.

        Raises:
            DuplicateKeyError: another one has the id, or has the key and is not deleted.
        """
        if self.binding.joined.looks_first:
            known = self._known(artifact)
            if known is not None:
                return known
            if self.get_by_key(artifact.key) is not None:
                raise DuplicateKeyError("registered artifact", artifact.key)
        return self._insert(artifact)

    @database_retry(writes=True)
    def replace(self, artifact: Artifact) -> tuple[Artifact, Artifact | None]:
        """Add an artifact, delete the one that had its key, and give both.

        Raises:
            DuplicateKeyError: another one has the id.
        """
        if self.binding.joined.looks_first:
            known = self._known(artifact)
            if known is not None:
                return known, None
        replaced = self.delete(artifact.key, artifact.created_at)
        return self._insert(artifact), replaced

    @database_retry(writes=True, single=True, repeatable=False)
    def delete(self, key: str, now: datetime) -> Artifact | None:
        """Delete an artifact so that its key is free, and give it; its row stays."""
        return self._one(self._statements.delete, {"key": key, "now": to_microseconds(now)})

    @database_retry(writes=True)
    def remove(self, artifact_ids: Iterable[str]) -> int:
        """Remove artifacts for good, also deleted ones, and count them."""
        link, namespace = self.binding.joined, self.binding.namespace
        return sum(
            link.change(
                self._statements.remove, {"artifact_id": artifact_id, "namespace": namespace}
            )
            for artifact_id in artifact_ids
        )

    @database_retry(writes=False, single=True)
    def get_by_key(self, key: str) -> Artifact | None:
        """Give the artifact of a key that is not deleted."""
        return self._one(self._statements.by_key, {"key": key})

    @database_retry(writes=False, single=True)
    def list_for_session(self, session_id: str, *, include_deleted: bool = False) -> list[Artifact]:
        """List the artifacts of a session by creation and id."""
        shape = ArtifactShape(session=True, deleted=include_deleted)
        return self._list(shape, {"session_id": session_id, "limit": 2**63 - 1})

    @database_retry(writes=False, single=True)
    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        session_id: str | None = None,
    ) -> list[Artifact]:
        """List artifacts that are not deleted and follow a (created_at, artifact_id)."""
        shape = ArtifactShape(session_id is not None, position is not None)
        time, artifact_id = (None, None) if position is None else position
        given = {
            "session_id": session_id,
            "after_time": None if time is None else to_microseconds(time),
            "after_id": artifact_id,
            "limit": limit,
        }
        return self._list(shape, given)

    @database_retry(writes=False, single=True)
    def totals(self, session_id: str) -> ArtifactTotals:
        """Count the artifacts of a session that are not deleted, and add up their sizes."""
        ((count, total),) = self._rows(self._statements.totals, {"session_id": session_id})
        return ArtifactTotals(int(count), int(total))

    @database_retry(writes=False, single=True)
    def count_references(self, digest: str, backend: str) -> int:
        """Count the artifacts that are not deleted and whose bytes have a digest in a place."""
        given = {"digest": digest, "backend": backend}
        return int(self._rows(self._statements.count_references, given)[0][0])

    @database_retry(writes=False, single=True)
    def list_references(self, digest: str, backend: str) -> list[Artifact]:
        """List the artifacts that are not deleted and whose bytes have a digest in a place."""
        given = {"digest": digest, "backend": backend}
        return _artifacts(self._rows(self._statements.references, given))

    @database_retry(writes=False, single=True)
    def digests(self, backend: str, after: str, limit: int) -> list[str]:
        """List up to ``limit`` digests in a place that artifacts refer to, behind one, in order."""
        given = {"backend": backend, "after": after, "limit": limit}
        return [row[0] for row in self._rows(self._statements.digests, given)]

    def _known(self, artifact: Artifact) -> Artifact | None:
        """Give the artifact with the same id, where it says the same."""
        known = self._one(self._statements.by_id, {"artifact_id": artifact.artifact_id})
        if known is not None and not known.says_the_same_as(artifact):
            raise DuplicateKeyError("artifact", artifact.artifact_id)
        return known

    def _insert(self, artifact: Artifact) -> Artifact:
        row = artifact_to_row(artifact, self.binding.namespace)
        self.binding.joined.change(self._statements.insert, row)
        return artifact

    @property
    def _statements(self) -> ArtifactStatements:
        return self.binding.joined.statements.of(ArtifactStatements)

    def _one(self, statement: Statement, given: Mapping[str, Any]) -> Artifact | None:
        found = _artifacts(self._rows(statement, given))
        return found[0] if found else None

    def _rows(self, statement: Statement, given: Mapping[str, Any]) -> list[Any]:
        return self.binding.joined.rows(statement, {**given, "namespace": self.binding.namespace})

    def _list(self, shape: ArtifactShape, given: Mapping[str, Any]) -> list[Artifact]:
        statement = self.binding.joined.statements.of_shape(build_artifacts, shape)
        return _artifacts(self._rows(statement, given))


def _artifacts(rows: Iterable[Row]) -> list[Artifact]:
    return read_rows(rows, artifact_from_row, name_artifact)
