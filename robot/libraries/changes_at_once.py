"""Writers that change one session at the same time, in ways that first read and then write."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier

import hansard
from libraries.databases import database_of
from libraries.evidence import record
from libraries.examination import Acknowledged, Place, examine
from libraries.log_collection import collect
from libraries.workers import PATIENCE, make_barrier, run_together

SESSION, ELSEWHERE = "shared", "elsewhere"
WRITERS = 6
ROUNDS = 12
"""Of every writer; in each it appends twice, takes one message back, tags, and adds usage."""

STRANGERS = 2
VISITS = 150
"""Writes of every stranger."""


@dataclass(slots=True)
class Changes:
    """What writers were told.

    Attributes:
        appended: messages that were acknowledged.
        removed: messages that were given back as removed.
        tags: that were acknowledged.
        errors: whatever was raised.
        retries: that hansard logged.
    """

    appended: list[Acknowledged] = field(default_factory=list)
    removed: list[Acknowledged] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    retries: list[str] = field(default_factory=list)

    def add(self, other: Changes) -> None:
        """Add what another writer was told."""
        self.appended += other.appended
        self.removed += other.removed
        self.tags += other.tags
        self.errors += other.errors
        self.retries += other.retries


class ChangesAtOnce:
    """Lets writers change one session together."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def change_together(self, url: str, *, strangers: bool = False) -> Changes:
        """Let writers change a session; strangers write to the same file without hansard."""
        with hansard.open(url) as store:
            for session_id in (SESSION, ELSEWHERE):
                store.sessions.create("robot", session_id=session_id)
        visitors = STRANGERS if strangers else 0
        start = make_barrier(WRITERS + visitors)
        given = [(url, f"{n}", start, n < WRITERS) for n in range(WRITERS + visitors)]
        told = Changes()
        for part in run_together(change, given):
            told.add(part)
        record(
            url.partition(":")[0].partition("+")[0] + (" beside strangers" if strangers else ""),
            writers=WRITERS,
            strangers=visitors,
            changes=WRITERS * ROUNDS * 5,
            errors=len(told.errors),
            retries=len(told.retries),
        )
        return told

    def nothing_failed_or_was_retried(self, told: Changes) -> None:
        """No writer met an error, and hansard logged no retry."""
        assert not told.errors, f"{len(told.errors)}, such as {told.errors[0]}"
        assert not told.retries, f"{len(told.retries)}, such as {told.retries[0]}"

    def every_change_is_kept(self, url: str, told: Changes) -> None:
        """All tags and all usage are there, and every message but those that were taken back."""
        with hansard.open(url) as store:
            session = store.sessions.get(SESSION)
        rounds = WRITERS * ROUNDS
        assert len(told.tags) == rounds, f"{len(told.tags)} tags were acknowledged"
        assert set(session.tags) == set(told.tags), set(told.tags) - set(session.tags)
        assert session.token_usage.input_tokens == 7 * rounds, session.token_usage
        twice = [message for message, times in Counter(told.removed).items() if times > 1]
        assert not twice, f"taken back twice: {twice}"
        left = set(told.appended) - set(told.removed)
        found = examine(url).messages
        stored = {Acknowledged(place, *message) for place, message in found.items()}
        assert stored == left, f"lost {left - stored}, not taken back {stored - left}"
        assert session.next_sequence == len(told.appended), "a number was used twice"


def change(url: str, name: str, start: Barrier, uses_hansard: bool) -> Changes:
    """Change the session as a writer, or the file as a stranger; in a process of its own."""
    told = Changes(retries=collect("hansard.database"))
    with hansard.open(url) as store:
        file = database_of(store).url.database or ""
        start.wait(PATIENCE)
        try:
            if uses_hansard:
                _change(store, name, told)
            else:
                _visit(file)
        except Exception as error:  # noqa: BLE001 - any error counts
            told.errors.append(f"{name}: {error!r}")
    return told


def _change(store: hansard.Hansard, name: str, told: Changes) -> None:
    sessions = store.sessions

    def tell(message: hansard.SessionMessage) -> Acknowledged:
        place = Place(store.namespace, SESSION, message.sequence)
        return Acknowledged(place, message.message_id, message.content)

    for number in range(ROUNDS):
        for part in range(2):
            content = f"{name}-{number}-{part}"
            told.appended.append(tell(sessions.append_message(SESSION, "user", content)))
        told.removed += [tell(message) for message in sessions.remove_latest(SESSION, 1)]
        sessions.tag(SESSION, f"tag-{name}-{number}")
        told.tags.append(f"tag-{name}-{number}")
        sessions.update_token_usage(SESSION, 7, 3, 0.25)


def _visit(file: str) -> None:
    """Write to another session of the file, again and again, with nothing but SQLite."""
    with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as connection:
        for number in range(VISITS):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "UPDATE sessions SET name = ? WHERE session_id = ?", (f"visit {number}", ELSEWHERE)
            )
            connection.execute("COMMIT")
            time.sleep(0.001)
