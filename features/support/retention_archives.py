"""Archives that retention writes to: ``a list``, ``a list of 1 entry``, or ``a folder``."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from behave.model import Table

from features.support.answers import check_rows
from features.support.world import World
from hansard import FileArchive

_ORDER = ("session", "message", "run", "event", "artifact")


class ListArchive:
    """Keeps what it is given in a list, up to a number of entries."""

    def __init__(self, most: float = float("inf")) -> None:
        self._most = most
        self._entries: dict[str, list[str]] = {}

    def write(self, name: str, lines: Iterable[str]) -> None:
        if len(self._entries) >= self._most:
            raise OSError("the archive is full")
        self._entries[name] = list(lines)

    def lines(self) -> list[str]:
        return [line for entry in self._entries.values() for line in entry]


class FolderArchive(FileArchive):
    """The archive that comes with hansard, in a folder that lasts as long as the example."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hansard-archive-")
        super().__init__(Path(self._folder.name) / "2026" / "removed")

    def lines(self) -> list[str]:
        files = list(self.folder.iterdir())
        assert all(file.suffix == ".jsonl" for file in files), files
        return [line for file in files for line in file.read_text().splitlines()]


def open_archive(text: str) -> ListArchive | FolderArchive | str:
    """Give the archive of a text, and a text that names none as it is."""
    if text == "a folder":
        return FolderArchive()
    if text.startswith("a list"):
        found = re.search(r"\d+", text)
        return ListArchive(int(found[0])) if found else ListArchive()
    return text


def check_archive(world: World, table: Table) -> None:
    """Check what was archived, session by session: itself, messages, runs, events, artifacts."""
    records = [json.loads(line) for line in world.kept["archive"].lines()]
    for record in records:
        record["session"] = world.names.get(record["session_id"], record["session_id"])
    records.sort(key=lambda one: (one["session"], _ORDER.index(one["kind"]), one.get("sequence")))
    check_rows(table, records, world.names)
