"""Opening threads: finding the session that continues a thread, making it, forking it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hansard.application.forking import ForkPlan, fork_session
from hansard.application.ports import UnitOfWork
from hansard.domain.errors import ThreadConflictError, ThreadNotFoundError
from hansard.domain.session import Session, read_label
from hansard.domain.thread import ThreadMapping, ThreadSession, check_thread


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """A thread that is to be opened; everything that must not differ between attempts.

    Attributes:
        mapping: of the thread, where it has none that can be continued.
        draft: the session that continues it then.
    """

    mapping: ThreadMapping
    draft: Session


def plan_thread(
    thread_id: str, resource_id: str, draft: Session, model_id: str | None
) -> ThreadPlan:
    """Plan to open a thread.

    Args:
        draft: the session to be made where none can be continued; it gets the resource as owner.

    Raises:
        InvalidInputError: an id or the model is none.
    """
    thread_id, resource_id = check_thread(thread_id, resource_id)
    mapping = ThreadMapping(
        thread_id,
        resource_id,
        draft.session_id,
        draft.created_at,
        draft.created_at,
        read_label(model_id, "model_id"),
    )
    return ThreadPlan(mapping, replace(draft, owner_id=resource_id))


def open_thread(work: UnitOfWork, plan: ThreadPlan) -> ThreadSession:
    """Give the session that continues a thread, made where there is none, and note the use.

    A session is continued if it is there and not over, and talks to the model that is asked for.
    Sessions are locked before the mappings that name them, and a session is made only after the
    thread was mapped to it: of several that open a thread at once, one makes a session.

    Raises:
        ThreadConflictError: the thread goes on in another system.
    """
    wanted = plan.mapping
    while True:
        known = work.threads.get(wanted.thread_id, wanted.resource_id)
        if known is None:
            if work.threads.claim(wanted):
                return ThreadSession(work.sessions.create(plan.draft), wanted, False)
            continue
        if known.provider is not None:
            raise ThreadConflictError(known.thread_id, known.provider)
        session = _continued(work, known, wanted)
        next_id = wanted.session_id if session is None else session.session_id
        moved = replace(wanted, session_id=next_id, created_at=known.created_at)
        if work.threads.change(moved, was=known.session_id):
            if session is None:
                return ThreadSession(work.sessions.create(plan.draft), moved, False)
            return ThreadSession(session, moved, next_id != wanted.session_id)


def fork_thread(
    work: UnitOfWork, parent_thread_id: str, mapping: ThreadMapping, plan: ForkPlan
) -> ThreadSession:
    """Fork the session of a thread, and let another thread of the same resource go on with it.

    Args:
        mapping: of the other thread; its model, where it names none, is the parent's.

    Raises:
        ThreadNotFoundError: the resource has no such thread.
        SessionNotFoundError: the session of that thread is gone.
        ThreadConflictError: that thread goes on in another system.
    """
    parent = work.threads.get(parent_thread_id, mapping.resource_id)
    if parent is None:
        raise ThreadNotFoundError(parent_thread_id)
    if parent.provider is not None:
        raise ThreadConflictError(parent.thread_id, parent.provider)
    session = fork_session(work, parent.session_id, plan)
    stored = work.threads.save(replace(mapping, model_id=mapping.model_id or parent.model_id))
    return ThreadSession(session, stored, False)


def _continued(work: UnitOfWork, known: ThreadMapping, wanted: ThreadMapping) -> Session | None:
    """Give the session that a mapping names, locked, if it can be continued."""
    if known.model_id != wanted.model_id:
        return None
    session = work.sessions.get_by_id(known.session_id, for_update=True)
    return None if session is None or session.status.is_final else session
