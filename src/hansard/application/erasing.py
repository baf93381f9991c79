"""Erasing: everything of one owner or of one session, down to its bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hansard.application.ports import ArtifactContents, Transactions, UnitOfWork
from hansard.application.removal import Removal
from hansard.domain.artifact import Artifact
from hansard.domain.retention import ErasureReport, Standing

_PAGE = 100


class Erasing:
    """Erases sessions one by one, each as a whole.

    Whoever repeats an erasure that was cut off finishes it: what is left of the owner is found
    again.
    """

    def __init__(
        self, database: Transactions, contents: ArtifactContents, removal: Removal
    ) -> None:
        self._database = database
        self._contents = contents
        self._removal = removal

    def erase_owner(self, owner_id: str, report: ErasureReport) -> None:
        """Erase the sessions of an owner, also those that retention hid."""
        for session in self._sessions(owner_id):
            removed = self._removal.remove(
                session.session_id, lambda _, standing: standing.owner_id == owner_id
            )
            if removed is not None:
                report.add(removed.counts)
                report.contents += removed.contents
        self._database.write(lambda work: _forget_threads(work, owner_id))

    def erase_session(self, session_id: str, report: ErasureReport) -> bool:
        """Erase one session, also one that retention hid; say whether it was there."""
        removed = self._removal.remove(session_id, lambda _work, _standing: True)
        if removed is not None:
            report.add(removed.counts)
            report.contents += removed.contents
        return removed is not None

    def would_erase_owner(self, owner_id: str, report: ErasureReport) -> None:
        """Count what `erase_owner` would remove."""
        references: Counter[str] = Counter()
        for session in self._sessions(owner_id):
            self._count(session.session_id, report, references)
        report.contents = self._only_there(references)

    def would_erase_session(self, session_id: str, report: ErasureReport) -> bool:
        """Count what `erase_session` would remove; say whether it is there."""
        references: Counter[str] = Counter()
        self._count(session_id, report, references)
        report.contents = self._only_there(references)
        return report.counts["sessions"] > 0

    def _sessions(self, owner_id: str) -> Iterator[Standing]:
        place = None
        while page := self._database.read(
            lambda work, place=place: work.retention.list_owned(owner_id, place, _PAGE),  # type: ignore[misc]
            single=True,
        ):
            yield from page
            place = (page[-1].created_at, page[-1].session_id)

    def _count(self, session_id: str, report: ErasureReport, references: Counter[str]) -> None:
        """Add the rows of a session, and how often each of its blobs is referred to by it."""

        def unit(work: UnitOfWork) -> tuple[dict[str, int], list[Artifact]]:
            counts = work.retention.count_rows(session_id)
            return counts, work.artifacts.list_for_session(session_id)

        counts, artifacts = self._database.read(unit)
        report.add(counts)
        references.update(
            artifact.checksum_sha256
            for artifact in artifacts
            if artifact.storage_backend == self._contents.name
        )

    def _only_there(self, references: Counter[str]) -> int:
        """Count the blobs that nothing else refers to."""

        def stays(digest: str) -> bool:
            count = self._database.read(
                lambda work: work.artifacts.count_references(digest, self._contents.name),
                single=True,
            )
            return count > references[digest]

        return sum(not stays(digest) for digest in references)


def _forget_threads(work: UnitOfWork, resource_id: str) -> None:
    """Remove what is left of an owner's threads: those that go on in other systems."""
    for mapping in work.threads.list_for_resource(resource_id):
        work.threads.delete(mapping.thread_id, resource_id)
