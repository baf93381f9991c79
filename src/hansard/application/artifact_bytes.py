"""Removing the bytes of artifacts that are no longer registered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from hansard.application.ports import ArtifactContents, Transactions
from hansard.domain.artifact import Artifact


def discard(
    transactions: Transactions, contents: ArtifactContents, artifacts: Iterable[Artifact]
) -> int:
    """Remove the bytes of artifacts that were deleted, and count what was removed.

    Bytes that another artifact of the namespace refers to stay. Call it when the unit of work
    that deleted the artifacts has returned. Inside a transaction of a caller's own nothing is
    removed, as that may still be rolled back: a sweep does it later.

    Raises:
        StoreIOError: the disk refuses. The artifacts are deleted all the same; a sweep removes
            their bytes.
    """
    by_digest: dict[str, list[str]] = {}
    for artifact in artifacts:
        if artifact.storage_backend == contents.name:
            by_digest.setdefault(artifact.checksum_sha256, []).append(artifact.artifact_id)
    if not by_digest or not are_settled(transactions):
        return 0
    folder = folder_of(transactions)
    if folder is None:
        return 0
    removed = [
        contents.remove(
            folder,
            digest,
            partial(is_referred_to, transactions, contents, digest),
            settled=artifact_ids,
        )
        for digest, artifact_ids in by_digest.items()
    ]
    return len(removed) - removed.count(None)


def folder_of(transactions: Transactions) -> str | None:
    """Give the folder where the bytes of a namespace are, None before the first are put."""
    return transactions.read(lambda work: work.artifacts.folder(), single=True)


def are_settled(transactions: Transactions) -> bool:
    """Say whether units of work are committed when they return."""
    return transactions.read(lambda work: work.artifacts.settles, single=True)


def is_referred_to(transactions: Transactions, contents: ArtifactContents, digest: str) -> bool:
    """Say whether any artifact that is not deleted refers to bytes."""
    count = transactions.read(
        lambda work: work.artifacts.count_references(digest, contents.name), single=True
    )
    return count > 0
