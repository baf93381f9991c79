"""ArtifactService: blobs by key, kept outside the database and registered in it."""

from __future__ import annotations

import builtins
import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace as changed
from datetime import timedelta
from typing import Any, BinaryIO, TypeVar

from hansard.application.arguments import read_metadata
from hansard.application.artifact_bytes import are_settled, discard, folder_of
from hansard.application.artifact_cursors import decode_artifact_cursor, encode_artifact_cursor
from hansard.application.artifact_sweep import Sweep
from hansard.application.parts import Parts
from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.ports.artifacts import Content, PutContent
from hansard.domain.artifact import (
    Artifact,
    ArtifactTotals,
    SweepReport,
    check_artifact,
    may_be_key,
)
from hansard.domain.errors import (
    ArtifactNotFoundError,
    ConfigurationError,
    InvalidInputError,
    StoreBusyError,
    StoreDamagedError,
    StoreFullError,
    StoreIOError,
    StoreUnavailableError,
)
from hansard.domain.pages import Page, check_limit, check_positive
from hansard.domain.session import read_label
from hansard.domain.shown import shown

PIECE = 1 << 20
"""Bytes of a large artifact that are given at a time."""
UNREFERRED_FOR = timedelta(hours=24)
"""How old bytes are at least that a sweep removes."""

log = logging.getLogger("hansard.artifacts")
Bytes = TypeVar("Bytes")


