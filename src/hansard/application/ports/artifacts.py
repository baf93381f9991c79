"""The registry of artifacts and the place where their bytes are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, Protocol, TypeAlias

from hansard.domain.artifact import Artifact, ArtifactTotals

Content: TypeAlias = bytes | bytearray | memoryview | BinaryIO | Iterable[bytes]
"""Bytes, a binary file to read them from, or pieces of them in order."""


class PutContent(Protocol):
    """Bytes that were put, while nobody can remove them."""

    @property
    def digest(self) -> str:
        """Their SHA-256, in lower-case hex."""

    @property
    def byte_size(self) -> int:
        """How many there are."""

    def promise(self, artifact_id: str) -> None:
        """Keep them also afterwards, for an artifact whose registration is not certain yet."""


class ArtifactContents(Protocol):
    """Keeps bytes by their digest in folders, one for each namespace of each database.

    What was put is there as a whole or not at all, and is on the disk when `put` is entered.
    """

    @property
    def name(self) -> str:
        """What the registry calls this kind of place."""

    def new_folder(self) -> str:
        """Give a name for a folder that nobody else uses."""

    def put(
        self, folder: str, content: Content, now: datetime
    ) -> AbstractContextManager[PutContent]:
        """Keep bytes. Until the context is left nobody removes them.

        Args:
            content: read in pieces, so that memory stays small.
            now: noted as the time when they were put.

        Raises:
            InvalidInputError: not bytes.
            StoreFullError, StoreIOError, ConfigurationError
        """

    def read(self, folder: str, digest: str) -> bytes | None:
        """Give bytes that agree with their digest, None where there are none.

        Raises:
            StoreDamagedError: they do not agree.
        """

    def open(self, folder: str, digest: str) -> BinaryIO | None:
        """Open bytes that agree with their digest at their beginning; None where there are none.

        Raises:
            StoreDamagedError: they do not agree. Nothing of them is given out.
        """

    def holds(self, folder: str, digest: str) -> bool:
        """Say whether there are bytes with a digest, whether they agree with it or not."""

    def remove(
        self,
        folder: str,
        digest: str,
        is_wanted: Callable[[], bool],
        *,
        settled: Iterable[str] = (),
    ) -> int | None:
        """Remove bytes unless they are wanted, and give their number, None where they stay.

        Args:
            is_wanted: asked while nobody can put the same bytes.
            settled: ids of artifacts for which nothing is promised any more.
        """

    def kept(self, folder: str, part: str) -> dict[str, datetime]:
        """Give the digests that begin with two hex digits, with the times when they were put."""

    def tidy(self, folder: str, until: datetime, promised_until: datetime) -> int:
        """Remove what unfinished writers left until then, and count it.

        Args:
            promised_until: promises that were made until then are over.
        """


class ArtifactCollection(Protocol):
    """The registry of artifacts of one namespace, inside one transaction."""

    @property
    def settles(self) -> bool:
        """Whether what a unit did is certain when it returns; not in a caller's transaction."""

    def folder(self) -> str | None:
        """Give the folder where the bytes of the namespace are, None before the first are put."""

    def name_folder(self, folder: str) -> str:
        """Name that folder where it has no name yet, and give its name."""

    def register(self, artifact: Artifact) -> Artifact:
        """Add an artifact. One that is there with the same id and facts is given back.

        Raises:
            DuplicateKeyError: another one has the id, or has the key and is not deleted.
        """

    def replace(self, artifact: Artifact) -> tuple[Artifact, Artifact | None]:
        """Add an artifact, delete the one that had its key, and give both.

        Raises:
            DuplicateKeyError: another one has the id.
        """

    def delete(self, key: str, now: datetime) -> Artifact | None:
        """Delete an artifact so that its key is free, and give it; its row stays."""

    def remove(self, artifact_ids: Iterable[str]) -> int:
        """Remove artifacts for good, also deleted ones, and count them."""

    def get_by_key(self, key: str) -> Artifact | None:
        """Give the artifact of a key that is not deleted."""

    def list_for_session(self, session_id: str, *, include_deleted: bool = False) -> list[Artifact]:
        """List the artifacts of a session by creation and id."""

    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        session_id: str | None = None,
    ) -> list[Artifact]:
        """List artifacts that are not deleted and follow a (created_at, artifact_id)."""

    def totals(self, session_id: str) -> ArtifactTotals:
        """Count the artifacts of a session that are not deleted, and add up their sizes."""

    def count_references(self, digest: str, backend: str) -> int:
        """Count the artifacts that are not deleted and whose bytes have a digest in a place."""

    def list_references(self, digest: str, backend: str) -> list[Artifact]:
        """List the artifacts that are not deleted and whose bytes have a digest in a place."""

    def digests(self, backend: str, after: str, limit: int) -> list[str]:
        """List up to ``limit`` digests in a place that artifacts refer to, behind one, in order."""
