"""What a verification finds, and verifications while others write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from behave.model import Table

from features.support.parts import parts_of
from features.support.world import World
from hansard import Hansard, IntegrityReport

VERIFICATIONS = 6
"""How many are made while others write."""

_MESSAGES = [{"role": "user", "content": f"message {number}"} for number in range(3)]


def check_findings(world: World, table: Table) -> None:
    """Check findings against a table: session, kind, and words that the detail has."""
    found = sorted(
        (
            world.names.get(finding.session_id or "", finding.session_id or ""),
            finding.kind,
            finding.detail,
        )
        for finding in world.answer.findings
    )
    wanted = sorted((row["session"], row["kind"], row["words"]) for row in table)
    assert len(found) == len(wanted), f"found {found}"
    for (session, kind, detail), (at, of_kind, words) in zip(found, wanted, strict=True):
        assert (session, kind) == (at, of_kind) and words in detail, f"found {found}"


def verify(world: World, space: str, *, writers: int) -> None:
    """Verify a namespace as the attempt of the scenario, perhaps while others write to it."""
    if writers:
        _verify_while_writing(world, space, writers)
    else:
        world.attempt(world.within(space).integrity.verify)


def _verify_while_writing(world: World, space: str, writers: int) -> None:
    """Verify the only session of a namespace several times while others write to it.

    Each writer appends three messages together and takes one back, again and again. At the end
    everything that they wrote is taken back. The answer has the counts of a verification after
    that, and the findings of all of them.
    """
    verify = world.within(space).integrity.verify

    def action() -> IntegrityReport:
        with _writing(world, space, writers):
            findings = [f for _ in range(VERIFICATIONS) for f in world.call(verify).findings]
        last = world.call(verify)
        return IntegrityReport(last.sessions, last.messages, findings + last.findings)

    world.run(action)


@contextmanager
def _writing(world: World, space: str, writers: int) -> Iterator[None]:
    store = Hansard(world.store.backend, space, parts_of(world))
    (session,) = store.sessions.list()
    over = threading.Event()

    def write() -> int:
        rounds = 0
        while not over.is_set():
            store.sessions.append_messages(session.session_id, _MESSAGES)
            store.sessions.remove_latest(session.session_id, 1)
            rounds += 1
        return rounds

    with ThreadPoolExecutor(writers) as threads:
        written = [threads.submit(write) for _ in range(writers)]
        try:
            yield
        finally:
            over.set()
    rounds = [work.result() for work in written]
    assert min(rounds) > 0, f"a writer did not write: {rounds}"
    store.sessions.remove_latest(session.session_id, sum(rounds) * (len(_MESSAGES) - 1))
