"""Appends that are interrupted: at every place where Python looks for signals, and by signals.

Python runs handlers of signals where a function begins and where a call of a C function returns.
A profiler hears of the same places, so raising there shows each of them once and in order.
"""

from __future__ import annotations

import fcntl
import os
import random
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from sqlalchemy import make_url

import hansard
from hansard import Hansard, NewMessage
from hansard.domain.message import seal
from hansard.infrastructure.clock import SystemClock
from libraries.databases import database_of
from libraries.evidence import record
from libraries.examination import Acknowledged, Place
from libraries.workers import run_together

SESSION = "interrupted"
SIGNALS = 1500
LONGEST = 3e-4
"""Seconds until a signal comes, at most; an append takes about a third of it."""

MOMENT = 0.05
"""Seconds in which a neighbour can begin, unless the append still keeps it out."""

SECONDS = 90.0
"""After which the whole counts as stuck."""


class Interrupt(BaseException):
    """What a handler of signals raises."""


@dataclass(slots=True)
class Interruptions:
    """What became of interrupted appends.

    Attributes:
        count: how many were interrupted.
        neighbours: how many others were in a transaction of their own then.
        locked_out: the places after which somebody else could not write.
        rolled_back: the places after which a neighbour's message was lost.
        acknowledged: the messages of neighbours, and those appended after each interrupt.
    """

    count: int = 0
    neighbours: int = 0
    locked_out: list[str] = field(default_factory=list)
    rolled_back: list[str] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)


class InterruptedAppends:
    """Interrupts appends and looks what they leave behind."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def interrupt_at_every_place(self, url: str) -> Interruptions:
        """Interrupt one append after the other, each one place later than the last."""
        [outcome] = run_together(_at_every_place, [(url,)], SECONDS)
        record(
            "every place", interrupts=outcome.count, neighbours_in_transactions=outcome.neighbours
        )
        assert outcome.neighbours, "no append was interrupted after its end"
        return outcome

    def interrupt_by_signals(self, url: str) -> Interruptions:
        """Interrupt appends by a timer's signals, at random moments."""
        [outcome] = run_together(_by_signals, [(url,)], SECONDS)
        record("signals", interrupts=outcome.count)
        return outcome

    def nobody_was_locked_out(self, outcome: Interruptions) -> None:
        """After each interrupt another process could have written at once."""
        assert outcome.count, "nothing was interrupted, so nothing is shown"
        assert not outcome.locked_out, outcome.locked_out[:10]

    def no_neighbour_was_rolled_back(self, outcome: Interruptions) -> None:
        """What another thread had begun when an append was interrupted was stored."""
        assert not outcome.rolled_back, outcome.rolled_back[:10]


