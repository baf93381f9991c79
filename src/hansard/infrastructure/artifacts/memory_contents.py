"""The bytes of artifacts in memory."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from weakref import WeakSet

from hansard.application.ports.artifacts import Content
from hansard.infrastructure.artifacts.pieces import pieces_of


@dataclass(frozen=True, slots=True)
class PutBytes:
    """Bytes that were put, while nobody can remove them."""

    digest: str
    byte_size: int

    def promise(self, artifact_id: str) -> None:
        """Do nothing: a store in memory takes part in no transaction of a caller's."""


class MemoryContents:
    """Keeps bytes as long as the process lives."""

    name = "memory"

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[bytes, datetime]] = {}
        self._lock = threading.Lock()
        _instances.add(self)

    def new_folder(self) -> str:
        """Give a name for a folder; nobody else keeps bytes here."""
        return self.name

    @contextmanager
    def put(self, folder: str, content: Content, now: datetime) -> Iterator[PutBytes]:
        """Keep bytes. Until the context is left nobody removes them."""
        kept = b"".join(pieces_of(content))
        digest = hashlib.sha256(kept).hexdigest()
        with self._lock:
            self._kept[folder, digest] = (kept, now)
            yield PutBytes(digest, len(kept))

    def read(self, folder: str, digest: str) -> bytes | None:
        """Give bytes, None where there are none."""
        found = self._kept.get((folder, digest))
        return None if found is None else found[0]

    def open(self, folder: str, digest: str) -> BinaryIO | None:
        """Open bytes at their beginning; None where there are none."""
        found = self.read(folder, digest)
        return None if found is None else BytesIO(found)

    def holds(self, folder: str, digest: str) -> bool:
        """Say whether there are bytes with a digest."""
        return (folder, digest) in self._kept

    def remove(
        self,
        folder: str,
        digest: str,
        is_wanted: Callable[[], bool],
        *,
        settled: Iterable[str] = (),  # noqa: ARG002 - nothing is ever promised
    ) -> int | None:
        """Remove bytes unless they are wanted, and give their number, None where they stay."""
        with self._lock:
            found = self._kept.get((folder, digest))
            if found is None or is_wanted():
                return None
            del self._kept[folder, digest]
            return len(found[0])

    def kept(self, folder: str, part: str) -> dict[str, datetime]:
        """Give the digests that begin with two hex digits, with the times when they were put."""
        return {
            digest: put_at
            for (owner, digest), (_, put_at) in list(self._kept.items())
            if owner == folder and digest.startswith(part)
        }

    def tidy(self, folder: str, until: datetime, promised_until: datetime) -> int:  # noqa: ARG002
        """Find nothing: bytes in memory have no unfinished writers."""
        return 0

    def renew_lock(self) -> None:
        """Forget a writer that a forked child did not inherit."""
        self._lock = threading.Lock()


_instances: WeakSet[MemoryContents] = WeakSet()


def _renew_locks_in_child() -> None:
    for contents in _instances:
        contents.renew_lock()


os.register_at_fork(after_in_child=_renew_locks_in_child)
