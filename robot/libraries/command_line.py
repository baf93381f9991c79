"""Commands of hansard as users start them: processes with an environment of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import hansard
from libraries.databases import new_folder

PATIENCE = 120.0
"""Seconds after which a command counts as stuck."""
GLANCE = 0.01
"""Seconds between two looks at the store."""
_LONG = 200_000
"""Characters of a message: more than a pipe holds."""
_BINARIES = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    output: str
    error: str


class CommandLine:
    """Runs commands, each from an empty folder, and keeps how the last one ended."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._last = Ended(0, "", "")

    def run(self, *words: str) -> None:
        """Run a command to its end."""
        process = start(words, stdin=subprocess.DEVNULL)
        output, error = process.communicate(timeout=PATIENCE)
        self._last = Ended(process.returncode, output, error)

    def output_of(self, *words: str) -> str:
        """Run a command that has to succeed, and give its output."""
        self.run(*words)
        self.the_exit_code_is(0)
        return self._last.output

    def run_into(self, file: str, *words: str) -> None:
        """Run a command whose standard output is a file."""
        with Path(file).open("w") as output:
            process = start(words, stdin=subprocess.DEVNULL, stdout=output)
            _, error = process.communicate(timeout=PATIENCE)
        self._last = Ended(process.returncode, "", error)

    def run_and_read_one_line(self, *words: str) -> None:
        """Run a command, read a line of its output, and close the pipe while it goes on."""
        process = start(words, stdin=subprocess.DEVNULL)
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()
        self._last = Ended(process.wait(PATIENCE), line, error)

    def run_without_streams(self, *words: str) -> None:
        """Run a command with all three standard streams closed."""
        closing = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
        done = subprocess.run(
            [*closing, *_program(words)], cwd=new_folder(), timeout=PATIENCE, check=False
        )
        self._last = Ended(done.returncode, "", "")

    def interrupt_an_import(self, url: str, after: int) -> None:
        """Feed an import line by line, and send it SIGINT when so many are stored."""
        process = start(["hansard", "import-chats", "-", "--url", url], stdin=subprocess.PIPE)
        assert process.stdin is not None
        for number in range(after):
            process.stdin.write(conversation(number, ["Hello"]) + "\n")
        process.stdin.flush()
        wait_until(lambda: len(stored(url)) == after, "the conversations are not stored")
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=PATIENCE)
        self._last = Ended(process.returncode, output, error)

    def interrupt_at_its_question(self, *words: str) -> None:
        """Run a command until it asks something, and send it SIGINT."""
        process = start(words, stdin=subprocess.PIPE)
        errors = process.stderr
        assert errors is not None
        asked = "".join(iter(lambda: errors.read(1), ":"))
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=PATIENCE)
        self._last = Ended(process.returncode, output, error)
        assert asked.startswith("Type the id"), asked

    def store_long_conversations(self, url: str) -> None:
        """Store sessions that are longer than what a pipe holds."""
        with hansard.open(url) as store:
            for _ in range(3):
                session = store.sessions.create()
                store.sessions.append_message(session.session_id, "user", "x" * _LONG)

    def the_exit_code_is(self, code: int) -> None:
        """The last command ended with this code."""
        assert self._last.code == code, f"it was {self._last}"

    def the_last_line_is(self, line: str) -> None:
        """The last command ended its output with this line."""
        assert self._last.output.splitlines()[-1] == line, self._last.output

    def the_error_says(self, words: str) -> None:
        """The last command said this on standard error, on one line."""
        assert words in self._last.error, f"it says: {self._last.error}"
        assert self._last.error.count("\n") == 1, f"not one line: {self._last.error}"

    def the_error_says_nothing(self) -> None:
        """The last command wrote nothing to standard error."""
        assert self._last.error == "", self._last.error

    def the_store_holds_sessions(self, url: str, count: int) -> None:
        """There are so many sessions."""
        assert len(stored(url)) == count, stored(url)

    def the_store_holds_the_first_conversations(self, url: str, count: int) -> None:
        """The conversations of the first lines are there, in their order, and no others."""
        found = [json.loads(line)["conversation_id"] for line in exported(url)]
        assert found == [f"c-{number}" for number in range(count)], found


def start(
    words: tuple[str, ...] | list[str],
    *,
    stdin: int,
    stdout: int | IO[str] = subprocess.PIPE,
) -> subprocess.Popen[str]:
    """Start a command in an empty folder."""
    return subprocess.Popen(
        _program(words),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=new_folder(),
        env={name: value for name, value in os.environ.items() if name != "HANSARD_URL"},
        text=True,
    )


def conversation(number: int, contents: list[str]) -> str:
    """Give a conversation as a line of a transcript."""
    messages = [{"role": "user", "content": content} for content in contents]
    document = {"conversation_id": f"c-{number}", "messages": messages}
    return json.dumps(document, separators=(",", ":"))


def stored(url: str) -> list[str]:
    """Give the ids of the sessions that are stored, newest first."""
    with hansard.open(url) as store:
        return [session.session_id for session in store.sessions.list(1000)]


def exported(url: str) -> list[str]:
    """Give the conversations that are stored, as lines, in the order in which they came."""
    with hansard.open(url) as store:
        return list(store.transcripts.export_chats())


def wait_until(holds: Callable[[], bool], otherwise: str) -> None:
    """Look again and again until something holds."""
    deadline = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < deadline, otherwise
        sleep(GLANCE)


def _program(words: tuple[str, ...] | list[str]) -> list[str]:
    """Give a command with the programs of this interpreter."""
    program = sys.executable if words[0] == "python" else str(_BINARIES / words[0])
    return [program, *words[1:]]
