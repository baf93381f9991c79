"""Histories of clients that append to one list and read it, and the check of such a history.

Every appended value is unique, so each read shows which appends it has seen, and in which order
(Kingsbury and Alvaro, Elle, 2020, on list-append histories). Times are of one clock for all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """When an operation was called, and when it returned."""

    begin: float
    end: float


class Append(NamedTuple):
    """A value that was acknowledged at a position of the list."""

    value: str
    position: int
    span: Span


class Read(NamedTuple):
    """The whole list, as it was read."""

    values: tuple[str, ...]
    span: Span


@dataclass(slots=True)
class History:
    """What clients did.

    Attributes:
        refused: values that were refused because the list was longer than their writer believed.
        errors: anything else that a call raised.
    """

    appends: list[Append] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: History) -> None:
        """Add what another client did."""
        self.appends += other.appends
        self.reads += other.reads
        self.refused += other.refused
        self.errors += other.errors


def anomalies(history: History, final: Sequence[str]) -> Counter[str]:
    """Count what no sequential order of the operations explains, given the list at the end."""
    return Counter(
        [
            *_misplaced(history, final),
            *_reordered(history.appends),
            *_diverging(history.reads, final),
            *_stale(history),
        ]
    )


def _misplaced(history: History, final: Sequence[str]) -> Iterator[str]:
    times = Counter(final)
    for append in history.appends:
        if times[append.value] == 0:
            yield "lost"
        elif times[append.value] > 1:
            yield "doubled"
        elif append.position >= len(final) or final[append.position] != append.value:
            yield "moved"
    yield from ("refused but stored" for value in history.refused if times[value])


def _reordered(appends: Iterable[Append]) -> Iterator[str]:
    """Find appends that were called after another had returned, and stand before it."""
    highest = _Highest((append.span.end, append.position) for append in appends)
    for append in appends:
        if highest.before(append.span.begin) >= append.position:
            yield "reordered"


def _diverging(reads: Iterable[Read], final: Sequence[str]) -> Iterator[str]:
    for read in reads:
        if list(read.values) != list(final[: len(read.values)]):
            yield "not a prefix"


def _stale(history: History) -> Iterator[str]:
    """Find reads that do not show what was acknowledged, or read, before they were called."""
    known = [(append.span.end, append.position) for append in history.appends]
    known += [(read.span.end, len(read.values) - 1) for read in history.reads]
    highest = _Highest(known)
    for read in history.reads:
        if highest.before(read.span.begin) >= len(read.values):
            yield "stale"


class _Highest:
    """The highest position known at a moment."""

    def __init__(self, known: Iterable[tuple[float, int]]) -> None:
        self._moments: list[float] = []
        self._positions: list[int] = []
        for moment, position in sorted(known):
            self._moments.append(moment)
            last = self._positions[-1] if self._positions else -1
            self._positions.append(max(last, position))

    def before(self, moment: float) -> int:
        """Give the highest position known before a moment, -1 where there is none."""
        place = bisect_left(self._moments, moment)
        return self._positions[place - 1] if place else -1
