"""Forks of sessions: where they are made, and what they begin with."""

from __future__ import annotations

import re
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.storage import message_checksum, stored_texts
from features.support.tables import read_json, read_pairs
from features.support.world import World
from hansard import Session

PLACE = r"(?: (?:at|before) message \S+)*"
"""Where a fork is made: ``at message 2``, ``before message 2``, both, or at the end."""

_NAME = "[A-Z][a-z]+(?: in [A-Z][a-z]+)?"
_FORK = rf"(?:is|was) forked(?: as ({_NAME}))?({PLACE})(?: with)?"
_BOUND = {"session_id", "checksum"}
"""What a stored message says of its place."""


@with_pattern(re.sub(r"\((?!\?)", "(?:", _FORK))
def read_fork(text: str) -> tuple[str | None, dict[str, Any]]:
    """Read what a fork is called, and where it is made."""
    found = re.fullmatch(_FORK, text)
    assert found is not None, text
    return found[1], read_place(found[2])


def read_place(text: str) -> dict[str, Any]:
    """Give a place as the options of a call."""
    found = re.findall(r"(at|before) message (\S+)", text)
    return {f"{word}_sequence": read_json(value) for word, value in found}


def fork(
    world: World, name: str, fork: tuple[str | None, dict[str, Any]], table: Table | None
) -> None:
    """Fork a session, a second later, as the attempt of the scenario."""
    called, place = fork
    options = place | (read_pairs(table) if table else {})

    def forked() -> Session:
        world.clock.advance(1)
        made = world.call(world.service(name).fork, world.id_of(name), **options)
        if called is not None:
            world.remember(called, made.session_id)
        return made

    world.run(forked)


def lineage_of(world: World, name: str, filters: dict[str, Any]) -> Any:
    """Give the lineage of a session."""
    return world.face.call(world.service(name).lineage, world.id_of(name), **filters)


@with_pattern("begins as it does|is whole")
def read_state(text: str) -> bool:
    """Read what should be true of forks: whether they are like their parent, or whole at least."""
    return text == "begins as it does"


def check_forks(world: World, name: str, *, is_like: bool) -> None:
    """Check that the children of a session are whole, and like it up to where they were made."""
    parent, service = world.get(name), world.service(name)
    children = world.read(service.lineage, parent.session_id, limit=1000).children
    assert children, f"{name} was never forked"
    for child in children:
        fork = world.read(service.get, child.session_id)
        assert fork.message_count == len(fork.messages), fork
        sequences = [one.sequence for one in fork.messages]
        assert fork.next_sequence > max(sequences, default=-1), fork
        assert fork.forked_at_sequence in {None, *sequences}, f"forked at no message: {fork}"
        verified = world.read(world.store_of(name).integrity.verify, child.session_id)
        assert verified.ok, verified.findings
        if is_like:
            _check_like(world, parent, fork)


def _check_like(world: World, parent: Session, fork: Session) -> None:
    """Check that a fork begins with the messages of its parent, also as they are stored."""
    end = -1 if fork.forked_at_sequence is None else fork.forked_at_sequence
    known = [one for one in parent.messages if one.sequence <= end]
    begins = fork.messages[: len(known)]
    assert begins == known, f"the fork begins with {begins}, not with {known}"
    if world.url is not None:
        _check_stored(world, parent.session_id, fork.session_id, len(known))


def _check_stored(world: World, parent_id: str, fork_id: str, count: int) -> None:
    """Check that the same bytes are stored, each message under a checksum for its place."""
    given, found = (stored_texts(world, one)[:count] for one in (parent_id, fork_id))
    for one, copy in zip(given, found, strict=True):
        assert {key: one[key] for key in one.keys() - _BOUND} == {
            key: copy[key] for key in copy.keys() - _BOUND
        }, f"{copy} is not {one}"
        assert copy["checksum"] == message_checksum(copy), f"another checksum: {copy}"
