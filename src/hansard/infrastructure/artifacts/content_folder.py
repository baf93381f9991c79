"""The folder of one namespace's bytes: where they lie in it, and how new ones get there.

::

    ROOT/                     0700
        <folder>/             the SHA-256 of the folder's name
            ab/
                lock          shared by who puts bytes, held alone by who removes some
                cd/
                    abcd...   bytes, named by their SHA-256
            put-<random>      bytes on their way, locked by their writer
            claim-<SHA-256>-<artifact>
                              bytes that a transaction of a caller's own may still refer to

No text of a caller's ever becomes part of a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from hansard.infrastructure.artifacts.disk import (
    check_root,
    disk_errors,
    flush_folder,
    locked,
    make_folders,
    set_time,
    time_of,
    try_lock,
)

_DIGEST = re.compile("[0-9a-f]{64}")
_PUT = "put-"
_CLAIM = "claim-"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


class ContentFolder:
    """Where the bytes of one namespace lie.

    Args:
        root: the folder of all artifacts.
        name: what the database calls the folder.
    """

    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self.path = root / hashlib.sha256(name.encode()).hexdigest()

    def is_there(self) -> bool:
        """Say whether anything was ever put here."""
        return check_root(self._root) and self.path.is_dir()

    def make(self) -> None:
        """See to it that it is there."""
        make_folders(self._root, self.path)

    def file(self, digest: str) -> Path:
        """Give the file of bytes."""
        return self.path / digest[:2] / digest[2:4] / digest

    def size_of(self, digest: str) -> int | None:
        """Give the size of bytes, None where there are none."""
        with disk_errors():
            try:
                return self.file(digest).stat(follow_symlinks=False).st_size
            except FileNotFoundError:
                return None

    def putting(self, digest: str) -> AbstractContextManager[None]:
        """Keep those who remove bytes away, and make the folders on the way to these."""
        make_folders(self._root, self.file(digest).parent)
        return locked(self._lock(digest), alone=False)

    def removing(self, digest: str) -> AbstractContextManager[None]:
        """Keep everybody away from these bytes, whose folder is there."""
        return locked(self._lock(digest), alone=True)

    def remove(self, digest: str) -> None:
        """Remove bytes."""
        with disk_errors():
            self.file(digest).unlink()
            flush_folder(self.file(digest).parent)

    def kept(self, part: str) -> Iterator[tuple[str, datetime]]:
        """Iterate over the digests that begin with two hex digits, with their times."""
        for folder in _names(self.path / part):
            for name in _names(self.path / part / folder):
                if _DIGEST.fullmatch(name):
                    with suppress(FileNotFoundError):
                        yield name, time_of(self.file(name).stat(follow_symlinks=False))

    def claim(self, digest: str, artifact_id: str) -> Path:
        """Give the file that stands for an artifact that is not certain yet."""
        return self.path / f"{_CLAIM}{digest}-{hashlib.sha256(artifact_id.encode()).hexdigest()}"

    def is_claimed(self, digest: str) -> bool:
        """Say whether any artifact that is not certain yet refers to bytes."""
        return any(name.startswith(f"{_CLAIM}{digest}-") for name in _names(self.path))

    def tidy(self, until: datetime, claimed_until: datetime) -> int:
        """Remove what writers left until then, and old claims; count what writers left."""
        names = _names(self.path)
        for name in names:
            if name.startswith(_CLAIM):
                _remove_left(self.path / name, claimed_until)
        left = [name for name in names if name.startswith(_PUT)]
        return sum(_remove_left(self.path / name, until) for name in left)

    def _lock(self, digest: str) -> Path:
        return self.path / digest[:2] / "lock"


class NewFile:
    """Bytes on their way. Its lock tells those who tidy up that its writer lives."""

    def __init__(self, folder: ContentFolder) -> None:
        self._folder = folder
        self._hash = hashlib.sha256()
        self._descriptor = -1
        self._path = folder.path
        self.byte_size = 0
        with disk_errors():
            while self._descriptor < 0:
                self._open()

    @property
    def digest(self) -> str:
        """The SHA-256 of what was written, in hex."""
        return self._hash.hexdigest()

    def write(self, piece: bytes | memoryview) -> None:
        """Add bytes."""
        self._hash.update(piece)
        self.byte_size += len(piece)
        left = memoryview(piece)
        with disk_errors():
            while left:
                left = left[os.write(self._descriptor, left) :]

    def flush(self, now: datetime) -> None:
        """See to it that all bytes are on the disk, put at this time."""
        with disk_errors():
            set_time(self._descriptor, now)
            os.fsync(self._descriptor)

    def take_its_place(self) -> None:
        """Give it the name of its digest, in place of a file of that name, for good.

        Every folder on the way is flushed, as another writer may have made it a moment ago.
        """
        target = self._folder.file(self.digest)
        with disk_errors():
            self._path.rename(target)
            for folder in target.parents[:4]:
                flush_folder(folder)

    def close(self) -> None:
        """Close it, and remove it where it did not get its place."""
        with suppress(FileNotFoundError):
            self._path.unlink()
        os.close(self._descriptor)

    def _open(self) -> None:
        self._path = self._folder.path / f"{_PUT}{secrets.token_hex(16)}"
        descriptor = os.open(self._path, _NEW, 0o600)
        if try_lock(descriptor) and os.fstat(descriptor).st_nlink:
            self._descriptor = descriptor
        else:  # somebody who tidies up was faster
            os.close(descriptor)


@contextmanager
def new_file(folder: ContentFolder) -> Iterator[NewFile]:
    """Begin a file in a folder; nothing is left of it unless it takes its place."""
    folder.make()
    file = NewFile(folder)
    try:
        yield file
    finally:
        with disk_errors():
            file.close()


def make_claim(path: Path, now: datetime) -> None:
    """Make the file of a claim."""
    with disk_errors():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            set_time(descriptor, now)
        finally:
            os.close(descriptor)


def _names(folder: Path) -> list[str]:
    """Give the names in a folder, none where it is missing or is none."""
    with disk_errors():
        try:
            return sorted(entry.name for entry in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []


def _remove_left(path: Path, until: datetime) -> bool:
    """Remove a file, unless it is younger or its writer lives, and say whether that was done."""
    with disk_errors(), suppress(FileNotFoundError):
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            if time_of(os.fstat(descriptor)) <= until and try_lock(descriptor):
                path.unlink()
                return True
        finally:
            os.close(descriptor)
    return False
