"""Sessions: the durable conversation of one agent, and its lifecycle."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from hansard.domain.content import check_id, is_id
from hansard.domain.errors import (
    InvalidInputError,
    InvalidStatusError,
    InvalidTransitionError,
    SessionNotFoundError,
)
from hansard.domain.message import SessionMessage
from hansard.domain.shown import shown

DEFAULT_NAMESPACE = "local"
MAX_TAGS = 100
MAX_TOKENS = 2**63 - 1
MAX_COST = sys.float_info.max


class SessionStatus(StrEnum):
    """Where a session stands. Completed, failed and cancelled are final."""

    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether the session is over."""
        return self in FINAL_STATUSES


FINAL_STATUSES = frozenset({SessionStatus.COMPLETED, SessionStatus.FAILED, SessionStatus.CANCELLED})

TRANSITIONS: dict[SessionStatus, frozenset[SessionStatus]] = {
    SessionStatus.PENDING: frozenset(
        {SessionStatus.ACTIVE, SessionStatus.CANCELLED, SessionStatus.FAILED}
    ),
    SessionStatus.ACTIVE: frozenset({SessionStatus.PAUSED, *FINAL_STATUSES}),
    SessionStatus.PAUSED: frozenset({SessionStatus.ACTIVE, *FINAL_STATUSES}),
    SessionStatus.COMPLETED: frozenset(),
    SessionStatus.FAILED: frozenset(),
    SessionStatus.CANCELLED: frozenset(),
}
"""Each status with those that may follow it. Same to same changes nothing."""


