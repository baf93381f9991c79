"""Driving an execution in a thread: calling the runner, and making each step when it is due."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

from hansard.application.services.run_execution import RunExecution
from hansard.domain.content import is_id
from hansard.domain.errors import InvalidInputError
from hansard.domain.event import Event
from hansard.domain.execution import ExecutionResult, Runner

OnEvent = Callable[[Event], object]

_ASYNCHRONOUS = (
    "The runner is asynchronous. Open the store with hansard.open_async, "
    "or give a function or a generator that is not."
)


def drive(execution: RunExecution, runner: Runner, on_event: OnEvent | None) -> ExecutionResult:
    """Make the steps of an execution in this thread.

    Raises:
        InvalidInputError: the runner has to be awaited, or is nothing that can be called.
    """
    if is_asynchronous(check_runner(runner)):
        raise InvalidInputError(_ASYNCHRONOUS)
    try:
        given = runner(*execution.begin())
        if isinstance(given, Iterator):
            return execution.complete(drain(given, execution, on_event))
        return execution.complete(refuse_asynchronous(given))
    except BaseException as error:
        execution.end_by(error)
        raise


def drain(items: Iterator[object], execution: RunExecution, on_event: OnEvent | None) -> object:
    """Take everything that a generator yields, one after the other, and give what it returns."""
    with ExitStack() as stack:
        if hasattr(items, "close"):
            stack.callback(items.close)
        while not execution.is_over:
            try:
                item = next(items)
            except StopIteration as end:
                return end.value
            event = execution.take(item)
            if event is not None and on_event is not None:
                on_event(event)
    return None


def check_runner(runner: Runner) -> Runner:
    """Give a runner back.

    Raises:
        InvalidInputError: it cannot be called.
    """
    given: object = runner
    if not callable(given):
        raise InvalidInputError(f"A runner is a function, not {type(given).__name__}.")
    return runner


def name_of(runner: Runner) -> str:
    """Give what a runner is called: its attribute ``name``, else the name of its function."""
    function = _function(check_runner(runner))
    for name in (getattr(function, "name", None), getattr(function, "__name__", None)):
        if isinstance(name, str) and is_id(name):
            return name
    return type(function).__name__


def is_asynchronous(runner: Runner) -> bool:
    """Say whether a runner is declared as asynchronous."""
    function = _function(runner)
    return any(
        inspect.iscoroutinefunction(found) or inspect.isasyncgenfunction(found)
        for found in (function, getattr(function, "__call__", None))  # noqa: B004 - not whether
    )


def refuse_asynchronous(given: object) -> object:
    """Give what a runner returned back, unless it has to be awaited.

    Raises:
        InvalidInputError: it has.
    """
    if isinstance(given, Coroutine):
        given.close()
    if isinstance(given, (Awaitable, AsyncIterator)):
        raise InvalidInputError(_ASYNCHRONOUS)
    return given


def _function(runner: Any) -> Any:
    while isinstance(runner, partial):
        runner = runner.func
    return runner
