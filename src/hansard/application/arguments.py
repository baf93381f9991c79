"""What callers pass to services, checked and brought to domain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from hansard.domain.content import check_id, decode_json, encode_json, encode_text
from hansard.domain.errors import InvalidContentError, InvalidInputError, SessionMessageError
from hansard.domain.message import NewMessage
from hansard.domain.pages import SessionFilter, SessionOrder, check_count
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

MAX_TAGS_OF_FILTER = 20


def read_filter(
    actor_name: str | None,
    owner_id: str | None,
    status: SessionStatus | str | None,
    tags: Iterable[str],
) -> SessionFilter:
    """Give the restrictions of a listing."""
    wanted = read_tags(tags)
    if len(wanted) > MAX_TAGS_OF_FILTER:
        raise InvalidInputError(
            f"A listing is narrowed by at most {MAX_TAGS_OF_FILTER} tags, not {len(wanted)}."
        )
    return SessionFilter(
        read_label(actor_name, "actor_name"),
        read_label(owner_id, "owner_id"),
        None if status is None else read_status(status),
        wanted,
    )


def read_order(order: object) -> SessionOrder:
    """Give the order of that name."""
    try:
        return SessionOrder(order if isinstance(order, str) else "")
    except ValueError as error:
        raise InvalidInputError(
            f"order must be one of {', '.join(SessionOrder)}, not {shown(order)}."
        ) from error


def read_metadata(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give a copy of a JSON object, as it will be read back."""
    if metadata is None:
        return {}
    if not isinstance(metadata, Mapping):
        raise InvalidContentError("/metadata", "must be an object")
    copy: dict[str, Any] = decode_json(encode_json(dict(metadata), "metadata"))
    return copy


def read_plan_ids(plan_ids: Iterable[str]) -> tuple[str, ...]:
    """Give ids of linked plans, in their order."""
    given = read_list(plan_ids, "linked_plan_ids")
    return tuple(check_id(plan_id, "linked_plan_ids") for plan_id in given)


def read_new_message(message: NewMessage | Mapping[str, Any]) -> NewMessage:
    """Give a new message of itself or of a mapping of its attributes."""
    if isinstance(message, NewMessage):
        return message
    if not isinstance(message, Mapping):
        raise SessionMessageError(
            f"A message is a NewMessage or a mapping of its attributes, not {shown(message)}."
        )
    try:
        return NewMessage(**message)
    except TypeError as error:
        raise SessionMessageError(
            f"{error}. A message has the keys {', '.join(NewMessage.__slots__)}."
        ) from error


def read_new_messages(messages: Iterable[NewMessage | Mapping[str, Any]]) -> list[NewMessage]:
    """Give new messages of a collection of them.

    Raises:
        SessionMessageError: not a collection, or an item is not a message.
    """
    given: object = messages
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise SessionMessageError(f"messages must be a list, not {type(given).__name__}.")
    return [read_new_message(message) for message in messages]


def read_usage(input_tokens: int, output_tokens: int, cost: float) -> SessionTokenUsage:
    """Give an addition to a session's usage."""
    if isinstance(cost, bool) or not isinstance(cost, (int, float)):
        raise InvalidInputError(f"cost must be a number, not {shown(cost)}.")
    if not 0 <= cost <= MAX_COST:
        raise InvalidInputError(f"cost must be finite and at least 0, not {shown(cost)}.")
    return SessionTokenUsage(
        check_count(input_tokens, "input_tokens"),
        check_count(output_tokens, "output_tokens"),
        float(cost),
    )


def moved_to(
    status: SessionStatus, reason: str | None = None
) -> Callable[[Session, datetime], bool]:
    """Give the change that moves a session along its lifecycle."""
    if reason is not None:
        encode_text(reason, "reason")
    return lambda session, now: session.change_status(status, now, reason)
