"""Callers that wait for events or follow a session, each on a thread of its own.

Nothing is measured in time here: what does not happen within `PATIENCE` counts as hanging.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from behave.model import Table
from parse import with_pattern

from features.support.answers import check_rows
from features.support.questions import FILTERS, read_filters, read_values
from features.support.refusals import REFUSALS, check_refusal
from features.support.world import World
from hansard import Event, Hansard, HansardError, StoreUnavailableError

PATIENCE = 60.0
"""Seconds after which something that should have happened counts as hanging."""

LONG = 10 * 60 * 1000
"""Milliseconds for which a caller waits: much longer than `PATIENCE`."""

_SEQUENCES = r"none|\d+ to \d+|\d+(?:, \d+)*"
_REFUSED = "|".join(map(re.escape, REFUSALS))
Expectation = Callable[[World, Table], None]
Manner = Callable[[World], Callable[[], Any]]
"""Makes a store behave in a certain way, and gives the way to undo it."""


class Watcher:
    """A caller on a thread of its own.

    Attributes:
        given: the events that it has got so far.
        looks: how often it has looked at the store while it listened.
        error: why it was refused, None where it was not.
        has_ended: whether it goes on no more.
    """

    def __init__(self) -> None:
        self.given: list[Event] = []
        self.looks = 0
        self.error: HansardError | None = None
        self.has_ended = False
        self._changed = threading.Condition()

    def begin(self, events: Callable[[], Iterator[Event]]) -> None:
        """Take events one after the other, as long as there are any."""
        threading.Thread(target=self._take, args=(events,), daemon=True).start()

    def look(self) -> None:
        """Note that it has looked at the store."""
        with self._changed:
            self.looks += 1
            self._changed.notify_all()

    def wait_until(self, has_happened: Callable[[], bool]) -> None:
        """Wait for something to happen, or for its end."""
        with self._changed:
            settled = self._changed.wait_for(lambda: self.has_ended or has_happened(), PATIENCE)
        assert settled, f"it hangs; so far it was given {self.given}"

    def _take(self, events: Callable[[], Iterator[Event]]) -> None:
        try:
            for event in events():
                with self._changed:
                    self.given.append(event)
                    self._changed.notify_all()
        except HansardError as error:
            self.error = error
        with self._changed:
            self.has_ended = True
            self._changed.notify_all()


# --- manners of the store ---------------------------------------------------------------------


@with_pattern(r"looks by itself only every \d+ minutes|cannot be reached \d+ times")
def read_manner(text: str) -> Manner:
    """Read how a store behaves towards those who wait."""
    manner = _look_rarely if text.startswith("looks") else _be_away
    return partial(manner, count=int(text.split()[-2]))


def _look_rarely(world: World, count: int) -> Callable[[], Any]:
    """Let stores look by themselves every so many minutes; give the way to undo it."""
    change = patch.object(type(world.store.backend.arrivals), "interval", count * 60.0)
    change.start()
    return change.stop


def _be_away(world: World, count: int) -> Callable[[], Any]:
    """Let followers find the database gone so many times."""
    reader, away = _reader(world.store), list(range(count))

    def look(session_id: str) -> Any:
        if away:
            away.pop()
            raise StoreUnavailableError("The database cannot be reached.")
        return latest_sequence(session_id)

    latest_sequence, reader.latest_sequence = reader.latest_sequence, look
    return lambda: None


def _reader(store: Hansard) -> Any:
    return getattr(store.events, "_service", store.events).reader


# --- waiting ------------------------------------------------------------------------------------


@with_pattern(FILTERS)
def read_restrictions(text: str) -> dict[str, str]:
    """Read what a caller waits for, or from where and to where one follows."""
    return read_filters(text)


def wait(world: World, name: str, restrictions: dict[str, str]) -> None:
    """Let a caller wait for events; come back when it does."""
    store = world.store_of(name)
    options = read_values(world, restrictions) | {"wait_timeout_ms": LONG}
    world.kept["waiting"] = watcher = Watcher()
    _count_looks(_reader(store), watcher)
    get: Any = store.session_store.get_events
    watcher.begin(lambda: iter(world.face.call(get, world.id_of(name), **options)))
    watcher.wait_until(lambda: watcher.looks > 0)


def _count_looks(reader: Any, watcher: Watcher) -> None:
    """Note each look of a reader that is made while somebody listens."""
    read, arrivals = reader.read, reader.arrivals
    listening: list[object] = []

    def counted(*arguments: Any) -> Any:
        found = read(*arguments)
        if listening:
            watcher.look()
        return found

    @contextmanager
    def listen(*arguments: Any) -> Iterator[None]:
        with watch(*arguments):
            listening.append(arguments)
            yield

    watch, reader.read = arrivals.watch, counted
    arrivals.watch = listen


def _check_waiting(world: World, _table: Table) -> None:
    """Check that a caller has looked at what is there now, and waits."""
    watcher: Watcher = world.kept["waiting"]
    goal = watcher.looks + 2  # the first of them may have begun before
    watcher.wait_until(lambda: watcher.looks >= goal)
    assert not watcher.has_ended, f"it was answered {watcher.given}, {watcher.error!r}"


def _check_answered(world: World, table: Table) -> None:
    watcher: Watcher = world.kept["waiting"]
    watcher.wait_until(lambda: False)
    assert watcher.error is None, f"refused: {watcher.error!r}"
    check_rows(table, watcher.given, world.names)


# --- following ----------------------------------------------------------------------------------


def follow(world: World, name: str, count: int, restrictions: dict[str, str]) -> None:
    """Let callers follow a session; come back when they were given what is there."""
    store, options = world.store_of(name), read_values(world, restrictions)
    filters = {key: value for key, value in options.items() if key not in ("limit", "patience")}
    there = len(world.face.call(store.session_store.get_events, world.id_of(name), **filters))
    world.kept["followers"] = followers = [Watcher() for _ in range(count)]
    for follower in followers:
        method = store.events.follow
        follower.begin(partial(world.face.iterate, method, world.id_of(name), **options))
    for follower in followers:
        follower.wait_until(lambda follower=follower: len(follower.given) >= there)


def _check_given(text: str) -> Expectation:
    """Check that each follower is given these sequences, and so far no others."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    wanted = list(range(numbers[0], numbers[1] + 1)) if " to " in text else numbers

    def check(world: World, _table: Table) -> None:
        world.settle()
        for follower in world.kept["followers"]:
            follower.wait_until(lambda follower=follower: len(follower.given) >= len(wanted))
            found = [event.sequence for event in follower.given]
            assert found == wanted, f"it is given {found}, {follower.error!r}"

    return check


