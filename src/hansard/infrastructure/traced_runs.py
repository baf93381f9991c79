"""Runs that are executed as spans; see `hansard.infrastructure.telemetry`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from hansard.application.services.run_driving import OnEvent, check_runner, drive, is_asynchronous
from hansard.application.services.run_execution import RunExecution
from hansard.application.services.session_manager import SessionManager, driven_by
from hansard.domain.event import Event
from hansard.domain.execution import ExecutionResult, Runner
from hansard.domain.run import Run
from hansard.domain.session import Session
from hansard.infrastructure.telemetry import Invocation, is_traced


def traced(manager: SessionManager) -> SessionManager:
    """Give a manager whose executions are spans where somebody traces."""
    return driven_by(manager, drive_traced)


def drive_traced(
    execution: RunExecution, runner: Runner, on_event: OnEvent | None
) -> ExecutionResult:
    """Make the steps of an execution in this thread, its runner's in a span."""
    if not is_traced() or is_asynchronous(check_runner(runner)):
        return drive(execution, runner, on_event)
    with invocation_of(execution) as invocation, ExitStack() as stack:

        def call(run: Run, session: Session) -> Any:
            invocation.begin(session.actor_name, run)
            stack.enter_context(invocation.active())
            return runner(run, session)

        def hear(event: Event) -> None:
            invocation.note([event])
            if on_event is not None:
                on_event(event)

        return drive(execution, call, hear)


@contextmanager
def invocation_of(execution: RunExecution) -> Iterator[Invocation]:
    """Give what ends as an execution does, in whichever way."""
    invocation = Invocation()
    failure: BaseException | None = None
    try:
        yield invocation
    except BaseException as error:
        failure = error
        raise
    finally:
        state = getattr(execution, "state", None)
        if state is not None:
            invocation.end(state.run, failure)
