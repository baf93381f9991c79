"""Results: one row for each comparison, its verdict, the table and the JSON beside it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.raw.timing import Timings, ratio_spread


@dataclass(frozen=True, slots=True)
class Target:
    """What a ratio is held to."""

    bound: float
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        """Whether a value keeps to it."""
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison.

    Attributes:
        work: what was done.
        place: where.
        hansard: what hansard took or reached, with its unit in ``unit``.
        other: the same of what it is compared with.
        unit: "s", "per s", "MB".
        value: the figure that the target is for; mostly hansard / other.
        target: None where the figure is for information.
        strict: the ratio to the bare side with all texts made, or left undecoded, outside.
        spread: quartiles of the ratio over the rounds.
        low: the ratio of what a tenth of the calls stay below.
        note: what else there is to say.
    """

    work: str
    place: str
    hansard: float
    other: float
    unit: str
    value: float
    target: Target | None = None
    strict: float | None = None
    spread: tuple[float, float] | None = None
    low: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Either ok or over; empty without a target."""
        if self.target is None:
            return ""
        return "ok" if self.target.is_met(self.value) else "over"


def compared(
    work: str,
    place: str,
    timings: dict[str, Timings],
    bound: float | None,
    sides: tuple[str, str] = ("hansard", "bare"),
    strict: str | None = None,
) -> Row:
    """Make the row of two sides that were timed in turns."""
    above, below = timings[sides[0]], timings[sides[1]]
    return Row(
        work,
        place,
        above.median,
        below.median,
        "s",
        above.median / below.median,
        None if bound is None else Target(bound),
        None if strict is None else above.median / timings[strict].median,
        ratio_spread(above, below),
        above.low / below.low if len(above.blocks) * len(above.blocks[0]) > 1 else None,
    )


HEADINGS = (
    "work",
    "place",
    "hansard",
    "bare",
    "ratio",
    "spread",
    "low",
    "target",
    "",
    "strict",
    "",
)


def table(rows: Iterable[Row]) -> str:
    """Give the rows as aligned text."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    aligned = [
        "  ".join(
            cell.ljust(width) if place in (0, 1, 8, 10) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([aligned[0], "-" * len(aligned[0]), *aligned[1:]])


def as_json(row: Row) -> dict[str, Any]:
    """Give a row as it stands in the JSON file."""
    return asdict(row) | {"verdict": row.verdict}


def _cells(row: Row) -> tuple[str, ...]:
    spread = "" if row.spread is None else f"{row.spread[0]:.2f}-{row.spread[1]:.2f}"
    return (
        row.work,
        row.place,
        amount(row.hansard, row.unit),
        amount(row.other, row.unit),
        f"{row.value:.2f}",
        spread,
        "" if row.low is None else f"{row.low:.2f}",
        "" if row.target is None else str(row.target),
        row.verdict,
        "" if row.strict is None else f"{row.strict:.2f}",
        row.note,
    )


def amount(value: float, unit: str) -> str:
    """Give a figure in a readable unit."""
    if unit != "s":
        return f"{value:,.1f} {unit}" if unit == "MB" else f"{value:,.0f} {unit}"
    if value < 0.001:
        return f"{value * 1e6:.1f} us"
    return f"{value * 1e3:.2f} ms"