def _check_end(whose: str, phrase: str) -> Expectation:
    """Check that callers go on no more, for a reason or because all was said."""

    def check(world: World, _table: Table) -> None:
        for caller in [world.kept["waiting"]] if whose == "caller" else world.kept["followers"]:
            caller.wait_until(lambda: False)
            if phrase:
                check_refusal(caller.error, REFUSALS[phrase])
            else:
                assert caller.error is None, f"refused: {caller.error!r}"

    return check


@with_pattern(
    rf"the caller (?:still waits|is answered with|is refused because (?:{_REFUSED}))|"
    rf"each follower (?:is given (?:{_SEQUENCES})|comes to its end|ends because (?:{_REFUSED}))"
)
def read_expectation(text: str) -> Expectation:
    """Read what becomes of a caller that waits, or of followers."""
    fixed = {
        "the caller still waits": _check_waiting,
        "the caller is answered with": _check_answered,
    }
    if text in fixed:
        return fixed[text]
    if " is given " in text:
        return _check_given(text)
    return _check_end(text.split()[1], text.partition(" because ")[2])


@with_pattern(r"a follower|\d+ followers")
def read_followers(text: str) -> int:
    """Read how many follow."""
    return 1 if text == "a follower" else int(text.split(maxsplit=1)[0])