@dataclass(frozen=True, slots=True)
class SessionTokenUsage:
    """What a session has used so far.

    Attributes:
        input_tokens: tokens sent to models.
        output_tokens: tokens received from them.
        estimated_cost: USD.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    estimated_cost: float = 0.0

    def plus(self, other: SessionTokenUsage) -> SessionTokenUsage:
        """Give the sum of both.

        Raises:
            InvalidInputError: it leaves the range that is stored.
        """
        total = SessionTokenUsage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.estimated_cost + other.estimated_cost,
        )
        if max(total.input_tokens, total.output_tokens) > MAX_TOKENS:
            raise usage_overflow()
        if total.estimated_cost > MAX_COST:
            raise usage_overflow()
        return total


@dataclass(slots=True)
class Session:
    """The durable conversation of one agent.

    Attributes:
        session_id: opaque text, 1 to 255 characters, at most 768 bytes, unique within its
            namespace.
        namespace: the part of the store that it belongs to.
        actor_name: the agent that answers.
        owner_id: whose conversation it is.
        name: a title for people.
        status: see `SessionStatus`.
        status_reason: why it failed or was cancelled, where somebody said so.
        automation_level: how far the agent may act on its own, in the caller's own words.
        linked_plan_ids: ids of plans in other systems.
        token_usage: what it has used so far.
        metadata: the caller's own JSON object.
        tags: labels, sorted, each once.
        message_count: messages that it holds.
        next_sequence: the number that the next message will get. Numbers are never reused, so
            it exceeds `message_count` once messages were removed.
        messages: filled by `SessionService.get`, empty in listings.
        created_at: in UTC.
        updated_at: when anything about it last changed, in UTC.
        deleted_at: when retention hid it, else None.
        parent_session_id: the session that it came from, which may be gone.
        context: what its agent needs to go on, the caller's own JSON object.
        event_count: events it ever had, which is the sequence of the latest; numbers are never
            reused.
        pruned_event_count: how many of them retention has removed.
        forked_at_sequence: the last message of the parent that it began with, None where it is
            not a fork or began with none.
    """

    session_id: str
    created_at: datetime
    updated_at: datetime
    namespace: str = DEFAULT_NAMESPACE
    actor_name: str | None = None
    owner_id: str | None = None
    name: str | None = None
    status: SessionStatus = SessionStatus.ACTIVE
    status_reason: str | None = None
    automation_level: str | None = None
    linked_plan_ids: tuple[str, ...] = ()
    token_usage: SessionTokenUsage = field(default_factory=SessionTokenUsage)
    metadata: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    message_count: int = 0
    next_sequence: int = 0
    messages: list[SessionMessage] = field(default_factory=list)
    deleted_at: datetime | None = None
    parent_session_id: str | None = None
    context: dict[str, Any] = field(default_factory=dict)
    event_count: int = 0
    pruned_event_count: int = 0
    forked_at_sequence: int | None = None

    def change_status(
        self, status: SessionStatus, now: datetime, reason: str | None = None
    ) -> bool:
        """Move along the lifecycle, and say whether anything changed.

        Raises:
            InvalidTransitionError: the lifecycle has no such step.
        """
        if status is self.status:
            return False
        if status not in TRANSITIONS[self.status]:
            raise InvalidTransitionError(self.session_id, self.status.value, status.value)
        self.status = status
        self.status_reason = reason
        self.updated_at = now
        return True

    def rename(self, name: str | None, now: datetime) -> bool:
        """Give the session a title for people, or take it away; say whether it changed."""
        if name == self.name:
            return False
        self.name = read_label(name, "name")
        self.updated_at = now
        return True

    def change_tags(self, add: Iterable[str], remove: Iterable[str], now: datetime) -> bool:
        """Add and remove tags, and say whether anything changed."""
        tags = read_tags({*self.tags, *read_tags(add)} - set(read_tags(remove)))
        if tags == self.tags:
            return False
        self.tags = tags
        self.updated_at = now
        return True


def read_status(status: object) -> SessionStatus:
    """Give the status of that name.

    Raises:
        InvalidStatusError: there is none.
    """
    try:
        return SessionStatus(status if isinstance(status, str) else "")
    except ValueError as error:
        raise InvalidStatusError(
            f"Unknown status {shown(status)}. A session is {', '.join(SessionStatus)}."
        ) from error


def read_label(label: str | None, field_name: str) -> str | None:
    """Give an optional text of 1 to 255 characters back, checked."""
    return None if label is None else check_id(label, field_name)


def read_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Give tags sorted, each once.

    Raises:
        InvalidInputError: not a collection of texts of 1 to 255 characters, or more than
            `MAX_TAGS`.
    """
    read = tuple(sorted({check_id(tag, "tag") for tag in read_list(tags, "tags")}))
    if len(read) > MAX_TAGS:
        raise InvalidInputError(f"A session has at most {MAX_TAGS} tags, not {len(read)}.")
    return read


def read_list(items: Iterable[str], field_name: str) -> Iterable[str]:
    """Give a collection of texts back.

    Raises:
        InvalidInputError: not a collection, or one text.
    """
    given: object = items
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InvalidInputError(
            f"{field_name} must be a list of texts, not {type(given).__name__}."
        )
    return items


def check_reference(session_id: str) -> str:
    """Give the id of a session that should exist back.

    Raises:
        SessionNotFoundError: no session can have that id, so none has.
        InvalidInputError: not a text.
    """
    given: object = session_id
    if not isinstance(given, str):
        raise InvalidInputError(f"session_id must be a text, not {type(given).__name__}.")
    if not is_id(session_id):
        raise SessionNotFoundError(session_id)
    return session_id if type(session_id) is str else str.__str__(session_id)


def possible_reference(session_id: str) -> str | None:
    """Give the id of a session that may exist back, None for a text that can be no id.

    Raises:
        InvalidInputError: not a text.
    """
    try:
        return check_reference(session_id)
    except SessionNotFoundError:
        return None


def usage_overflow() -> InvalidInputError:
    """Give the error of a total that leaves the range that is stored."""
    return InvalidInputError(
        f"The session's total would exceed {MAX_TOKENS} tokens or {MAX_COST:.3g} USD. "
        "Nothing was added; check what was reported."
    )
