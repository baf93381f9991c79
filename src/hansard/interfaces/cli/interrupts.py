"""Ctrl-C: what it means for what is under way, and where it must not fall between two steps."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put an interrupt off until what is under way is done. A second one is not put off.

    Raises:
        KeyboardInterrupt: at the end, where one came meanwhile.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: object) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if came:
        raise KeyboardInterrupt


@contextmanager
def interruptible(consequence: str) -> Iterator[None]:
    """Let an interrupt end the command with what it means.

    Raises:
        click.Abort: one came.
    """
    try:
        yield
    except KeyboardInterrupt as error:
        raise click.Abort(f"Interrupted. {consequence}") from error
