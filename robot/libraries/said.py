"""What a command said: run in a process of its own, forked with everything imported."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

from libraries.databases import new_folder
from libraries.heard import plain
from libraries.workers import run_together


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it wrote."""

    code: int
    output: str
    error: str

    def without(self, suffixes: Collection[str]) -> Said:
        """Give it without ids that end so, and without what is made anew each time."""
        return Said(self.code, plain(self.output, suffixes), plain(self.error, suffixes))


def say(words: list[str]) -> Said:
    """Run the program with these arguments, from an empty folder."""
    folder = new_folder()
    output, error = folder / "output", folder / "error"
    output.touch()
    error.touch()
    [code] = run_together(_run, [(words, str(folder), ("/dev/null", str(output), str(error)))])
    return Said(code, output.read_text(errors="replace"), error.read_text(errors="replace"))


def say_on_terminal(words: list[str], kind: str = "dumb") -> tuple[int, str]:
    """Run the program on a terminal, and give its exit code and all that it wrote there.

    Args:
        kind: of the terminal; a dumb one shows text alone.
    """
    reading, terminal = pty.openpty()
    shown: list[bytes] = []
    listener = Thread(target=_listen, args=(reading, shown))
    listener.start()
    path = os.ttyname(terminal)
    [code] = run_together(_run, [(words, str(new_folder()), (path, path, path), kind)])
    os.close(terminal)
    listener.join()
    os.close(reading)
    return code, b"".join(shown).decode()


def _listen(reading: int, shown: list[bytes]) -> None:
    """Read what a terminal is given until nobody has it open any more."""
    with suppress(OSError):
        while piece := os.read(reading, 65536):
            shown.append(piece)


def _run(words: list[str], folder: str, files: Sequence[str], kind: str = "dumb") -> int:
    """Run the program in this process, which has no other use, and give its exit code."""
    from hansard.interfaces.cli.main import main

    os.chdir(folder)
    os.environ["TERM"] = kind
    for number, file in enumerate(files):
        os.dup2(os.open(file, os.O_RDWR | os.O_NOCTTY), number)
    with (
        os.fdopen(0) as sys.stdin,
        os.fdopen(1, "w") as sys.stdout,
        os.fdopen(2, "w") as sys.stderr,
    ):
        try:
            main(words)
        except SystemExit as end:
            return int(end.code or 0)
