"""Disks without space: a bounded file, a bounded process and a small file system."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event

import hansard
from hansard import Hansard, HansardError, StoreFullError, StoreIOError
from libraries.databases import database_of, new_folder
from libraries.evidence import record
from libraries.examination import Acknowledged, Place
from libraries.workers import run_together

SESSION = "diary"
TEXT = "x" * 3000
FREE_PAGES = 60
FREE_BYTES = 120_000
SMALL_DISK = "size=2m"
BALLAST = 600_000
"""Bytes of a file that leaves space on the small disk when it goes."""

APPENDS_AFTERWARDS = 20
AT_MOST = 2000
"""Appends after which the disk should have been full."""

Release = Callable[[], None]
Bound = Callable[[Hansard], AbstractContextManager[Release]]


@dataclass(slots=True)
class Filling:
    """What a store did when its disk was full, and afterwards.

    Attributes:
        refusals: the errors that appends raised, by their class.
        import_refused: the error that an import raised while it was full.
        acknowledged_while_full: how many messages were acknowledged by then.
        read_while_full: how many could be read then.
        sessions_while_full: how many sessions there were then.
        findings_while_full: what the verification found then.
    """

    acknowledged: list[Acknowledged] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    read_while_full: int = 0
    acknowledged_while_full: int = 0
    import_refused: str = ""
    sessions_while_full: int = 0
    findings_while_full: list[str] = field(default_factory=list)

    @property
    def after(self) -> int:
        """How many appends were acknowledged when there was space again."""
        return len(self.acknowledged) - self.acknowledged_while_full


class FullDisk:
    """Fills what a store may use, and looks at how it bears that."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def fill_pages(self, url: str) -> Filling:
        """Let SQLite itself refuse more pages."""
        return _record("page limit", *run_together(fill, [(url, "pages")]))

    def fill_file_size(self, url: str) -> Filling:
        """Let the kernel refuse larger files of the process."""
        return _record("file size limit", *run_together(fill, [(url, "file size")]))

    def fill_disk(self, url: str) -> Filling:
        """Fill the file system, and take another file away from it."""
        return _record("small disk", *run_together(fill, [(url, "disk")]))

    def create_database_on_a_small_disk(self) -> str:
        """Mount a small file system and give the URL of a database on it; needs root."""
        self._mounted = new_folder()
        command = ["mount", "-t", "tmpfs", "-o", SMALL_DISK, "tmpfs", str(self._mounted)]
        refused = "only root may mount a file system"
        if os.geteuid() == 0:
            refused = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        if refused:
            from robot.api import SkipExecution

            raise SkipExecution(f"no small disk: {refused.strip()}")
        (self._mounted / "ballast").write_bytes(bytes(BALLAST))
        return f"sqlite:///{self._mounted / 'sessions.db'}"

    def remove_the_small_disk(self) -> None:
        """Unmount it, where it was mounted."""
        if self._mounted.is_mount():
            subprocess.run(["umount", str(self._mounted)], check=True)

    def the_full_disk_was_named(self, filling: Filling) -> None:
        """Appends and the import were refused with the error for a full or failing disk."""
        named = {StoreFullError.__name__, StoreIOError.__name__}
        assert filling.refusals, "the disk was never full"
        assert set(filling.refusals) <= named, f"refused with {set(filling.refusals)}"
        assert filling.import_refused in named, f"the import: {filling.import_refused or 'done'}"

    def everything_could_be_read_meanwhile(self, filling: Filling) -> None:
        """While nothing could be written, all that was acknowledged could be read and verified."""
        assert filling.read_while_full == filling.acknowledged_while_full, filling
        assert filling.sessions_while_full == 1, "a part of the import is there"
        assert not filling.findings_while_full, filling.findings_while_full

    def appends_work_again(self, filling: Filling) -> None:
        """The same open store appends when there is space again."""
        assert filling.after == APPENDS_AFTERWARDS, f"{filling.after} were acknowledged"


def fill(url: str, kind: str) -> Filling:
    """Append until there is no space, look around, make space, append again; in a process."""
    filling = Filling()
    with hansard.open(url) as store:
        store.sessions.create("robot", session_id=SESSION)
    with hansard.open(url) as store, _BOUNDS[kind](store) as release:
        while not filling.refusals and len(filling.acknowledged) < AT_MOST:
            _append(store, filling)
        _append(store, filling)
        filling.import_refused = _import(store)
        _look_around(store, filling)
        release()
        for _ in range(APPENDS_AFTERWARDS):
            _append(store, filling)
    return filling


def _look_around(store: Hansard, filling: Filling) -> None:
    filling.acknowledged_while_full = len(filling.acknowledged)
    filling.read_while_full = len(store.sessions.messages(SESSION))
    filling.sessions_while_full = len(store.sessions.list())
    filling.findings_while_full = [finding.detail for finding in store.integrity.verify().findings]


def _append(store: Hansard, filling: Filling) -> None:
    content = f"{len(filling.acknowledged)} {TEXT}"
    try:
        stored = store.sessions.append_message(SESSION, "user", content)
    except HansardError as error:
        filling.refusals.append(type(error).__name__)
    else:
        place = Place(store.namespace, SESSION, stored.sequence)
        filling.acknowledged.append(Acknowledged(place, stored.message_id, content))


def _import(store: Hansard) -> str:
    """Import a conversation that is larger than any of the bounds."""
    messages = [{"role": "user", "content": TEXT}] * 1000
    line = json.dumps({"conversation_id": "long", "messages": messages})
    try:
        store.transcripts.import_chats([line])
    except HansardError as error:
        return type(error).__name__
    return ""


@contextmanager
def _bounded_pages(store: Hansard) -> Iterator[Release]:
    """Bound the pages of every connection; those that are open are closed first."""
    engine, connections = database_of(store).dialect.engine, list[Any]()
    engine.dispose()

    @event.listens_for(engine, "connect")
    def bound(connection: Any, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + FREE_PAGES}").fetchall()
        connections.append(connection)

    def release() -> None:
        for connection in connections:
            connection.execute("PRAGMA max_page_count=1073741823").fetchall()

    yield release
    event.remove(engine, "connect", bound)


@contextmanager
def _bounded_file_size(store: Hansard) -> Iterator[Release]:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = Path(database_of(store).url.database or "")
    sizes = [path.stat().st_size for path in file.parent.glob(f"{file.name}*")]
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes) + FREE_BYTES, hard))
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _bounded_disk(store: Hansard) -> Iterator[Release]:
    yield (Path(database_of(store).url.database or "").parent / "ballast").unlink


_BOUNDS: dict[str, Bound] = {
    "pages": _bounded_pages,
    "file size": _bounded_file_size,
    "disk": _bounded_disk,
}


def _record(case: str, filling: Filling) -> Filling:
    record(
        case,
        appends_acknowledged=len(filling.acknowledged),
        appends_refused=len(filling.refusals),
        refused_with=", ".join(sorted(set(filling.refusals))),
        import_refused_with=filling.import_refused,
        messages_read_while_full=filling.read_while_full,
        appends_afterwards=filling.after,
    )
    return filling
