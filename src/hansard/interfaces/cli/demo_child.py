"""The writer of the demonstration as its parent sees it: a process that reports, and is killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import hansard

PATIENCE = 60.0
"""Seconds that the writer may take before it counts as stuck."""


@dataclass(slots=True)
class Testimony:
    """What the parent saw of the writer while it lived, and how it ended.

    Attributes:
        process: its process id.
        acknowledged: sequence and message id of each append that returned, in order.
        statements: verbs of the transaction that was open when it was killed.
        stopped_before: the statement that it was about to run then, None if it did not stop.
        refusal: what SQLite told a second writer at that moment, None if it let it in.
        exit_status: of the process; negative is the signal that ended it.
    """

    process: int
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    stopped_before: str | None = None
    refusal: str | None = None
    exit_status: int | None = None

    @property
    def was_killed_in_an_append(self) -> bool:
        """Whether the writer had written the message and not committed it when it was killed."""
        return (
            "INSERT" in self.statements
            and self.stopped_before == "COMMIT"
            and self.refusal is not None
            and self.exit_status == -signal.SIGKILL
        )


def record_and_kill(url: str, database: Path) -> Testimony:
    """Start the writer, listen until it stops in the middle of an append, and kill it there."""
    with _writer(url) as process:
        testimony = Testimony(process.pid)
        for line in process.stdout or ():
            report = json.loads(line)
            if "acknowledged" in report:
                testimony.acknowledged.append((report["acknowledged"], report["message_id"]))
            elif "stopped_before" in report:
                testimony.statements = report["statements"]
                testimony.stopped_before = report["stopped_before"]
                testimony.refusal = _try_to_write(database)
                process.kill()
        testimony.exit_status = process.wait()
    return testimony


@contextmanager
def _writer(url: str) -> Iterator[subprocess.Popen[str]]:
    """Run the writer in a process of its own, never longer than `PATIENCE`."""
    command = [sys.executable, "-P", "-m", "hansard.interfaces.cli.demo_writer", url]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": _search_path()},
    ) as process:
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def _search_path() -> str:
    """Let the child import the same hansard as this process, wherever that was found."""
    here = str(Path(hansard.__file__).parent.parent)
    return os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))


def _try_to_write(database: Path) -> str | None:
    """Begin a write transaction without waiting, and give what SQLite says against it."""
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return str(error)
        connection.execute("ROLLBACK")
    return None
