"""Forking a session: a new one with the history up to a message, and no shared writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hansard.application.ports import UnitOfWork
from hansard.domain.errors import InvalidInputError, SessionNotFoundError
from hansard.domain.lineage import Lineage, fork_of, inherited_metadata
from hansard.domain.pages import check_count
from hansard.domain.session import Session, read_label

MAX_ANCESTORS = 1000
"""How far back a lineage is followed."""


@dataclass(frozen=True, slots=True)
class ForkPlan:
    """A fork that is to be made; everything that must not differ between attempts.

    Attributes:
        session_id: the fork's.
        stop: the first message that it does not get, None to get all.
        must_exist: a message that the parent must have, None for no particular one.
        name: the fork's title, None for the parent's.
    """

    session_id: str
    now: datetime
    stop: int | None
    must_exist: int | None
    name: str | None


def plan_fork(
    session_id: str,
    now: datetime,
    *,
    at_sequence: int | None,
    before_sequence: int | None,
    title: str | None,
) -> ForkPlan:
    """Plan a fork that gets the id.

    Raises:
        InvalidInputError: an argument is outside its bounds, or both places are given.
    """
    if at_sequence is not None and before_sequence is not None:
        raise InvalidInputError(
            "Fork a session either at a message or before one: "
            "give at_sequence or before_sequence, not both."
        )
    stop = before_sequence
    if at_sequence is not None:
        stop = check_count(at_sequence, "at_sequence") + 1
    elif before_sequence is not None:
        check_count(before_sequence, "before_sequence")
    must_exist = before_sequence if at_sequence is None else at_sequence
    return ForkPlan(session_id, now, stop, must_exist, read_label(title, "title"))


def fork_session(work: UnitOfWork, parent_id: str, plan: ForkPlan) -> Session:
    """Make the fork in one transaction, and give it without its messages.

    The parent is locked first, so that no message comes or goes while its history is copied.
    What is copied is not read: neither the length of a message nor a damaged one makes a
    difference. A fork that an earlier attempt has made is given as it is.

    Raises:
        SessionNotFoundError: there is no such parent here.
        InvalidInputError: it has no such message.
    """
    made_before = work.sessions.get_by_id(plan.session_id)
    if made_before is not None and made_before.created_at == plan.now:
        return made_before
    parent = work.sessions.get_by_id(parent_id, for_update=True)
    if parent is None:
        raise SessionNotFoundError(parent_id)
    last = work.messages.last_sequence(parent_id)
    if plan.must_exist is not None:
        _check_message(work, parent_id, plan.must_exist, last)
    end = -1 if last is None else last
    stop = end + 1 if plan.stop is None else plan.stop
    fork = fork_of(parent, plan.session_id, plan.now, plan.name)
    fork.metadata = inherited_metadata(parent.metadata, is_whole=stop > end)
    fork.forked_at_sequence = work.messages.last_sequence(parent_id, stop - 1)
    made = work.sessions.create(fork)
    made.message_count = work.messages.copy(parent_id, made.session_id, stop)
    made.next_sequence = stop
    return made


def trace_lineage(work: UnitOfWork, session_id: str, limit: int) -> Lineage:
    """Give a session with its ancestors and up to ``limit`` children.

    Raises:
        SessionNotFoundError: there is no such session here.
    """
    session = work.sessions.get_by_id(session_id)
    if session is None:
        raise SessionNotFoundError(session_id)
    ancestors: list[Session] = []
    known = {session_id}
    parent_id = session.parent_session_id
    while parent_id is not None and parent_id not in known and len(ancestors) < MAX_ANCESTORS:
        known.add(parent_id)
        parent = work.sessions.get_by_id(parent_id)
        if parent is None:
            break
        ancestors.append(parent)
        parent_id = parent.parent_session_id
    return Lineage(session, ancestors[::-1], work.sessions.list_children(session_id, limit))


def _check_message(work: UnitOfWork, session_id: str, wanted: int, last: int | None) -> None:
    if work.messages.last_sequence(session_id, wanted) != wanted:
        known = "it has none" if last is None else f"its last one is {last}"
        raise InvalidInputError(
            f"Session {session_id} has no message with sequence {wanted}; {known}."
        )
