"""The file system as the bytes of artifacts need it: private, flushed, and failing by name."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hansard.domain.errors import ConfigurationError, StoreFullError, StoreIOError

try:
    import fcntl
except ImportError:  # pragma: no cover - no flock on this system, so no artifacts either
    fcntl = None  # type: ignore[assignment]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PRIVATE = 0o700


@contextmanager
def disk_errors() -> Iterator[None]:
    """Let no error of the operating system out, but the one that it becomes."""
    try:
        yield
    except OSError as error:
        where = f" at {error.filename}" if error.filename else ""
        if error.errno in _FULL:
            raise StoreFullError(
                f"No space is left for the bytes of artifacts ({error.strerror}{where}). Nothing "
                "was registered and nothing is lost; free some space and try again."
            ) from error
        raise StoreIOError(
            f"The disk refuses the bytes of artifacts ({error.strerror}{where}). "
            "Check the folder of the artifacts, its permissions and its disk."
        ) from error


def check_root(root: Path) -> bool:
    """Look at the folder of all artifacts, and say whether it is there.

    Raises:
        ConfigurationError: it is a link, not a folder, or others may write to it.
    """
    with disk_errors():
        try:
            mode = root.lstat().st_mode
        except FileNotFoundError:
            return False
    if stat.S_ISLNK(mode):
        raise ConfigurationError(
            f"The folder of the artifacts, {root}, is a link. Somebody could turn it elsewhere; "
            "name the folder that it leads to."
        )
    if not stat.S_ISDIR(mode):
        raise ConfigurationError(f"{root} is not a folder. Choose another one for the artifacts.")
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise ConfigurationError(
            f"Others than its owner may write to the folder of the artifacts, {root}. "
            f"Take that away: chmod go-w {root}"
        )
    return True


def make_folders(root: Path, folder: Path) -> None:
    """Make a folder below the root, with all that lead to it, for their owner alone."""
    if check_root(root) and folder.is_dir():
        return
    with disk_errors():
        missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
        for path in reversed(missing):
            with suppress(FileExistsError):
                path.mkdir(_PRIVATE)
            with suppress(PermissionError):  # a folder that may be written to but not read
                flush_folder(path.parent)
    check_root(root)


def flush_folder(folder: Path) -> None:
    """See to it that the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(file: Path, *, alone: bool) -> Iterator[None]:
    """Hold a lock that the kernel releases when this process dies.

    Args:
        file: made where it is missing; its folder is there.
        alone: whether nobody else may hold it meanwhile, or nobody who wants it alone.
    """
    with disk_errors():
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with disk_errors():
            fcntl.flock(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # also where a forked child has it open
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Lock an open file, unless somebody else has; closing it releases the lock."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def set_time(descriptor: int, now: datetime) -> None:
    """Note a time as the one when a file was last changed."""
    nanoseconds = (now - _EPOCH) // timedelta(microseconds=1) * 1000
    os.utime(descriptor, ns=(nanoseconds, nanoseconds))


def time_of(found: os.stat_result) -> datetime:
    """Give the time when a file was last changed."""
    return _EPOCH + timedelta(microseconds=found.st_mtime_ns // 1000)
