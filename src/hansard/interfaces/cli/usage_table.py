"""The usage report for people: a table, and on a terminal a chart beside it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hansard.interfaces.cli.output import Output, console, is_dumb
from hansard.interfaces.cli.visible_text import count_of, visible_line

if TYPE_CHECKING:
    from hansard.domain.usage import AddedUsage, UsageReport, UsageRow

_NUMBERS = ("runs", "in", "out", "tokens", "USD", "unpriced")
_LONGEST = 40
"""Columns of a terminal that the longest bar takes."""
_CHART = "chart of tokens"
_SHORTEST = len(_CHART)
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEAST_USD = 0.0001


def print_usage(output: Output, report: UsageReport) -> None:
    """Print a report as a table, one row for each group and one for all of them."""
    rows = [_cells(row) for row in (*report.rows, report.total)]
    columns: tuple[str, ...] = (report.by.value, *_NUMBERS)
    if sys.stdout.isatty() and report.rows:
        room = console(sys.stdout).width - _width((columns, *rows))
        if room >= _SHORTEST:
            columns = (*columns, _CHART)
            bars = _bars([row.total_tokens for row in report.rows], min(room, _LONGEST))
            rows = [(*cells, bar) for cells, bar in zip(rows, (*bars, ""), strict=True)]
    output.table(columns, rows, numbers=_NUMBERS)
    if report.added is not None:
        output.line()
        output.line(_added(report.added))


def _cells(row: UsageRow) -> tuple[str, ...]:
    return (
        row.group,
        f"{row.run_count}",
        f"{row.input_tokens}",
        f"{row.output_tokens}",
        f"{row.total_tokens}",
        "-" if row.cost_usd is None else _usd(row.cost_usd),
        f"{row.unmapped_runs}",
    )


def _added(added: AddedUsage) -> str:
    return (
        f"Apart from that, {added.input_tokens} tokens in, {added.output_tokens} out and "
        f"USD {_usd(added.estimated_cost)} were added to "
        f"{count_of(added.session_count, 'session')}."
    )


def _usd(cost: float) -> str:
    """Give a cost in USD; one that is not nothing does not look like nothing."""
    if 0 < cost < _LEAST_USD:
        return f"<{_LEAST_USD}"
    return f"{cost:.4f}" if cost < 1e15 else f"{cost:.6g}"


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Give how many columns of a terminal a table takes, with a gap behind it."""
    from rich.cells import cell_len

    columns = zip(*rows, strict=True)
    return sum(max(cell_len(visible_line(cell)) for cell in column) + 2 for column in columns)


def _bars(figures: Sequence[int], longest: int) -> list[str]:
    """Give a bar for each figure, the largest one the longest; of plain text where it must be."""
    most = max(figures)
    if is_dumb() or not (sys.stdout.encoding or "").lower().startswith("utf"):
        return ["#" * -(-figure * longest // most) if most else "" for figure in figures]
    return [_bar(-(-figure * longest * 8 // most)) if most else "" for figure in figures]


def _bar(eighths: int) -> str:
    whole, rest = divmod(eighths, 8)
    return (_EIGHTHS[-1] * whole + _EIGHTHS[rest]).rstrip()
