"""Sweeping: bytes without an artifact are removed, artifacts without bytes are reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from hansard.application.artifact_bytes import folder_of, is_referred_to
from hansard.application.ports import ArtifactContents, Transactions
from hansard.domain.artifact import Artifact, SweepReport

PROMISED_FOR = timedelta(hours=24)
"""How long bytes stay for a transaction of a caller's own, at least."""

_PARTS = [f"{number:02x}" for number in range(256)]
"""How digests begin. One part is looked at at a time, so that memory stays small."""
_PAGE = 1000


class Sweep:
    """One sweep over the artifacts of a namespace.

    Args:
        now: when it begins.
        older_than: only bytes that were put that long ago are removed.
    """

    def __init__(
        self,
        transactions: Transactions,
        contents: ArtifactContents,
        now: datetime,
        older_than: timedelta,
    ) -> None:
        self._transactions = transactions
        self._contents = contents
        self._until = now - older_than
        self._promised_until = now - max(older_than, PROMISED_FOR)

    def run(self) -> SweepReport:
        """Sweep, and tell what was found."""
        folder = folder_of(self._transactions)
        if folder is None:
            return SweepReport()
        unfinished = self._contents.tidy(folder, self._until, self._promised_until)
        sizes: list[int] = []
        missing: list[Artifact] = []
        by_part = groupby(self._wanted(), lambda digest: digest[:2])
        following = next(by_part, None)
        for part in _PARTS:
            wanted: set[str] = set()
            if following is not None and following[0] == part:
                wanted.update(following[1])
                following = next(by_part, None)
            kept = self._contents.kept(folder, part)
            old = {digest for digest, put_at in kept.items() if put_at <= self._until}
            sizes += self._remove(folder, old - wanted)
            missing += self._missing(folder, wanted - kept.keys())
        return SweepReport(len(sizes), sum(sizes), unfinished, tuple(missing))

    def _wanted(self) -> Iterator[str]:
        """Give the digests that artifacts refer to, in order, a page at a time."""
        page = self._page("")
        while page:
            yield from page
            page = self._page(page[-1])

    def _page(self, after: str) -> list[str]:
        name = self._contents.name
        return self._transactions.read(
            lambda work: work.artifacts.digests(name, after, _PAGE), single=True
        )

    def _remove(self, folder: str, digests: Iterable[str]) -> Iterator[int]:
        """Remove bytes, and give the sizes of those that still nobody refers to."""
        for digest in digests:
            wanted = partial(is_referred_to, self._transactions, self._contents, digest)
            size = self._contents.remove(folder, digest, wanted)
            if size is not None:
                yield size

    def _missing(self, folder: str, digests: Iterable[str]) -> Iterator[Artifact]:
        """Give the artifacts that are registered while their bytes are not there.

        One that is registered before and after the look was so meanwhile.
        """
        for digest in sorted(digests):
            before = {artifact.artifact_id for artifact in self._references(digest)}
            if not self._contents.holds(folder, digest):
                after = self._references(digest)
                yield from (artifact for artifact in after if artifact.artifact_id in before)

    def _references(self, digest: str) -> list[Artifact]:
        name = self._contents.name
        return self._transactions.read(
            lambda work: work.artifacts.list_references(digest, name), single=True
        )
