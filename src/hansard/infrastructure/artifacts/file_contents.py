"""The bytes of artifacts as files named by their digest."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

from hansard.application.ports.artifacts import Content
from hansard.domain.errors import StoreDamagedError
from hansard.infrastructure.artifacts.content_folder import ContentFolder, make_claim, new_file
from hansard.infrastructure.artifacts.disk import disk_errors
from hansard.infrastructure.artifacts.pieces import pieces_of


@dataclass(frozen=True, slots=True)
class PutFile:
    """Bytes that were put, while nobody can remove them."""

    digest: str
    byte_size: int
    folder: ContentFolder
    put_at: datetime

    def promise(self, artifact_id: str) -> None:
        """Keep them also afterwards, for an artifact whose registration is not certain yet."""
        make_claim(self.folder.claim(self.digest, artifact_id), self.put_at)


class FileContents:
    """Keeps bytes in a folder, which is made when the first are put.

    Who puts bytes writes them to a file of their own, flushes it, gives it the name of its
    digest, and holds a shared lock from then until they are registered. Who removes bytes holds
    that lock alone while it looks whether anybody has registered them. So bytes that are
    registered are never removed, whoever dies at whatever moment.

    Each namespace of each database has a folder of its own in it, whose name is in the database:
    equal bytes of two namespaces are kept twice, and databases that share the root never remove
    each other's.

    Args:
        root: the folder. It and all in it is for its owner alone.
    """

    name = "file"

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def new_folder(self) -> str:
        """Give a name for a folder that nobody else uses."""
        return secrets.token_hex(16)

    @contextmanager
    def put(self, folder: str, content: Content, now: datetime) -> Iterator[PutFile]:
        """Keep bytes. Until the context is left nobody removes them."""
        pieces = pieces_of(content)
        place = ContentFolder(self.root, folder)
        with new_file(place) as file:
            for piece in pieces:
                file.write(piece)
            file.flush(now)
            with place.putting(file.digest):
                file.take_its_place()
                yield PutFile(file.digest, file.byte_size, place, now)

    def read(self, folder: str, digest: str) -> bytes | None:
        """Give bytes that agree with their digest, None where there are none."""
        file = self._open(folder, digest)
        if file is None:
            return None
        with file, disk_errors():
            content = file.read()
        _check(hashlib.sha256(content).hexdigest(), digest)
        return content

    def open(self, folder: str, digest: str) -> BinaryIO | None:
        """Open bytes that agree with their digest at their beginning; None where there are none."""
        file = self._open(folder, digest)
        if file is None:
            return None
        try:
            with disk_errors():
                found = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
            _check(found, digest)
        except BaseException:
            file.close()
            raise
        return file

    def holds(self, folder: str, digest: str) -> bool:
        """Say whether there are bytes with a digest, whether they agree with it or not."""
        return ContentFolder(self.root, folder).size_of(digest) is not None

    def remove(
        self,
        folder: str,
        digest: str,
        is_wanted: Callable[[], bool],
        *,
        settled: Iterable[str] = (),
    ) -> int | None:
        """Remove bytes unless they are wanted, and give their number, None where they stay."""
        place = ContentFolder(self.root, folder)
        if not place.is_there():
            return None
        for artifact_id in settled:
            with disk_errors():
                place.claim(digest, artifact_id).unlink(missing_ok=True)
        if place.size_of(digest) is None:
            return None
        with place.removing(digest):
            size = place.size_of(digest)
            if size is None or place.is_claimed(digest) or is_wanted():
                return None
            place.remove(digest)
            return size

    def kept(self, folder: str, part: str) -> dict[str, datetime]:
        """Give the digests that begin with two hex digits, with the times when they were put."""
        place = ContentFolder(self.root, folder)
        with disk_errors():
            return dict(place.kept(part)) if place.is_there() else {}

    def tidy(self, folder: str, until: datetime, promised_until: datetime) -> int:
        """Remove what unfinished writers left, and old promises; count what writers left."""
        place = ContentFolder(self.root, folder)
        return place.tidy(until, promised_until) if place.is_there() else 0

    def _open(self, folder: str, digest: str) -> BufferedReader | None:
        place = ContentFolder(self.root, folder)
        if not place.is_there():
            return None
        with disk_errors():
            try:
                flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW
                return BufferedReader(FileIO(os.open(place.file(digest), flags)))
            except FileNotFoundError:
                return None


def _check(found: str, digest: str) -> None:
    """Refuse bytes that are not what was put.

    Raises:
        StoreDamagedError: their digest is another one.
    """
    if found != digest:
        raise StoreDamagedError(
            f"The bytes stored as {digest} were changed after they were put: their SHA-256 is "
            f"{found}. Restore the file from a backup, or put the artifact again."
        )
