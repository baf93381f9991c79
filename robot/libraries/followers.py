"""Followers of a session that go away and come back, while other processes append to it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing, closing
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

import anyio

import hansard
from hansard import AsyncHansard, Event, Hansard
from libraries.evidence import record
from libraries.records import expect_none
from libraries.workers import make_barrier, run_together

SESSION = "followed"
LONGEST_STAY = 40
"""Events after which a follower goes away at the latest."""

STAYS = 6
"""How often a follower comes back before it opens the store anew."""

WAIT_MS = 500
WAYS = ("follow", "wait", "follow async", "wait async")


class Sighting(NamedTuple):
    """An event as its writer was told, or as a follower saw it."""

    sequence: int
    event_id: str


@dataclass(slots=True)
class Journey:
    """What a follower saw, in its order, and how it got there.

    Attributes:
        stays: how often it came back.
        stores: how often it opened the store.
    """

    way: str
    seen: list[Sighting] = field(default_factory=list)
    stays: int = 0
    stores: int = 0

    @property
    def last(self) -> int:
        """The number with which it comes back."""
        return self.seen[-1].sequence if self.seen else 0

    def see(self, event: Event) -> None:
        """Note an event."""
        self.seen.append(sighting_of(event))


@dataclass(slots=True)
class Account:
    """What was appended, by its numbers, and what the followers saw of it."""

    database: str
    appended: list[Sighting]
    journeys: list[Journey]


def sighting_of(event: Event) -> Sighting:
    """Give an event as it is compared."""
    assert event.sequence is not None, f"{event.event_id} has no number"
    return Sighting(event.sequence, event.event_id)


def take_part(
    url: str, part: str, number: int, appends: int, total: int, start: Barrier
) -> list[Sighting] | Journey:
    """Be a writer, or a follower in one of the ways."""
    if part == "write":
        return _write(url, number, appends, start)
    journey, moments = Journey(part), random.Random(number)
    if part.endswith("async"):
        anyio.run(_travel_async, url, journey, total, moments, start)
    else:
        _travel(url, journey, total, moments, start)
    return journey


def _write(url: str, number: int, appends: int, start: Barrier) -> list[Sighting]:
    """Append one event and three in turn, and give what was answered."""
    told: list[Sighting] = []
    with hansard.open(url) as store:
        port = store.session_store
        start.wait()
        for place in range(appends):
            keys = [f"{number}-{place}-{part}" for part in range(1 if place % 2 else 3)]
            events = [port.new_event("message_sent", SESSION, event_id=key) for key in keys]
            told += map(sighting_of, port.append_events(events))
    return told


def _travel(url: str, journey: Journey, total: int, moments: random.Random, start: Barrier) -> None:
    while journey.last < total:
        with hansard.open(url) as store:
            if not journey.stores:
                start.wait()
            journey.stores += 1
            for _ in range(STAYS):
                journey.stays += 1
                _stay(store, journey, total, moments.randint(1, LONGEST_STAY))


def _stay(store: Hansard, journey: Journey, total: int, most: int) -> None:
    if journey.way == "wait":
        get = partial(store.session_store.get_events, SESSION, limit=most, wait_timeout_ms=WAIT_MS)
        for event in get(after=journey.last, before=total + 1) if journey.last < total else ():
            journey.see(event)
        return
    events = store.events.follow(SESSION, after=journey.last, before=total + 1)
    with closing(events):  # type: ignore[type-var]  # it is a generator
        for _, event in zip(range(most), events, strict=False):
            journey.see(event)


async def _travel_async(
    url: str, journey: Journey, total: int, moments: random.Random, start: Barrier
) -> None:
    while journey.last < total:
        async with hansard.open_async(url) as store:
            if not journey.stores:
                start.wait()
            journey.stores += 1
            for _ in range(STAYS):
                journey.stays += 1
                await _stay_async(store, journey, total, moments.randint(1, LONGEST_STAY))


async def _stay_async(store: AsyncHansard, journey: Journey, total: int, most: int) -> None:
    if journey.way == "wait async":
        if journey.last < total:
            for event in await store.session_store.get_events(
                SESSION,
                after=journey.last,
                before=total + 1,
                limit=most,
                wait_timeout_ms=WAIT_MS,
            ):
                journey.see(event)
        return
    events = store.events.follow(SESSION, after=journey.last, before=total + 1)
    async with aclosing(events):  # type: ignore[type-var]  # it is a generator
        async for event in events:
            journey.see(event)
            most -= 1
            if not most:
                return


class Followers:
    """Starts writers and followers of one session, and compares what they saw."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def append_and_follow(self, url: str, writers: int = 4, appends: int = 150) -> Account:
        """Let writers append and followers in each way come and go until they saw everything."""
        with hansard.open(url) as store:
            store.sessions.create("robot", session_id=SESSION)
        total = writers * sum(1 if place % 2 else 3 for place in range(appends))
        start = make_barrier(writers + len(WAYS))
        parts = ["write"] * writers + list(WAYS)
        arguments = [
            (url, part, number, appends, total, start) for number, part in enumerate(parts)
        ]
        results = run_together(take_part, arguments)
        appended = [sighting for told in results if isinstance(told, list) for sighting in told]
        journeys = [journey for journey in results if isinstance(journey, Journey)]
        return Account(url.partition(":")[0], sorted(appended), journeys)

    def every_follower_saw_every_event_once(self, account: Account) -> None:
        """Each follower saw all that was appended, in the order of its numbers, and no more."""
        appended = account.appended
        numbers = [sighting.sequence for sighting in appended]
        assert numbers == list(range(1, len(numbers) + 1)), "the writers were told other numbers"
        assert {journey.way for journey in account.journeys} == set(WAYS), "a follower is missing"
        for journey in account.journeys:
            record(
                f"{account.database}, {journey.way}",
                events_seen=len(journey.seen),
                came_back=journey.stays,
                stores_opened=journey.stores,
            )
            assert journey.stores > 1, f"{journey.way} never came back, so nothing is shown"
            check_seen(appended, journey.seen)


def check_seen(appended: Sequence[Sighting], seen: Sequence[Sighting]) -> None:
    """Check that what was appended was seen once, in the order of its numbers."""
    times = Counter(seen)
    expect_none("missed", [str(sighting) for sighting in appended if sighting not in times])
    expect_none("seen twice", [str(sighting) for sighting, n in times.items() if n > 1])
    turned = [f"{one} before {two}" for one, two in pairwise(seen) if one.sequence >= two.sequence]
    expect_none("out of order", turned)
    assert list(seen) == list(appended), "something else was seen"
