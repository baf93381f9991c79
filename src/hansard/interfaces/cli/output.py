"""Where output goes: data to standard output, notes and progress to standard error.

rich is imported when a table or a progress bar is drawn, not before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

import click

from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import visible_line

if TYPE_CHECKING:
    from rich.console import Console

_UNBOUNDED_WIDTH = 100_000
_GAP = 2
"""Columns of a terminal between two of a table."""
_SHORTEST = 8
"""Columns that are left of a text, however narrow the terminal."""

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

    def table(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        numbers: Collection[str] = (),
    ) -> None:
        """Print rows under their headings.

        On a terminal that is too narrow texts are shortened, the longest first; the first column
        and numbers never are.

        Args:
            numbers: headings of the columns that are set to the right.
        """
        from rich.table import Table
        from rich.text import Text

        cells = [[Text(visible_line(cell)) for cell in row] for row in rows]
        widest = [
            max(cell.cell_len for cell in column)
            for column in zip(map(Text, columns), *cells, strict=True)
        ]
        drawn = console(sys.stdout)
        whole = [place == 0 or name in numbers for place, name in enumerate(columns)]
        widths = _fitting(widest, whole, drawn.width)
        drawn.width = max(drawn.width, sum(widths) + _GAP * len(widths))
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
        for name, width in zip(columns, widths, strict=True):
            side: Literal["left", "right"] = "right" if name in numbers else "left"
            table.add_column(name, width=width, no_wrap=True, overflow="ellipsis", justify=side)
        for row in cells:
            table.add_row(*row)
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
        return for_people and sys.stderr.isatty() and not is_dumb()


def _fitting(widths: Sequence[int], whole: Sequence[bool], room: int) -> list[int]:
    """Give widths that fit the room, as far as texts can be shortened for it.

    Args:
        whole: which ones are not shortened.
    """
    fitting = list(widths)
    excess = sum(widths) + _GAP * (len(widths) - 1) - room
    while excess > 0:
        longest = max((0 if whole[place] else width, place) for place, width in enumerate(fitting))
        if longest[0] <= _SHORTEST:
            break
        fitting[longest[1]] -= 1
        excess -= 1
    return fitting


def without_empty_columns(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """Give a table without the columns in which no row says anything."""
    used = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return [columns[place] for place in used], [[row[place] for place in used] for row in rows]


def is_dumb() -> bool:
    """Say whether the terminal understands no more than text."""
    return os.environ.get("TERM") == "dumb"


def _show_nothing(_done: int, _words: str) -> None:
    return


def console(stream: TextIO) -> Console:
    """Make a console that takes text literally and colours only where colour is wanted.

    ``NO_COLOR`` forbids it, ``FORCE_COLOR`` asks for it also in a pipe, a dumb terminal has none.
    """
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR")) or is_dumb()
    return Console(
        file=stream,
        color_system=None if plain else "auto",
        width=None if stream.isatty() else _UNBOUNDED_WIDTH,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
