"""A process that has a store open, forks, and goes on; and its children that use the store."""

from __future__ import annotations

import os
import threading
import traceback
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

import anyio
from anyio.from_thread import start_blocking_portal

import hansard
from hansard import AsyncHansard, Hansard
from libraries.evidence import record
from libraries.examination import Acknowledged, Place
from libraries.workers import run_together

SESSION = "family"
FORKS = 4
APPENDS = 25
"""Of the parent between its forks and after them, and of each child in each half of its life."""

SECONDS = 30.0
"""After which a child, or the parent, counts as stuck."""


@dataclass(slots=True)
class Family:
    """What parent and children did.

    Attributes:
        exit_codes: of the children; 0 where every append and the verification went well.
        acknowledged: to the parent and to its children.
        findings: of the parent's verification.
    """

    exit_codes: list[int] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


class ForkedProcesses:
    """Forks a process that has a store open, and lets both go on with it."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def fork_and_append_in_both(self, url: str) -> Family:
        """Fork a process several times between its appends; all append to the same session.

        The children go on when the parent has closed its store.
        """
        [family] = run_together(grow, [(url,)], SECONDS * 2)
        record(
            url.partition(":")[0].partition("+")[0],
            forks=FORKS,
            appends_of_the_parent=(FORKS + 1) * APPENDS,
            appends_of_children=len(family.acknowledged) - (FORKS + 1) * APPENDS,
            children_that_failed=sum(code != 0 for code in family.exit_codes),
        )
        return family

    def no_child_failed(self, family: Family) -> None:
        """Every child appended with the store that it was born with, and verified it."""
        assert family.exit_codes == [0] * FORKS, f"exit codes {family.exit_codes}"
        assert len(family.acknowledged) == (3 * FORKS + 1) * APPENDS

    def fork_under_an_open_async_store(self, url: str) -> list[int]:
        """Fork a process that has an asynchronous store open; give its child's exit code."""
        return run_together(_fork_async, [(url,)], SECONDS)

    def fork_while_following(self, url: str) -> list[int]:
        """Fork a process that follows a session; give the exit code of its child, which stops."""
        return run_together(_fork_following, [(url,)], SECONDS)

    def the_child_ended_well(self, exit_codes: list[int]) -> None:
        """The child could do with its parent's store what it was to do."""
        assert exit_codes == [0], f"exit codes {exit_codes}"

    def the_parent_went_on(self, family: Family) -> None:
        """The parent appended after each fork, and verified in the end."""
        assert not family.findings, family.findings


class Child:
    """A forked process that uses the store of its parent.

    It appends at once, and again when its parent lets it.
    """

    def __init__(self, store: Hansard, name: str) -> None:
        self._reports, theirs = Pipe()
        self._process = os.fork()
        if self._process == 0:
            self._reports.close()
            _end_with(store, name, theirs)
        theirs.close()

    def go_on(self) -> None:
        """Let it append again."""
        self._reports.send("go on")

    def end(self) -> tuple[int, list[Acknowledged]]:
        """Wait for its end; give its exit code and what was acknowledged to it."""
        acknowledged: list[Acknowledged] = []
        try:
            acknowledged = self._reports.recv()
        except EOFError:
            traceback.print_exc()
        _, status = os.waitpid(self._process, 0)
        self._reports.close()
        return os.waitstatus_to_exitcode(status), acknowledged


def grow(url: str) -> Family:
    """Append, fork, append in both, and so on; in a process of its own."""
    family = Family()
    with hansard.open(url) as store:
        store.sessions.create("robot", session_id=SESSION)
        family.acknowledged += _append(store, "parent-0")
        children = []
        for number in range(FORKS):
            children.append(Child(store, f"child-{number}"))
            family.acknowledged += _append(store, f"parent-{number + 1}")
        family.findings = [finding.detail for finding in store.integrity.verify().findings]
    for child in children:
        child.go_on()
    for child in children:
        code, acknowledged = child.end()
        family.exit_codes.append(code)
        family.acknowledged += acknowledged
    return family


def _fork_async(url: str) -> int:
    """Await appends in a parent and in its child, on an event loop each; in its own process."""
    store = hansard.open_async(url)
    with start_blocking_portal() as portal:
        portal.call(store.__aenter__)
        portal.call(partial(store.sessions.create, "robot", session_id=SESSION))
        portal.call(store.sessions.append_message, SESSION, "user", "parent-early")
        child = os.fork()
        if child == 0:
            _await_as_child(store)
        _, status = os.waitpid(child, 0)
        portal.call(store.sessions.append_message, SESSION, "user", "parent-late")
        portal.call(store.__aexit__, None, None, None)
    return os.waitstatus_to_exitcode(status)


def _fork_following(url: str) -> int:
    """Follow a session, and let a child leave the follower that it was born with."""
    with hansard.open(url) as store:
        store.sessions.create("robot", session_id=SESSION)
        store.events.append(SESSION, "message_sent")
        following = store.events.follow(SESSION)
        next(following)
        child = os.fork()
        if child == 0:
            _leave_as_child(following)
        _, status = os.waitpid(child, 0)
        store.events.append(SESSION, "message_received")
        assert next(following).sequence == 2, "the parent does not follow any longer"
    return os.waitstatus_to_exitcode(status)


def _leave_as_child(following: Any) -> None:
    """Leave an iterator of the parent's, and end the process."""
    try:
        following.close()
    except BaseException:  # noqa: BLE001 - whatever it was, the exit code tells it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _await_as_child(store: AsyncHansard) -> None:
    """Await appends on an event loop of the child's own, and end the process."""
    watchdog = threading.Timer(SECONDS / 3, os._exit, (2,))
    watchdog.daemon = True
    watchdog.start()
    try:
        anyio.run(store.sessions.append_message, SESSION, "user", "child")
    except BaseException:  # noqa: BLE001 - whatever it was, the exit code tells it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _end_with(store: Hansard, name: str, reports: Connection) -> None:
    """Live as a child, and end the process without returning to what its parent was doing."""
    watchdog = threading.Timer(SECONDS, os._exit, (2,))
    watchdog.daemon = True
    watchdog.start()
    try:
        acknowledged = _append(store, f"{name}-early")
        assert reports.recv() == "go on"
        acknowledged += _append(store, f"{name}-late")
        assert len(store.sessions.latest(SESSION, APPENDS)) == APPENDS
        assert store.integrity.verify(SESSION).ok
        store.close()
        reports.send(acknowledged)
    except BaseException:  # noqa: BLE001 - whatever it was, the exit code tells it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _append(store: Hansard, name: str) -> list[Acknowledged]:
    acknowledged = []
    for number in range(APPENDS):
        content = f"{name}-{number}"
        stored = store.sessions.append_message(SESSION, "user", content)
        place = Place(store.namespace, SESSION, stored.sequence)
        acknowledged.append(Acknowledged(place, stored.message_id, content))
    return acknowledged
