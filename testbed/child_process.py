"""What the kernel knows about child processes (Linux)."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Ask the kernel to send this process SIGQUIT when its parent thread ends.

    For ``preexec_fn``: it must run after the change of user, which would clear the request.
    """
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def children_of(parent: int) -> list[int]:
    """Return the process ids of the direct children of a process."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = (entry / "stat").read_text().rpartition(")")[2]
            if int(after_name.split()[1]) == parent:
                found.append(int(entry.name))
    return found


def wait_until_gone(processes: Iterable[int], seconds: float) -> None:
    """Wait until none of the processes exists; raise TimeoutError when that takes too long."""
    deadline = time.monotonic() + seconds
    for process in processes:
        while _exists(process):
            if time.monotonic() > deadline:
                raise TimeoutError(f"process {process} did not end within {seconds} s")
            time.sleep(0.005)


def _exists(process: int) -> bool:
    """Return whether the process runs; one that ended and waits to be reaped does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X") and os.getpid() != process
