"""The question before something goes for good: its name has to be typed."""

from __future__ import annotations

import sys

import click

from hansard.interfaces.cli.reporting import Failure


def ask_for(name: str, *, question: str, refusal: str) -> None:
    """Ask on standard error for a name to be typed on standard input.

    Raises:
        Failure: something else was typed, or nothing; in the words of the refusal.
    """
    sys.stdout.flush()
    click.echo(question, err=True, nl=False)
    typed = sys.stdin.readline()
    if not (sys.stdin.isatty() and typed.endswith("\n")):
        click.echo(err=True)  # only a terminal shows the line break that was typed
    if typed.rstrip("\n") != name:
        raise Failure(refusal)
