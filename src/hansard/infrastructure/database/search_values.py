"""Queries as restrictions of a search, with the values that the database compares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hansard.domain.searches import EventQuery, Position, RunQuery, SessionQuery, UsageQuery
from hansard.infrastructure.database.mapping import to_microseconds
from hansard.infrastructure.database.search_conditions import VISIBLE, Restriction


class Filters:
    """The restrictions of a query and their values by name.

    Attributes:
        restrictions: those that the query has.
        values: what they bind, by name.
        is_empty: whether a restriction admits nothing at all.
    """

    def __init__(self) -> None:
        self.restrictions: tuple[Restriction, ...] = ()
        self.values: dict[str, Any] = {}
        self.is_empty = False

    def add(self, kind: str, value: str | int | datetime | None, place: int = 0) -> None:
        """Restrict to one value, to none where it is None."""
        if value is not None:
            self._bind(Restriction(kind, 1, place), [value])

    def add_choice(self, kind: str, values: Iterable[str]) -> None:
        """Restrict to one of several values, to none where there are none.

        Statements are compiled for a power of two of them; the last one is repeated up to that.
        """
        chosen = list(values)
        if chosen:
            count = 1 << (len(chosen) - 1).bit_length()
            chosen += chosen[-1:] * (count - len(chosen))
            self._bind(Restriction(kind, count), chosen)

    def add_words(self, kind: str, words: Iterable[str] | None) -> None:
        """Restrict to one of several words of an enumeration; none of them admits nothing."""
        chosen = None if words is None else list(words)
        self.is_empty = self.is_empty or chosen == []
        self.add_choice(kind, [str(word) for word in chosen or ()])

    def _bind(self, restriction: Restriction, values: list[Any]) -> None:
        self.restrictions += (restriction,)
        for name, value in zip(restriction.names, values, strict=True):
            self.values[name] = to_microseconds(value) if isinstance(value, datetime) else value


def session_filters(where: SessionQuery) -> Filters:
    """Give the filters of a search for sessions."""
    filters = Filters()
    filters.add("actor_name", where.actor_name)
    filters.add("owner_id", where.owner_id)
    filters.add_words("status", where.statuses)
    filters.add_choice("provider", where.providers)
    for place, tag in enumerate(where.tags):
        filters.add("tag", tag, place)
    filters.add("created_after", where.created_after)
    filters.add("created_before", where.created_before)
    if not where.include_deleted:
        filters.restrictions += (VISIBLE,)
    return filters


def run_filters(where: RunQuery) -> Filters:
    """Give the filters of a search for runs."""
    filters = Filters()
    filters.add("session_id", where.session_id)
    filters.add("provider", where.provider)
    filters.add_words("status", where.statuses)
    filters.add("started_after", where.started_after)
    filters.add("started_before", where.started_before)
    filters.add("min_tokens", where.min_tokens)
    return filters


def event_filters(where: EventQuery) -> Filters:
    """Give the filters of a search for events."""
    filters = Filters()
    filters.add_choice("session_id", where.session_ids)
    filters.add_choice("run_id", where.run_ids)
    filters.add_choice("provider", where.providers)
    filters.add_words("type", where.types)
    filters.add("since", where.since)
    filters.add("until", where.until)
    filters.add("correlation_id", where.correlation_id)
    return filters


def usage_filters(where: UsageQuery) -> Filters:
    """Give the filters of sums over runs."""
    filters = Filters()
    for kind in ("session_id", "provider", "actor_name", "owner_id", "since", "until"):
        filters.add(kind, getattr(where, kind))
    return filters


def added_filters(where: UsageQuery) -> Filters:
    """Give the filters of sums over sessions, whose time is that of their creation."""
    filters = Filters()
    for kind in ("session_id", "actor_name", "owner_id"):
        filters.add(kind, getattr(where, kind))
    filters.add("created_after", where.since)
    filters.add("created_before", where.until)
    return filters


def place_values(place: Position) -> dict[str, Any]:
    """Give the values of a place in an order."""
    key = to_microseconds(place.key) if isinstance(place.key, datetime) else place.key
    return {f"after_{number}": value for number, value in enumerate((key, *place.ids))}