class ArtifactService:
    """The artifacts of one namespace.

    Bytes are kept by their SHA-256, outside the database; the registry in the database says
    which artifact has which. Bytes are on the disk before their artifact is registered, and an
    artifact is deleted before its bytes go. Artifacts need no session: a session named with one
    is not looked for, and no failure here touches a session.
    """

    def __init__(self, database: Transactions, parts: Parts) -> None:
        self._database = database
        self._clock = parts.clock
        self._identifiers = parts.identifiers
        self._contents = parts.contents
        self._folder: str | None = None

    def put(
        self,
        key: str,
        data: Content,
        *,
        session_id: str | None = None,
        run_id: str | None = None,
        content_type: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        artifact_id: str | None = None,
        replace: bool = True,
    ) -> Artifact:
        """Keep bytes under a key and register them.

        What the key stood for before is deleted in the same transaction.

        Args:
            key: 1 to 255 characters, at most 768 bytes; data, never a path.
            data: bytes, a file opened for reading bytes, or pieces of bytes in order; read in
                pieces, so that memory stays small.
            session_id: the session that it comes from; goes with it.
            content_type: what it is, for example ``image/png``.
            metadata: any JSON object.
            artifact_id: the caller's own id. Repeating a put with the same id and data gives
                back what was registered first.
            replace: False refuses a key that stands for something.

        Raises:
            DuplicateKeyError: the id belongs to another artifact, or the key is not to be
                replaced.
            InvalidInputError, InvalidContentError: an argument is outside its bounds.
            StoreFullError, StoreIOError, ConfigurationError: the folder of the artifacts cannot
                be written to. Nothing was registered.
        """
        described = check_artifact(
            self._new(
                key,
                session_id=session_id,
                run_id=run_id,
                content_type=content_type,
                metadata=metadata,
                artifact_id=artifact_id,
            )
        )
        with self._contents.put(self._name_folder(), data, described.created_at) as content:
            artifact = changed(
                described,
                byte_size=content.byte_size,
                checksum_sha256=content.digest,
                storage_ref=f"sha256:{content.digest}",
            )
            stored, replaced = self._database.write(
                lambda work: _registered(work, artifact, content, replace=replace)
            )
        if replaced is not None:
            self._discard_replaced(replaced)
        return stored

    def get(self, key: str) -> bytes:
        """Give the bytes of an artifact, which agree with its SHA-256.

        Raises:
            ArtifactNotFoundError: the key stands for nothing.
            StoreDamagedError: the bytes are missing or were changed.
        """
        return self._read(key, self._contents.read)

    def iter_content(self, key: str, *, piece_size: int = PIECE) -> Iterator[bytes]:
        """Give the bytes of an artifact in pieces, so that memory stays small.

        All of them are compared with its SHA-256 before the first piece is given.

        Args:
            piece_size: bytes, at least 1.

        Raises:
            As `get`, at once.
        """
        check_positive(piece_size, "piece_size")
        return _pieces(self._read(key, self._contents.open), piece_size)

    def delete(self, key: str) -> bool:
        """Delete an artifact, and say whether there was one.

        Its key is free from then on. What is known of it stays, its bytes go unless another
        artifact has the same ones.

        Raises:
            StoreIOError: its bytes cannot be removed. It is deleted; a sweep removes them.
        """
        if not may_be_key(key):
            return False
        now = self._clock.now()
        deleted = self._database.write(
            lambda work: work.artifacts.delete(key, now), single=True, repeatable=False
        )
        if deleted is not None:
            discard(self._database, self._contents, [deleted])
        return deleted is not None

    def register(
        self,
        key: str,
        *,
        byte_size: int,
        checksum_sha256: str,
        storage_backend: str,
        storage_ref: str,
        session_id: str | None = None,
        run_id: str | None = None,
        content_type: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        artifact_id: str | None = None,
    ) -> Artifact:
        """Register bytes that are kept somewhere else.

        Args:
            checksum_sha256: of the bytes, in lower-case hex.
            storage_backend: the kind of place where they are.
            storage_ref: which ones they are there. hansard never resolves it.

        Raises:
            DuplicateKeyError: the key stands for another artifact that is not deleted, or the id
                belongs to another one.
        """
        described = self._new(
            key,
            session_id=session_id,
            run_id=run_id,
            content_type=content_type,
            metadata=metadata,
            artifact_id=artifact_id,
        )
        artifact = check_artifact(
            changed(
                described,
                byte_size=byte_size,
                checksum_sha256=checksum_sha256,
                storage_backend=storage_backend,
                storage_ref=storage_ref,
            )
        )
        return self._database.write(lambda work: work.artifacts.register(artifact))

    def get_by_key(self, key: str) -> Artifact | None:
        """Give what is known of the artifact of a key, None without one."""
        if not may_be_key(key):
            return None
        return self._database.read(lambda work: work.artifacts.get_by_key(key), single=True)

    def list_by_session(self, session_id: str) -> builtins.list[Artifact]:
        """List what is known of the artifacts of a session, in the order of their creation."""
        read_label(session_id, "session_id")
        return self._database.read(
            lambda work: work.artifacts.list_for_session(session_id), single=True
        )

    def session_stats(self, session_id: str) -> ArtifactTotals:
        """Count the artifacts of a session and add up their sizes in bytes."""
        read_label(session_id, "session_id")
        return self._database.read(lambda work: work.artifacts.totals(session_id), single=True)

    def page(
        self, cursor: str | None = None, limit: int = 50, *, session_id: str | None = None
    ) -> Page[Artifact]:
        """Give one page of what is known of artifacts, in the order of their creation.

        Args:
            cursor: from the page before; None for the first.
            limit: 1 to 1000.
            session_id: only artifacts of this session.

        Raises:
            InvalidCursorError: not a cursor of this listing.
        """
        check_limit(limit)
        read_label(session_id, "session_id")
        namespace = self._database.namespace
        position = decode_artifact_cursor(cursor, namespace, session_id)
        found = self._database.read(
            lambda work: work.artifacts.list_after(position, limit + 1, session_id=session_id),
            single=True,
        )
        items = found[:limit]
        more = len(found) > limit
        return Page(
            items, encode_artifact_cursor(items[-1], namespace, session_id) if more else None
        )

    def sweep(self, older_than: timedelta = UNREFERRED_FOR) -> SweepReport:
        """Remove the bytes that no artifact refers to, and report artifacts without bytes.

        Bytes are left behind by sessions that were deleted, and by writers that died between
        putting them and registering them. Others may put artifacts meanwhile.

        Args:
            older_than: how long ago bytes were put at least.

        Raises:
            ConfigurationError: this is a transaction of the caller's own.
        """
        given: object = older_than
        if not isinstance(given, timedelta) or given < timedelta(0):
            raise InvalidInputError(
                f"older_than must be a timedelta of at least 0, not {shown(older_than)}."
            )
        if not are_settled(self._database):
            raise ConfigurationError(
                "A sweep takes no part in a transaction of the caller's own. Call it on the store."
            )
        return Sweep(self._database, self._contents, self._clock.now(), older_than).run()

    def _new(
        self,
        key: str,
        *,
        session_id: str | None,
        run_id: str | None,
        content_type: str | None,
        metadata: Mapping[str, Any] | None,
        artifact_id: str | None,
    ) -> Artifact:
        """Describe an artifact whose bytes are not known yet."""
        return Artifact(
            artifact_id=self._identifiers.artifact_id() if artifact_id is None else artifact_id,
            key=key,
            byte_size=0,
            checksum_sha256=hashlib.sha256().hexdigest(),
            storage_backend=self._contents.name,
            storage_ref="nothing yet",
            created_at=self._clock.now(),
            namespace=self._database.namespace,
            session_id=session_id,
            run_id=run_id,
            content_type=content_type,
            metadata=read_metadata(metadata),
        )

    def _read(self, key: str, read: Callable[[str, str], Bytes | None]) -> Bytes:
        """Read the bytes of an artifact, also of one that takes its place meanwhile."""
        artifact, folder = self._found(key), self._known_folder()
        while True:
            try:
                found = None if folder is None else read(folder, artifact.checksum_sha256)
            except StoreDamagedError as error:
                error.add_note(f"They are the bytes of the artifact {shown(key)}.")
                raise
            if found is not None:
                return found
            before, artifact = artifact, self._found(key)
            if artifact.artifact_id == before.artifact_id:
                raise StoreDamagedError(
                    f"The bytes of the artifact {shown(key)} are missing. Restore the folder of "
                    "the artifacts from a backup, or put it again; "
                    f"they are {artifact.storage_ref}."
                )

    def _known_folder(self) -> str | None:
        """Give the folder of the bytes, which never changes once it has a name."""
        if self._folder is None:
            self._folder = folder_of(self._database)
        return self._folder

    def _name_folder(self) -> str:
        """Give the folder of the bytes, naming it where they are the first.

        Raises:
            ConfigurationError: they are, and the caller's transaction might take the name back.
        """
        folder = self._known_folder()
        if folder is None:
            if not are_settled(self._database):
                raise ConfigurationError(
                    "The first artifact of a namespace is put outside a transaction of the "
                    "caller's own. Put one on the store itself."
                )
            proposed = self._contents.new_folder()
            folder = self._folder = self._database.write(
                lambda work: work.artifacts.name_folder(proposed)
            )
        return folder

    def _found(self, key: str) -> Artifact:
        artifact = self.get_by_key(key)
        if artifact is None:
            raise ArtifactNotFoundError(key)
        if artifact.storage_backend != self._contents.name:
            missing = ArtifactNotFoundError(key)
            missing.add_note(
                f"It is registered, but its bytes are in {shown(artifact.storage_backend)}; "
                "read them there."
            )
            raise missing
        return artifact

    def _discard_replaced(self, replaced: Artifact) -> None:
        """Remove the bytes of an artifact whose successor is registered already."""
        try:
            discard(self._database, self._contents, [replaced])
        except (StoreFullError, StoreIOError, StoreUnavailableError, StoreBusyError) as error:
            log.warning("the bytes of a replaced artifact stay until a sweep: %s", error)


def _registered(
    work: UnitOfWork, artifact: Artifact, content: PutContent, *, replace: bool
) -> tuple[Artifact, Artifact | None]:
    """Register an artifact whose bytes were put, and give the one that it replaces, too."""
    if not work.artifacts.settles:
        content.promise(artifact.artifact_id)
    if replace:
        return work.artifacts.replace(artifact)
    return work.artifacts.register(artifact), None


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    with file:
        while piece := file.read(size):
            yield piece
