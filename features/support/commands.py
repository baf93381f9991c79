"""Commands at a prompt: in this process through the program's own entry point, or outside of it.

``hansard …`` runs in this process, so that a scenario takes milliseconds; on a terminal, and as
``python -m hansard …``, it is a process of its own.
"""

from __future__ import annotations

import fcntl
import logging
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import BinaryIO

from parse import with_pattern

from features.support.patterns import check_text
from features.support.place import Place, place_of
from features.support.world import World
from hansard.interfaces.cli.main import main

PATIENCE = 60.0
"""Seconds after which a process counts as stuck."""
_SIZE = struct.pack("HHHH", 50, 200, 0, 0)
"""Rows and columns of a terminal."""
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_CHARACTER = re.compile(r"\\u([0-9a-f]{4})")
_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")
_CURSOR = re.compile(r'cursor(?:": ")? ?([\w=-]+)')


@dataclass(slots=True)
class Ended:
    """How a command ended. A terminal shows both streams as one, the output.

    Attributes:
        code: its exit code.
        expected: whether a step has looked at the exit code.
    """

    code: int
    output: str
    error: str = ""
    expected: bool = False


@with_pattern("(?:hansard|python)(?: .*)?")
def read_command(text: str) -> str:
    return text


@with_pattern("output|error")
def read_stream(text: str) -> str:
    return text


@with_pattern(r"\d+(?: or \d+)*")
def read_codes(text: str) -> list[int]:
    return [int(code) for code in text.split(" or ")]


def run(world: World, command: str, typed: str | None) -> None:
    r"""Run a command as the attempt of the scenario.

    Args:
        command: names of sessions in it stand for their ids.
        typed: standard input; ``\udcff`` in it stands for the byte 255.
    """
    program, *arguments = (world.id_of(word) for word in _split(world, command))
    text = _BYTE.sub(lambda found: chr(int(found[1], 16)), typed or "")
    place, given = place_of(world), text.encode("utf-8", "surrogateescape")
    _check_last(world)
    if place.is_terminal:
        world.run(lambda: _run_on_terminal(place, arguments, given))
    elif program == "python":
        world.run(lambda: _run_process(place, arguments, given))
    else:
        world.run(lambda: _run_here(place, arguments, given))


def ended(world: World) -> Ended:
    """Give how the last command ended."""
    found: Ended = world.answer
    return found


def check_code(world: World, codes: list[int]) -> None:
    """Check that the exit code of the last command is one of these."""
    last = ended(world)
    last.expected = True
    assert last.code in codes, f"the exit code is {last.code}\n{last.output}{last.error}"


def check_stream(world: World, stream: str, text: str | None) -> None:
    """Check what the last command wrote; names of sessions stand for their ids.

    Raises:
        AssertionError: it wrote something else, or failed though no step has said so.
    """
    _check_last(world)
    filled = place_of(world).fill(text or "")
    wanted = _NAME.sub(lambda name: world.id_of(name[0]), filled)
    check_text(getattr(ended(world), stream), wanted)


def check_nowhere(world: World, word: str) -> None:
    """Check that a word is in nothing that the last command wrote."""
    last = ended(world)
    assert word not in last.output + last.error, f"{last.output}{last.error}"


def _check_last(world: World) -> None:
    """Fail where a command failed and no step has expected it."""
    try:
        last = world.answer
    except AssertionError:
        return
    if isinstance(last, Ended) and last.code and not last.expected:
        raise AssertionError(f"the exit code was {last.code}: {last.output}{last.error}")


def _split(world: World, command: str) -> list[str]:
    r"""Give the words of a command.

    ``{cursor}`` stands for the cursor that the last command gave, and ``\u202e`` in a command of
    hansard for that character.
    """
    filled = place_of(world).fill(command)
    if command.startswith("hansard"):
        filled = _CHARACTER.sub(lambda found: chr(int(found[1], 16)), filled)
    if "{cursor}" in filled:
        found = _CURSOR.search(ended(world).error)
        assert found, f"no cursor was printed: {ended(world).error}"
        filled = filled.replace("{cursor}", found[1])
    return shlex.split(filled)


def _run_here(place: Place, arguments: list[str], typed: bytes) -> Ended:
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as error,
        place.entered(),
        _program(arguments, typed, output, error),
    ):
        code = _call_main()
        return Ended(code, _written(output), _written(error))


def _call_main() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    raise AssertionError("the program returned instead of ending the process")


@contextmanager
def _program(
    arguments: list[str], typed: bytes, output: BinaryIO, error: BinaryIO
) -> Iterator[None]:
    """Give this process the arguments and the streams of a program, for as long as it runs."""
    logger = logging.getLogger("hansard")
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, logger.level, list(logger.handlers)
    sys.argv = ["hansard", *arguments]
    sys.stdin = TextIOWrapper(BytesIO(typed), "utf-8")
    sys.stdout = TextIOWrapper(output, "utf-8")
    sys.stderr = TextIOWrapper(error, "utf-8")
    try:
        yield
    finally:
        sys.stdout.detach()
        sys.stderr.detach()
        sys.argv, sys.stdin, sys.stdout, sys.stderr, level, logger.handlers = kept
        logger.setLevel(level)


def _written(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8")


def _run_process(place: Place, arguments: list[str], typed: bytes) -> Ended:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=place.folder,
        env=place.environment(),
        umask=place.umask,
        input=typed,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _run_on_terminal(place: Place, arguments: list[str], typed: bytes) -> Ended:
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, _SIZE)
        process = subprocess.Popen(
            [sys.executable, "-m", "hansard", *arguments],
            cwd=place.folder,
            env={"TERM": "xterm-256color", **place.environment()},
            umask=place.umask,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        os.write(ours, typed)
        shown = b"".join(iter(lambda: _read(ours), b""))
        return Ended(process.wait(PATIENCE), shown.decode("utf-8").replace("\r\n", "\n"))
    finally:
        os.close(ours)


def _read(terminal: int) -> bytes:
    """Read from a terminal; its end is an error where nobody writes to it any more."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""