class Outsider:
    """Another writer of the file: looks whether it is let in."""

    def __init__(self, url: str) -> None:
        path = make_url(url).database or ""
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._gate = os.open(f"{path}.lock", os.O_RDWR)

    def finds_gate_free(self) -> bool:
        """Whether nobody is inside the write gate."""
        try:
            fcntl.flock(self._gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        fcntl.flock(self._gate, fcntl.LOCK_UN)
        return True

    def can_write(self) -> bool:
        """Whether the gate is free and no transaction is open."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        self._connection.execute("ROLLBACK")
        return self.finds_gate_free()


class Neighbour:
    """A thread that appends, and holds its transaction open until it is let go."""

    def __init__(self, store: Hansard, name: str) -> None:
        self._store, self._name = store, name
        self._began, self._may_end = threading.Event(), threading.Event()
        self.acknowledged: list[Acknowledged] = []
        self.failure: str | None = None
        self._thread = threading.Thread(target=self._append, daemon=True)
        self._thread.start()
        self.has_begun = self._began.wait(MOMENT)

    def end(self) -> None:
        """Let it commit, and wait for that."""
        self._may_end.set()
        self._thread.join(SECONDS)

    def _append(self) -> None:
        now = SystemClock().now()
        message = seal(NewMessage("user", self._name), self._name, now)

        def unit(work: Any) -> int:
            appended = work.messages.append(SESSION, message, now)
            self._began.set()
            self._may_end.wait(SECONDS)
            return int(appended.sequence)

        try:
            sequence = database_of(self._store).in_namespace("local").write(unit)
        except BaseException as error:  # noqa: BLE001 - whatever it was, it is told
            self.failure = repr(error)
        else:
            place = Place("local", SESSION, sequence)
            self.acknowledged.append(Acknowledged(place, self._name, self._name))


class Trap:
    """A profiler that interrupts at a place.

    Args:
        distance: of the place, counted in places.
        reached: called there, before the interrupt.
    """

    def __init__(self, distance: int, reached: Callable[[], None]) -> None:
        self._left, self._reached = distance, reached
        self.place = ""

    def set(self) -> None:
        """Begin to count places, with those of the caller."""
        sys.setprofile(self._hear)

    def _hear(self, frame: FrameType, event: str, argument: Any) -> None:
        if event not in ("call", "c_return"):
            return
        self._left -= 1
        if self._left == 0:
            sys.setprofile(None)
            called = f" after {argument.__name__}" if event == "c_return" else ""
            self.place = f"{frame.f_code.co_qualname}:{frame.f_lineno}{called}"
            self._reached()
            raise Interrupt


def _at_every_place(url: str) -> Interruptions:
    """Interrupt appends until one is over before its place is reached; in its own process."""
    outcome = Interruptions()
    with hansard.open(url, durability="process") as store:
        _begin(store, outcome)
        outsider = Outsider(url)
        while place := _interrupt_once(store, outsider, outcome):
            _look(store, outsider, outcome, place)
    return outcome


def _interrupt_once(store: Hansard, outsider: Outsider, outcome: Interruptions) -> str:
    """Interrupt an append one place later than the last one; give the place, "" at the end."""
    neighbours: list[Neighbour] = []

    def let_neighbour_begin() -> None:
        if outsider.finds_gate_free():
            neighbours.append(Neighbour(store, f"neighbour-{outcome.count}"))

    content = f"interrupted-{outcome.count}"
    trap = Trap(outcome.count + 1, let_neighbour_begin)
    with suppress(Interrupt):
        try:
            trap.set()
            store.sessions.append_message(SESSION, "user", content)
        finally:
            sys.setprofile(None)
    for neighbour in neighbours:
        neighbour.end()
        outcome.neighbours += neighbour.has_begun
        outcome.acknowledged += neighbour.acknowledged
        if neighbour.failure is not None:
            outcome.rolled_back.append(f"{trap.place}: {neighbour.failure}")
    outcome.count += bool(trap.place)
    return trap.place


def _by_signals(url: str) -> Interruptions:
    """Interrupt appends by the signals of a timer; in a process of its own."""
    outcome, chances = Interruptions(), random.Random(1042)
    signal.signal(signal.SIGALRM, _raise)
    with hansard.open(url, durability="process") as store:
        _begin(store, outcome)
        outsider = Outsider(url)
        while outcome.count < SIGNALS:
            try:
                signal.setitimer(signal.ITIMER_REAL, chances.uniform(5e-6, LONGEST))
                while True:
                    store.sessions.append_message(SESSION, "user", f"x-{random.random()}")
            except Interrupt:
                outcome.count += 1
            _look(store, outsider, outcome, f"signal {outcome.count}")
    return outcome


def _raise(*_: object) -> None:
    raise Interrupt


def _begin(store: Hansard, outcome: Interruptions) -> None:
    store.sessions.create("robot", session_id=SESSION)
    outcome.acknowledged.append(_append(store, "first"))


def _look(store: Hansard, outsider: Outsider, outcome: Interruptions, place: str) -> None:
    """Look whether others can write after an interrupt, and append as if nothing had happened."""
    if not outsider.can_write():
        outcome.locked_out.append(place)
    outcome.acknowledged.append(_append(store, f"after {outcome.count}"))


def _append(store: Hansard, content: str) -> Acknowledged:
    stored = store.sessions.append_message(SESSION, "user", content)
    return Acknowledged(Place("local", SESSION, stored.sequence), stored.message_id, content)
