"""Sessions as they are made, checked and exchanged one by one, without their messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hansard.domain.content import check_id, decode_json, encode_json, encode_text
from hansard.domain.errors import InvalidContentError, InvalidInputError
from hansard.domain.maps import optional_time, read_map, read_time, write_time
from hansard.domain.pages import check_count
from hansard.domain.run import is_number
from hansard.domain.session import (
    MAX_COST,
    Session,
    SessionStatus,
    SessionTokenUsage,
    read_label,
    read_list,
    read_status,
    read_tags,
)
from hansard.domain.shown import shown


def new_session(
    session_id: str,
    actor_name: str,
    now: datetime,
    *,
    status: SessionStatus | str = SessionStatus.PENDING,
    owner_id: str | None = None,
    name: str | None = None,
    parent_session_id: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
    tags: Iterable[str] = (),
) -> Session:
    """Make a session that is not stored yet, pending where nothing else is said.

    Raises:
        InvalidInputError: an argument is outside its bounds; ``actor_name`` is required.
    """
    return check_session(
        Session(
            session_id=session_id,
            created_at=now,
            updated_at=now,
            actor_name=check_id(actor_name, "actor_name"),
            owner_id=owner_id,
            name=name,
            status=read_status(status),
            parent_session_id=parent_session_id,
            metadata={} if metadata is None else metadata,  # type: ignore[arg-type]
            context={} if context is None else context,  # type: ignore[arg-type]
            tags=tags,  # type: ignore[arg-type]
        )
    )


def check_session(session: Session) -> Session:
    """Give a session of its own whose values can be stored, its objects as they will be read back.

    Raises:
        InvalidInputError, InvalidContentError, InvalidStatusError: they cannot.
    """
    given: object = session
    if not isinstance(given, Session):
        raise InvalidInputError(f"A session is a Session, not {type(given).__name__}.")
    session = replace(session)
    check_id(session.session_id, "session_id")
    _check_usage(session.token_usage)
    for label in ("actor_name", "owner_id", "name", "automation_level", "parent_session_id"):
        read_label(getattr(session, label), label)
    session.status = read_status(session.status)
    if session.status_reason is not None:
        encode_text(session.status_reason, "status_reason")
    session.tags = read_tags(session.tags)
    plans = read_list(session.linked_plan_ids, "linked_plan_ids")
    session.linked_plan_ids = tuple(check_id(plan, "linked_plan_ids") for plan in plans)
    for name in ("metadata", "context"):
        value = getattr(session, name)
        if not isinstance(value, Mapping):
            raise InvalidContentError(f"/{name}", "must be an object")
        setattr(session, name, decode_json(encode_json(dict(value), name)))
    session.created_at = read_time(session.created_at, "created_at")
    session.updated_at = read_time(session.updated_at, "updated_at")
    session.deleted_at = optional_time(session.deleted_at, "deleted_at")
    if session.forked_at_sequence is not None:
        check_count(session.forked_at_sequence, "forked_at_sequence")
    return session


def _check_usage(usage: object) -> None:
    if not isinstance(usage, SessionTokenUsage):
        raise InvalidInputError(f"token_usage is a SessionTokenUsage, not {type(usage).__name__}.")
    check_count(usage.input_tokens, "token_usage.input_tokens")
    check_count(usage.output_tokens, "token_usage.output_tokens")
    cost: object = usage.estimated_cost
    if not is_number(cost) or not 0 <= cost <= MAX_COST:
        raise InvalidInputError(
            f"token_usage.estimated_cost must be finite and at least 0, not {shown(cost)}."
        )


def session_to_map(session: Session) -> dict[str, Any]:
    """Give what describes a session as a JSON object, times in ISO 8601."""
    return {
        "session_id": session.session_id,
        "actor_name": session.actor_name,
        "owner_id": session.owner_id,
        "name": session.name,
        "status": session.status.value,
        "status_reason": session.status_reason,
        "parent_session_id": session.parent_session_id,
        "forked_at_sequence": session.forked_at_sequence,
        "metadata": session.metadata,
        "context": session.context,
        "tags": list(session.tags),
        "created_at": write_time(session.created_at),
        "updated_at": write_time(session.updated_at),
        "deleted_at": write_time(session.deleted_at),
    }


def session_from_map(given: Mapping[str, Any]) -> Session:
    """Give the session of such an object; what the store counts is 0 in it.

    Raises:
        MissingFieldError: session_id, actor_name, status, created_at or updated_at is missing.
        InvalidInputError, InvalidStatusError: a value is wrong.
    """
    read_map(given, "session", ("session_id", "actor_name", "status", "created_at", "updated_at"))
    return check_session(
        Session(
            session_id=given["session_id"],
            actor_name=given["actor_name"],
            owner_id=given.get("owner_id"),
            name=given.get("name"),
            status=read_status(given["status"]),
            status_reason=given.get("status_reason"),
            parent_session_id=given.get("parent_session_id"),
            forked_at_sequence=given.get("forked_at_sequence"),
            metadata=given.get("metadata") or {},
            context=given.get("context") or {},
            tags=given.get("tags") or (),
            created_at=read_time(given["created_at"], "created_at"),
            updated_at=read_time(given["updated_at"], "updated_at"),
            deleted_at=optional_time(given.get("deleted_at"), "deleted_at"),
        )
    )
