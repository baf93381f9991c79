"""What callers pass to searches, checked and brought to domain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from hansard.domain.content import check_id
from hansard.domain.errors import InvalidInputError, QueryError
from hansard.domain.event import EventType
from hansard.domain.maps import optional_time
from hansard.domain.pages import MAX_LIMIT
from hansard.domain.searches import EventQuery, SearchOrder, UsageQuery
from hansard.domain.session import read_label
from hansard.domain.shown import shown

MAX_CHOICES = 1000
"""Values that a filter may name."""

_MOST_TOKENS = 2**63 - 1

Choice = TypeVar("Choice", bound=StrEnum)
Order = TypeVar("Order", bound=SearchOrder)


def read_search_limit(limit: object) -> int:
    """Give the limit of a page back, checked.

    Raises:
        InvalidInputError: not an integer from 1 to `MAX_LIMIT`.
    """
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InvalidInputError(f"limit must be a positive integer, not {shown(limit)}.")
    if limit > MAX_LIMIT:
        raise InvalidInputError(f"limit must be <= {MAX_LIMIT}, not {shown(limit)}.")
    return limit


def read_search_order(order_by: object, default: Order) -> Order:
    """Give the order of that name, the default one where there is none."""
    known = {order.value: order for order in type(default)}
    return known.get(order_by, default) if isinstance(order_by, str) else default


def read_choices(
    given: Choice | str | Iterable[Choice | str] | None, kind: type[Choice], name: str
) -> tuple[Choice, ...] | None:
    """Give one or several words of an enumeration, each once; None for no restriction.

    Raises:
        InvalidInputError: one of them is no word of it; the message names it.
    """
    if given is None:
        return None
    known = {choice.value: choice for choice in kind}
    found = dict.fromkeys(_listed(given, name))
    for value in found:
        if value not in known:
            raise InvalidInputError(
                f"{name} contains unsupported value: {shown(value)}. "
                f"What it may have is {', '.join(known)}."
            )
    return tuple(known[value] for value in found)


def read_names(
    given: str | Iterable[str] | None, name: str, most: int = MAX_CHOICES
) -> tuple[str, ...]:
    """Give one or several ids or names, each once; none of them is no restriction.

    Raises:
        InvalidInputError: one of them cannot be an id, or they are more than ``most``.
    """
    found = tuple(dict.fromkeys(() if given is None else _listed(given, name)))
    if len(found) > most:
        raise InvalidInputError(f"{name} takes at most {most} values, not {len(found)}.")
    return tuple(check_id(value, name) for value in found)


def read_min_tokens(given: object) -> int | None:
    """Give the least number of tokens back, checked.

    Raises:
        QueryError: not an integer of at least 0.
    """
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise QueryError(f"min_tokens must be a non-negative integer, not {shown(given)}.")
    return min(given, _MOST_TOKENS)


def read_usage_query(
    *,
    session_id: str | None,
    provider: str | None,
    actor_name: str | None,
    owner_id: str | None,
    since: datetime | str | None,
    until: datetime | str | None,
) -> UsageQuery:
    """Give the filters of a summary, checked."""
    return UsageQuery(
        session_id=read_label(session_id, "session_id"),
        provider=read_label(provider, "provider"),
        actor_name=read_label(actor_name, "actor_name"),
        owner_id=read_label(owner_id, "owner_id"),
        since=optional_time(since, "since"),
        until=optional_time(until, "until"),
    )


def read_event_query(
    *,
    session_ids: str | Iterable[str],
    run_ids: str | Iterable[str],
    providers: str | Iterable[str],
    types: EventType | str | Iterable[EventType | str] | None,
    since: datetime | str | None,
    until: datetime | str | None,
    correlation_id: str | None,
) -> EventQuery:
    """Give the filters of a search for events, checked."""
    return EventQuery(
        session_ids=read_names(session_ids, "session_ids"),
        run_ids=read_names(run_ids, "run_ids"),
        providers=read_names(providers, "providers"),
        types=read_choices(types, EventType, "types"),
        since=optional_time(since, "since"),
        until=optional_time(until, "until"),
        correlation_id=read_label(correlation_id, "correlation_id"),
    )


def _listed(given: Any, name: str) -> list[str]:
    if isinstance(given, str):
        return [given]
    if isinstance(given, (bytes, Mapping)) or not isinstance(given, Iterable):
        raise InvalidInputError(
            f"{name} must be a text or a list of texts, not {type(given).__name__}."
        )
    values = list(given)
    for value in values:
        if not isinstance(value, str):
            raise InvalidInputError(f"{name} values must be strings, not {type(value).__name__}.")
    return values
