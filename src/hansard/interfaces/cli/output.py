"""Where output goes: data to standard output, notes and progress to standard error.

rich is imported when a table or a progress bar is drawn, not before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import click

from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import visible_line

if TYPE_CHECKING:
    from rich.console import Console

_UNBOUNDED_WIDTH = 100_000

ShowProgress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Output:
    """The streams of one command."""

    settings: Settings

    def json(self, value: object) -> None:
        """Print one JSON value on one line."""
        click.echo(json_text(value))

    def line(self, text: str = "", style: str = "") -> None:
        """Print a line of text that hansard composed; stored text in it is made visible before."""
        if not style:
            click.echo(text)
            return
        from rich.text import Text

        console(sys.stdout).print(Text(text, style), soft_wrap=True)

    def note(self, text: str) -> None:
        """Print a line for people to standard error, unless they want quiet or JSON."""
        if not self.settings.quiet and not self.settings.as_json:
            click.echo(text, err=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows under their headings; the first column is never shortened."""
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        for index, column in enumerate(columns):
            table.add_column(column, no_wrap=True, overflow="fold" if index == 0 else "ellipsis")
        for row in rows:
            table.add_row(*(Text(visible_line(cell)) for cell in row))
        drawn = console(sys.stdout)
        with drawn.capture() as capture:
            drawn.print(table)
        for line in capture.get().splitlines():
            sys.stdout.write(line.rstrip() + "\n")

    @contextmanager
    def progress(
        self, title: str, total: int | None, *, wanted: bool = True
    ) -> Iterator[ShowProgress]:
        """Show how far a long command is, on a terminal only.

        Args:
            title: what is going on.
            total: how much there is to do, None where that is not known.
            wanted: False where data goes to the same terminal meanwhile.

        Returns:
            A function to call with how much is done, and with that in words.
        """
        if not wanted or not self._wants_progress():
            yield _show_nothing
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn(title), BarColumn(), TextColumn("{task.fields[words]}"))
        with Progress(
            *columns, TimeElapsedColumn(), console=console(sys.stderr), transient=True
        ) as bar:
            task = bar.add_task(title, total=total, words="")
            yield lambda done, words: bar.update(task, completed=done, words=words)

    def _wants_progress(self) -> bool:
        for_people = not self.settings.quiet and not self.settings.as_json
        return for_people and sys.stderr.isatty() and not _is_dumb()


def _show_nothing(_done: int, _words: str) -> None:
    return


def console(stream: TextIO) -> Console:
    """Make a console that takes text literally and colours only where colour is wanted.

    ``NO_COLOR`` forbids it, ``FORCE_COLOR`` asks for it also in a pipe, a dumb terminal has none.
    """
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR")) or _is_dumb()
    return Console(
        file=stream,
        color_system=None if plain else "auto",
        width=None if stream.isatty() else _UNBOUNDED_WIDTH,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"
