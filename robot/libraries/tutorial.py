"""A page of the documentation, followed command by command as a reader would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hansard
from libraries.databases import new_folder
from libraries.evidence import record
from testbed.child_process import wait_until_gone

SECONDS = 180


class Tutorial:
    """Runs the commands of a page in an empty folder, and looks at what they leave behind."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._folder = new_folder()

    def follow_the_page(self, page: str) -> None:
        """Run every command, and compare what it prints with what the page shows."""
        programs = Path(sys.executable).parent
        variables = {
            "HOME": str(self._folder),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path.cwd()),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tools.doc_blocks", str(Path(page).resolve())],
            cwd=self._folder,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        commands = sum(line.startswith("$ ") for line in Path(page).read_text().splitlines())
        record(Path(page).name, commands=commands)

    def its_database_holds(self, file: str, *questions: str) -> None:
        """The page's conversation has these questions, in this order, and verifies."""
        with hansard.open(self._folder / file) as store:
            (mapping,) = store.threads.list_sessions("default-user")
            messages = store.sessions.messages(mapping.session_id)
            asked = [message.content for message in messages if message.role.value == "user"]
            assert asked == list(questions), asked
            assert not store.integrity.verify().findings, store.integrity.verify()

    def nothing_of_it_is_running(self) -> None:
        """The servers that the page started have ended."""
        for file in self._folder.glob("*.pid"):
            wait_until_gone([int(file.read_text())], SECONDS)
