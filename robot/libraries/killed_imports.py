"""Imports of transcripts that are killed with SIGKILL, and continued."""

from __future__ import annotations

import random
import subprocess

from libraries.command_line import PATIENCE, conversation, exported, start, stored, wait_until
from libraries.databases import new_folder
from libraries.evidence import record

CONVERSATIONS = 120
MESSAGES = 40
SPREAD = 0.02
"""Seconds over which the moments of the kills are spread, once one more is stored."""


class KilledImports:
    """Imports a file of conversations, killed in the middle as often as it takes."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._lines = [
            conversation(number, [f"message {number}-{part}" for part in range(MESSAGES)])
            for number in range(CONVERSATIONS)
        ]
        self._left: list[list[str]] = []

    def import_and_kill_again_and_again(self, url: str, kills: int) -> None:
        """Kill an import after some lines, and go on with the line that is not stored yet."""
        file = new_folder() / "chats.jsonl"
        file.write_text("\n".join(self._lines) + "\n")
        command = ["hansard", "import-chats", str(file), "--url", url, "--from-line"]
        for number in range(kills):
            before = len(stored(url))
            process = start([*command, str(before + 1)], stdin=subprocess.DEVNULL)
            _kill_after(process, url, before + 1, number)
            self._left.append(exported(url))
        last = start([*command, str(len(stored(url)) + 1)], stdin=subprocess.DEVNULL)
        _, error = last.communicate(timeout=PATIENCE)
        assert last.returncode == 0, error
        counts = ", ".join(str(len(lines)) for lines in self._left)
        record("killed imports", kills=kills, conversations=CONVERSATIONS, stored_at_kills=counts)

    def every_kill_left_whole_conversations(self) -> None:
        """After each kill the first conversations were there, each as a whole."""
        assert self._left, "nothing was killed"
        for lines in self._left:
            assert lines == self._lines[: len(lines)], f"after {len(lines)}: {lines[-1]:.200}"
        assert len(self._left[-1]) < CONVERSATIONS, "nothing was left to be continued"

    def every_conversation_is_stored_once(self, url: str) -> None:
        """In the end all conversations are there, once each, in the order of the file."""
        found = exported(url)
        assert found == self._lines, f"{len(found)} conversations, not {CONVERSATIONS}"


def _kill_after(process: subprocess.Popen[str], url: str, count: int, number: int) -> None:
    """Kill an import at a moment of its own once so many conversations are stored."""
    wait_until(lambda: len(stored(url)) >= count, "the import stores nothing")
    try:
        process.wait(random.Random(number).uniform(0, SPREAD))
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -9, f"it ended before it was killed: {process.returncode}"
