"""Tasks that append and are cancelled at any moment, on asyncio and on trio."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Literal

import anyio

import hansard
from hansard import AsyncHansard, HansardError
from libraries.databases import new_database
from libraries.evidence import record
from libraries.examination import Acknowledged, Place
from libraries.records import Records
from libraries.workers import run_together

Loop = Literal["asyncio", "trio"]
SESSION = "storm"
CALLERS = 24
"""Tasks that are alive at a time."""

TASKS_OF_EACH = 25
CANCELLED = 0.6
LATEST = 0.02
"""Seconds after which a task is cancelled at the latest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one append ended for its caller.

    Attributes:
        sequence: what was acknowledged, None where it was cancelled.
        was_there: whether the message was there when the caller was told of the cancellation.
        wait: seconds until the caller was told.
    """

    key: str
    sequence: int | None
    was_there: bool
    wait: float


@dataclass(slots=True)
class Storm:
    """What a storm has left behind.

    Attributes:
        errors: whatever else than a cancellation a call raised.
        checked_out: connections that were in use when the storm was over.
        unsettled: cancelled appends that came or went after their callers were told.
        unresolved: appends that repeating with their key did not settle.
        acknowledged: every message, as the repetition acknowledged it.
    """

    url: str
    outcomes: list[Outcome] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    checked_out: int = 0
    unsettled: list[str] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)

    @property
    def cancelled(self) -> list[Outcome]:
        """The appends whose callers were cancelled."""
        return [outcome for outcome in self.outcomes if outcome.sequence is None]

    @property
    def worst_wait(self) -> float:
        """Seconds of the longest wait."""
        return max(outcome.wait for outcome in self.outcomes)


class CancelledCallers:
    """Lets storms of cancellations pass over a store."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def let_storms_pass(self, backend: str, loop: Loop, seeds: int = 3) -> list[Storm]:
        """Run one storm of 600 tasks for each seed, each on a database of its own."""
        storms = []
        for seed in range(seeds):
            [storm] = run_together(pass_over, [(new_database(backend), loop, seed)])
            storms.append(storm)
            there = sum(outcome.was_there for outcome in storm.cancelled)
            record(
                f"{backend}, {loop}, seed {seed}",
                tasks=CALLERS * TASKS_OF_EACH,
                cancelled=len(storm.cancelled),
                cancelled_and_stored=there,
                cancelled_and_not_stored=len(storm.cancelled) - there,
                errors=len(storm.errors),
                worst_wait_ms=round(storm.worst_wait * 1000),
                connections_in_use_afterwards=storm.checked_out,
            )
        return storms

    def no_call_failed(self, storms: list[Storm]) -> None:
        """No call met a pool without a connection, a locked database, or anything else."""
        errors = [error for storm in storms for error in storm.errors]
        assert not errors, f"{len(errors)} errors, such as {errors[0]}"

    def no_caller_waited_longer_than(self, storms: list[Storm], seconds: float) -> None:
        """Acknowledgements and cancellations were told sooner."""
        worst = max(storm.worst_wait for storm in storms)
        assert worst < seconds, f"a caller waited for {worst:.2f} s"

    def every_connection_is_back(self, storms: list[Storm]) -> None:
        """No connection was in use when the storm was over."""
        assert not any(storm.checked_out for storm in storms), [s.checked_out for s in storms]

    def every_outcome_was_settled(self, storms: list[Storm]) -> None:
        """What a caller saw when it was cancelled is what remained; both outcomes occurred."""
        for storm in storms:
            there = sum(outcome.was_there for outcome in storm.cancelled)
            assert 0 < there < len(storm.cancelled), "only one outcome of cancellations was seen"
            assert not storm.unsettled, f"{len(storm.unsettled)}, such as {storm.unsettled[0]}"

    def every_outcome_is_resolved_by_its_key(self, storms: list[Storm]) -> None:
        """Repeated with its key, each append was there once, where it was acknowledged."""
        for storm in storms:
            assert not storm.unresolved, f"{len(storm.unresolved)}, such as {storm.unresolved[0]}"
            assert len(storm.acknowledged) == CALLERS * TASKS_OF_EACH

    def every_record_is_complete(self, storms: list[Storm]) -> None:
        """Each database holds each message once, without a gap, and is intact."""
        records = Records()
        for storm in storms:
            records.acknowledged_messages_are_stored(storm.url, storm.acknowledged)
            records.nothing_is_stored_twice(storm.url)
            records.the_record_is_complete(storm.url)


def pass_over(url: str, loop: Loop, seed: int) -> Storm:
    """Let one storm pass, in a process of its own."""
    return anyio.run(_pass_over, url, loop, seed, backend=loop)


async def _pass_over(url: str, loop: Loop, seed: int) -> Storm:
    storm = Storm(url)
    async with hansard.open_async(url) as store:
        await store.sessions.create("robot", session_id=SESSION)
        async with anyio.create_task_group() as tasks:
            for caller in range(CALLERS):
                tasks.start_soon(partial(_call, store, storm, loop=loop, name=f"{seed}-{caller}"))
        storm.checked_out = store.backend.dialect.engine.pool.checkedout()
        await _resolve(store, storm)
    return storm


async def _call(store: AsyncHansard, storm: Storm, *, loop: Loop, name: str) -> None:
    """Append one message after the other, most of them in a scope that is cancelled."""
    choices, seen = random.Random(name), 0
    for number in range(TASKS_OF_EACH):
        key, sequence = f"{name}-{number}", None
        cancelled = choices.random() < CANCELLED
        delay = choices.uniform(0, LATEST) if cancelled else None
        begin = monotonic()
        try:
            async with _cancelled_after(delay, natively=loop == "asyncio" and number % 2 == 1):
                stored = await store.sessions.append_message(SESSION, "user", key, message_id=key)
                sequence = seen = stored.sequence
        except HansardError as error:
            storm.errors.append(f"{key}: {error!r}")
        wait = monotonic() - begin
        was_there = sequence is None and key in await _keys_from(store, seen)
        storm.outcomes.append(Outcome(key, sequence, was_there, wait))


@asynccontextmanager
async def _cancelled_after(delay: float | None, *, natively: bool) -> AsyncIterator[None]:
    """Cancel what runs inside after a time: through its scope, or as asyncio cancels tasks."""
    if natively:
        try:
            async with asyncio.timeout(delay):
                yield
        except TimeoutError:
            return
    else:
        with anyio.move_on_after(delay):
            yield


async def _keys_from(store: AsyncHansard, sequence: int) -> set[str]:
    page = await store.sessions.messages_from(SESSION, sequence, 1000)
    return {message.message_id for message in page}


async def _resolve(store: AsyncHansard, storm: Storm) -> None:
    """Look at what is there, then repeat every append with its key."""
    messages = await store.sessions.messages(SESSION)
    stored = {message.message_id: message.sequence for message in messages}
    for outcome in storm.outcomes:
        key = outcome.key
        if outcome.sequence is None and outcome.was_there != (key in stored):
            storm.unsettled.append(f"{key} was {'there' if outcome.was_there else 'absent'}")
        again = await store.sessions.append_message(SESSION, "user", key, message_id=key)
        if again.sequence != stored.get(key, again.sequence):
            storm.unresolved.append(f"{key} stood at {stored[key]} and at {again.sequence}")
        if outcome.sequence not in (None, again.sequence):
            storm.unresolved.append(f"{key} was acknowledged at {outcome.sequence}")
        place = Place(store.namespace, SESSION, again.sequence)
        storm.acknowledged.append(Acknowledged(place, key, key))
