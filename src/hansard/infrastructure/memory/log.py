"""Entries of one session in the order of their numbers: messages or events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

_sequence_of = attrgetter("sequence")


class Entry(Protocol):
    """Something at its place in a session."""

    @property
    def sequence(self) -> int:
        """Where it stands."""

    @property
    def key(self) -> str:
        """Its id, unique within the session."""


Each = TypeVar("Each", bound=Entry)


class Log(Generic[Each]):
    """Entries of a session in order; a value, which is never changed.

    A log and the one that it grows into share a list, of which each sees its first entries only.
    A log grows in that list as long as nothing stands behind its own entries; otherwise, as after
    a unit that failed, it is copied first. Removal copies, too.
    """

    __slots__ = ("_entries", "_positions", "_size")

    def __init__(self, entries: Iterable[Each] = ()) -> None:
        self._entries = list(entries)
        self._positions = {entry.key: position for position, entry in enumerate(self._entries)}
        self._size = len(self._entries)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Each]:
        return islice(self._entries, self._size)

    def find(self, key: str) -> Each | None:
        """Give the entry of that id."""
        position = self._positions.get(key)
        return self._entries[position] if position is not None and position < self._size else None

    def slice(self, start: int, stop: int | None = None) -> list[Each]:
        """Give the entries from one position up to another."""
        return self._entries[start : self._size if stop is None else min(stop, self._size)]

    def between(self, start: int, stop: int) -> Iterator[Each]:
        """Iterate from one position up to another, which the log has."""
        return map(self._entries.__getitem__, range(start, stop))

    def position_of(self, sequence: int) -> int:
        """Give the first position whose sequence is at least this one."""
        return bisect_left(self._entries, sequence, hi=self._size, key=_sequence_of)

    def extended(self, entries: Iterable[Each]) -> Log[Each]:
        """Give the log that also has these entries, behind its own."""
        if len(self._entries) != self._size:
            return Log(self).extended(entries)
        for entry in entries:
            self._entries.append(entry)
            self._positions[entry.key] = len(self._entries) - 1
        return self._seen(len(self._entries))

    def without(self, sequences: Collection[int]) -> Log[Each]:
        """Give the log without the entries at these places in the session."""
        return Log(entry for entry in self if entry.sequence not in sequences)

    def _seen(self, size: int) -> Log[Each]:
        log: Log[Each] = object.__new__(Log)
        log._entries, log._positions, log._size = self._entries, self._positions, size
        return log
