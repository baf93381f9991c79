"""Processes that work on a store at the same time, and that may be killed at any moment.

They are forked from a server process that has imported hansard and opened nothing, so starting
one takes milliseconds and no worker inherits a connection. They end when that server ends.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import signal
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier
from time import monotonic
from typing import Any, Generic, Self, TypeVar

from testbed.child_process import die_with_parent

Result = TypeVar("Result")

PATIENCE = 120.0
"""Seconds after which a worker counts as stuck."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["libraries.preloaded"])


@dataclass(frozen=True, slots=True)
class Answer(Generic[Result]):
    """How a worker ended: its result, or the trace of what it raised."""

    result: Result | None = None
    trace: str | None = None


class Worker:
    """A process that sends what it has to say through a pipe, which survives it.

    Args:
        target: called in the process with the arguments, and the pipe's end as the last one.
        capacity: of the pipe in bytes, at least 4096; a worker that has filled it waits.
    """

    def __init__(
        self, target: Callable[..., None], *arguments: Any, capacity: int | None = None
    ) -> None:
        self.received: list[Any] = []
        self.has_ended = False
        self.reports, sending = _context.Pipe(duplex=False)
        if capacity is not None:
            set_capacity(self.reports, capacity)
        self._process: ForkServerProcess = _context.Process(
            target=_serve, args=(target, arguments, sending)
        )
        self._process.start()
        sending.close()

    def kill(self) -> None:
        """Send SIGKILL."""
        self._process.kill()

    def receive(self, seconds: float = 0.0) -> None:
        """Add what it has reported to `received`, waiting so long for the first report."""
        try:
            while self.reports.poll(seconds):
                self.received.append(self.reports.recv())
                seconds = 0.0
        except EOFError:
            self.has_ended = True

    def drain(self) -> list[Any]:
        """Receive until it has ended, and give all that it has ever reported, in its order."""
        deadline = monotonic() + PATIENCE
        while not self.has_ended:
            assert monotonic() < deadline, "a worker neither reports nor ends"
            self.receive(deadline - monotonic())
        return self.received

    def join(self, deadline: float) -> int:
        """Wait for the end and give the exit code; negative is the signal."""
        self._process.join(max(0.0, deadline - monotonic()))
        code = self._process.exitcode
        if code is None:
            self.kill()
            raise AssertionError("a worker did not end in time and was killed")
        return code

    def was_killed(self) -> bool:
        """Whether SIGKILL ended it."""
        return self.join(monotonic() + PATIENCE) == -signal.SIGKILL

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join(PATIENCE)
        self.reports.close()


def set_capacity(pipe: Connection, size: int) -> None:
    """Set how many bytes a pipe holds before its writer waits (Linux)."""
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, size)


def make_barrier(parties: int) -> Barrier:
    """Make a barrier that workers of this module can wait at together."""
    return _context.Barrier(parties, timeout=PATIENCE)


def run_together(
    target: Callable[..., Result], arguments: Iterable[Sequence[Any]], seconds: float = PATIENCE
) -> list[Result]:
    """Run a function in one process for each set of arguments, and give the results in order.

    Raises:
        AssertionError: one of them raised, or ended without a result.
    """
    deadline = monotonic() + seconds
    workers = [Worker(partial(_answer, target), *given) for given in arguments]
    try:
        answers = [_receive(worker, deadline) for worker in workers]
    finally:
        for worker in workers:
            worker.__exit__()
    return answers


def _receive(worker: Worker, deadline: float) -> Any:
    try:
        if not worker.reports.poll(max(0.0, deadline - monotonic())):
            raise AssertionError("a worker did not answer in time")
        answer: Answer[Any] = worker.reports.recv()
    except EOFError:
        code = worker.join(deadline)
        raise AssertionError(f"a worker ended without an answer, exit code {code}") from None
    assert answer.trace is None, answer.trace
    return answer.result


def _answer(target: Callable[..., Any], *given: Any) -> None:
    *arguments, reports = given
    try:
        answer: Answer[Any] = Answer(target(*arguments))
    except BaseException:  # noqa: BLE001 - whatever it was, the parent shows it
        answer = Answer(trace=traceback.format_exc())
    reports.send(answer)


def _serve(target: Callable[..., None], arguments: tuple[Any, ...], sending: Connection) -> None:
    die_with_parent()
    target(*arguments, sending)


def receive_from(workers: Iterable[Worker], seconds: float) -> None:
    """Receive what any of the workers reports first, and all that is there then."""
    listening = {worker.reports: worker for worker in workers if not worker.has_ended}
    for pipe in wait(list(listening), seconds):
        listening[pipe].receive()  # type: ignore[index]
