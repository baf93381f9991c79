"""An archive of JSON lines in a folder, for what retention removes."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from hansard.domain.errors import InvalidInputError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")


class FileArchive:
    """A file for each name, ``<name>.jsonl``, readable by its owner alone.

    A file is there as a whole or not at all: its lines are written beside it, flushed to the disk
    and given its name then. One that is there is replaced.

    Args:
        folder: made with its parents where it is missing.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def write(self, name: str, lines: Iterable[str]) -> None:
        """Keep lines under a name; see `hansard.domain.retention.ArchiveStore`.

        Args:
            name: 1 to 128 letters, digits, hyphens and underscores.

        Raises:
            InvalidInputError: another name.
            OSError: the disk refuses; then nothing of the lines is left.
        """
        if not _NAME.fullmatch(name):
            raise InvalidInputError(
                "name must be 1 to 128 letters, digits, hyphens and underscores."
            )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.folder)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            Path(path).replace(self.folder / f"{name}.jsonl")
        except BaseException:
            with suppress(FileNotFoundError):
                Path(path).unlink()
            raise
        _flush(self.folder)


def _flush(folder: Path) -> None:
    """See to it that the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
