"""A fuse that kills its process at a boundary: before or after a call that changes something.

A profiler hears of each call of a function, before it and after it. Those that change files, take
locks or speak to the database are the boundaries.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import FrameType
from typing import Any

from hansard import Hansard

_CALLS = {
    "close",
    "flock",
    "fsync",
    "mkdir",
    "open",
    "rename",
    "unlink",
    "utime",
    "write",
}
"""Functions of the operating system."""
_STATEMENTS = ("Link._execute", "Dialect.begin", "Dialect.commit")
"""How names of hansard's own functions end that speak to the database."""
_EVENTS = {"c_call": "before", "c_return": "after", "call": "before", "return": "after"}


class Fuse:
    """Kills this process when so many boundaries were passed.

    Args:
        distance: number of the boundary, from 0.
        tell: called with its name, just before.
    """

    def __init__(self, distance: int, tell: Callable[[str], object]) -> None:
        self._left = distance
        self._tell = tell

    def light(self) -> None:
        """Begin to count."""
        sys.setprofile(self._hear)

    def put_out(self) -> None:
        """Stop counting."""
        sys.setprofile(None)

    def _hear(self, frame: FrameType, event: str, argument: Any) -> None:
        if event in ("call", "return"):
            name = frame.f_code.co_qualname
            is_boundary = name.endswith(_STATEMENTS)
        else:
            name = argument.__qualname__
            is_boundary = name in _CALLS
        if not is_boundary or event not in _EVENTS:
            return
        if self._left == 0:
            self._tell(f"{_EVENTS[event]} {name}")
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def run_until_boundary(
    open_store: Callable[[], AbstractContextManager[Hansard]],
    operation: Callable[[Hansard], object],
    distance: int,
) -> str | None:
    """Run an operation in a forked process that is killed at a boundary, and name the boundary.

    Returns:
        None where the operation ended before it.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            os._exit(_run(open_store, operation, Fuse(distance, _teller(writing))))
        except BaseException:  # noqa: BLE001 - whatever it was, the exit code tells it
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    os.close(writing)
    _, status = os.waitpid(process, 0)
    with os.fdopen(reading) as told:
        boundary = told.read()
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL), f"exit code {code}"
    assert (code == 0) == (not boundary), f"exit code {code} at {boundary!r}"
    return boundary or None


def _run(
    open_store: Callable[[], AbstractContextManager[Hansard]],
    operation: Callable[[Hansard], object],
    fuse: Fuse,
) -> int:
    with open_store() as store:
        fuse.light()
        operation(store)
        fuse.put_out()
    return 0


def _teller(pipe: int) -> Callable[[str], int]:
    return lambda boundary: os.write(pipe, boundary.encode())
