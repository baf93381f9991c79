"""Removing whole sessions for good, with the bytes of their artifacts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeAlias

from hansard.application.artifact_bytes import discard
from hansard.application.ports import ArtifactContents, Transactions, UnitOfWork
from hansard.domain.artifact import Artifact
from hansard.domain.retention import Standing

MayGo: TypeAlias = Callable[[UnitOfWork, Standing], bool]
"""Says of a session that is locked whether it is to be removed."""


class Removed(NamedTuple):
    """What went with a session.

    Attributes:
        counts: rows by table.
        contents: blobs whose bytes were removed.
    """

    counts: dict[str, int]
    contents: int


class Removal:
    """Removes sessions, each with everything that belongs to it in one transaction.

    Where bytes go first, an artifact that is deleted softly says which bytes are still to be
    removed, so a removal that was cut off is finished by the next one. Where they go last, a
    session that may not go after all is untouched, and what a removal that was cut off leaves
    behind is found by the sweep.

    Args:
        now: when the artifacts are deleted.
        bytes_first: whether the bytes of its artifacts go before the session.
    """

    def __init__(
        self,
        database: Transactions,
        contents: ArtifactContents,
        now: datetime,
        *,
        bytes_first: bool,
    ) -> None:
        self._database = database
        self._contents = contents
        self._now = now
        self._bytes_first = bytes_first

    def remove(self, session_id: str, may_go: MayGo) -> Removed | None:
        """Remove a session, None where it is gone or may not go."""
        released = self._release(session_id, may_go) if self._bytes_first else []
        removed = self._discard(released)

        def unit(work: UnitOfWork) -> tuple[dict[str, int], list[Artifact]] | None:
            if not _found(work, session_id, may_go):
                return None
            counts = work.retention.count_rows(session_id)
            artifacts = _artifacts(work, session_id)
            work.sessions.delete(session_id, include_deleted=True)
            return counts, artifacts

        deleted = self._database.write(unit, repeatable=False)
        if deleted is None:
            return None
        counts, artifacts = deleted
        known = {artifact.artifact_id for artifact in released}
        put_meanwhile = [one for one in artifacts if one.artifact_id not in known]
        return Removed(counts, removed + self._discard(put_meanwhile))

    def _release(self, session_id: str, may_go: MayGo) -> list[Artifact]:
        """Delete the artifacts of a session softly, and give all that it has or had."""
        if not self._database.read(lambda work: _artifacts(work, session_id), single=True):
            return []

        def unit(work: UnitOfWork) -> list[Artifact]:
            if not _found(work, session_id, may_go):
                return []
            work.retention.release_artifacts(session_id, self._now)
            return _artifacts(work, session_id)

        return self._database.write(unit)

    def _discard(self, artifacts: list[Artifact]) -> int:
        return discard(self._database, self._contents, artifacts) if artifacts else 0


def _found(work: UnitOfWork, session_id: str, may_go: MayGo) -> bool:
    session = work.retention.get(session_id, for_update=True)
    return session is not None and may_go(work, session)


def _artifacts(work: UnitOfWork, session_id: str) -> list[Artifact]:
    return work.artifacts.list_for_session(session_id, include_deleted=True)
