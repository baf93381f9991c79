"""A process that has a store open, forks, and goes on; and its children that use the store."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import hansard
from hansard import Hansard
from libraries.evidence import record
from libraries.examination import Acknowledged, Place
from libraries.workers import PATIENCE, run_together

SESSION = "family"
FORKS = 4
APPENDS = 25
"""Of each child, and of the parent between and after the forks."""


@dataclass(slots=True)
class Family:
    """What parent and children did.

    Attributes:
        exit_codes: of the children; 0 where every append and the verification went well.
        acknowledged: to the parent.
    """

    exit_codes: list[int] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


class ForkedProcesses:
    """Forks a process that has a store open, and lets both go on with it."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def fork_and_append_in_both(self, url: str) -> Family:
        """Fork a process several times between its appends; all append to the same session."""
        [family] = run_together(grow, [(url,)])
        record(
            url.partition(":")[0].partition("+")[0],
            forks=len(family.exit_codes),
            appends_of_children=FORKS * APPENDS,
            appends_of_the_parent=len(family.acknowledged),
            children_that_failed=sum(code != 0 for code in family.exit_codes),
        )
        return family

    def no_child_failed(self, family: Family) -> None:
        """Every child appended with the store that it was born with, and verified it."""
        assert family.exit_codes == [0] * FORKS, f"exit codes {family.exit_codes}"

    def the_parent_went_on(self, family: Family) -> None:
        """The parent appended after each fork, and verified in the end."""
        assert len(family.acknowledged) == (FORKS + 1) * APPENDS
        assert not family.findings, family.findings


def grow(url: str) -> Family:
    """Append, fork, append in both, and so on; in a process of its own."""
    family = Family()
    with hansard.open(url) as store:
        store.sessions.create("robot", session_id=SESSION)
        children = []
        family.acknowledged += _append(store, "parent-0")
        for number in range(FORKS):
            children.append(_fork(lambda n=number: _live(store, f"child-{n}")))  # type: ignore[misc]
            family.acknowledged += _append(store, f"parent-{number + 1}")
        for child in children:
            _, status = os.waitpid(child, 0)
            family.exit_codes.append(os.waitstatus_to_exitcode(status))
        family.findings = [finding.detail for finding in store.integrity.verify().findings]
    return family


def _fork(live: Callable[[], None]) -> int:
    process = os.fork()
    if process:
        return process
    threading.Timer(PATIENCE / 2, os._exit, (2,)).start()
    try:
        live()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _live(store: Hansard, name: str) -> None:
    """Use the inherited store, from this thread and from another."""
    _append(store, name)
    assert len(store.sessions.latest(SESSION, APPENDS)) == APPENDS
    assert store.integrity.verify(SESSION).ok
    store.close()


def _append(store: Hansard, name: str) -> list[Acknowledged]:
    acknowledged = []
    for number in range(APPENDS):
        content = f"{name}-{number}"
        stored = store.sessions.append_message(SESSION, "user", content)
        place = Place(store.namespace, SESSION, stored.sequence)
        acknowledged.append(Acknowledged(place, stored.message_id, content))
    return acknowledged
