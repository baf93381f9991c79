"""Files that commands read and write: bounded input, private and whole output."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from hansard.interfaces.cli.exit_codes import ExitCode
from hansard.interfaces.cli.reporting import Failure

STANDARD_STREAM = "-"
MEBIBYTE = 1024 * 1024


@contextmanager
def open_input(path: str) -> Iterator[BinaryIO]:
    """Open a file for reading; ``-`` is standard input."""
    if path == STANDARD_STREAM:
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as stream:
        yield stream


def read_input(path: str, limit: int) -> bytes:
    """Read a whole file, or standard input for ``-``.

    Args:
        limit: bytes that it may have.

    Raises:
        Failure: it has more; nothing beyond the limit was read.
    """
    with open_input(path) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        name = "Standard input" if path == STANDARD_STREAM else path
        raise Failure(f"{name} has more than {limit / MEBIBYTE:g} MiB, which is all that is read.")
    return data


@contextmanager
def open_output(path: str, *, replace: bool) -> Iterator[BinaryIO]:
    """Open a new file that appears under its name only when everything was written.

    It is readable by its owner alone, written to a temporary file in the same folder, flushed to
    the disk and then given its name. ``-`` is standard output.

    Args:
        replace: a regular file of that name may be replaced.

    Raises:
        Failure: there is something of that name; it is as it was.
    """
    if path == STANDARD_STREAM:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    _refuse_existing(target, replace=replace)
    handle, temporary = _make_beside(target)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_name(temporary, target, replace=replace)
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(target.parent)


def _make_beside(target: Path) -> tuple[int, Path]:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:200]}.", dir=target.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    return handle, Path(name)


def _refuse_existing(target: Path, *, replace: bool) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(target.lstat().st_mode):
            raise Failure(f"{target} is not a regular file. Use - to write to standard output.")
        if not replace:
            raise _exists(target)


def _give_name(temporary: Path, target: Path, *, replace: bool) -> None:
    if not replace:
        try:
            target.touch(0o600, exist_ok=False)
        except FileExistsError as error:
            raise _exists(target) from error
    temporary.replace(target)


def _exists(target: Path) -> Failure:
    return Failure(
        f"{target} exists. Choose another name, or pass --force to replace it.", ExitCode.CONFLICT
    )


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
