"""Lists of sessions and their pages, as the features describe them.

A listing is ``the sessions``, ``in`` a namespace where it is not the usual one, ``with`` filters
parted by ``and``: actor, owner, status, tags, order. ``""`` is a value without letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.tables import read_json, read_row, split
from features.support.world import World
from hansard import Session
from hansard.domain.pages import Page

_FILTERS = {"actor": "actor_name", "owner": "owner_id", "status": "status", "order": "order"}


@dataclass(frozen=True, slots=True)
class Listing:
    """Which sessions are listed: of a namespace, with filters as keyword arguments."""

    namespace: str = "local"
    filters: dict[str, Any] = field(default_factory=dict)


def read_listing(text: str) -> Listing:
    """Give the listing that a phrase means."""
    place, _, filters = text.removeprefix("the sessions").partition(" with ")
    namespace = place.removeprefix(" in ") or "local"
    if filters in ("", "no restriction"):
        return Listing(namespace)
    return Listing(namespace, dict(_read_filter(part) for part in filters.split(" and ")))


@with_pattern(r"(?: with limit \S+ and offset \S+)?")
def read_bounds(text: str) -> list[Any]:
    """Give limit and offset, or nothing where they are not said."""
    return [read_json(word) for word in text.split()[2::3]]


def _read_filter(text: str) -> tuple[str, Any]:
    kind, _, value = text.partition(" ")
    if kind == "tags":
        return kind, [tag.strip('"') for tag in split(value)]
    return _FILTERS[kind], value.strip('"')


def read_sessions(table: Table) -> list[tuple[str, dict[str, Any]]]:
    """Give the names and the properties of a table of sessions."""
    return [(row["name"], read_row(row, skip="name")) for row in table]


def read_names(cell: str) -> list[str]:
    """Give the names in a cell."""
    return [] if cell == "none" else cell.replace(" and ", ", ").split(", ")


def list_sessions(world: World, listing: Listing, *bounds: int) -> None:
    """List sessions, by limit and offset where they are given, as the attempt of the scenario."""
    world.attempt(world.within(listing.namespace).sessions.list, *bounds, **listing.filters)


def read_page(
    world: World, listing: Listing, limit: int, cursor: str | None = None
) -> Page[Session]:
    """Read one page."""
    page = world.within(listing.namespace).sessions.page
    return world.call(page, cursor, limit, **listing.filters)


def first_page(world: World, listing: Listing, limit: int) -> None:
    """Read the first page and keep it, for the following ones."""
    page = read_page(world, listing, limit)
    world.kept |= {"page": page, "listing": listing, "limit": limit}


def following_pages(world: World) -> list[Page[Session]]:
    """Read every page that follows the one that was kept."""
    return walk(world, world.kept["listing"], world.kept["limit"], world.kept["page"].cursor)


def all_pages(world: World, listing: Listing, limit: int) -> list[Page[Session]]:
    """Read every page from the first one on."""
    first = read_page(world, listing, limit)
    return [first, *walk(world, listing, limit, first.cursor)]


def walk(world: World, listing: Listing, limit: int, cursor: str | None) -> list[Page[Session]]:
    """Read pages from a cursor to the end."""
    pages: list[Page[Session]] = []
    while cursor is not None:
        pages.append(read_page(world, listing, limit, cursor))
        cursor = pages[-1].cursor
        assert len(pages) < 100, "the pages do not end"
    return pages


def walk_while_changing(world: World, limit: int) -> list[Page[Session]]:
    """Read every page; after each one create a session and delete one that may be anywhere.

    Keeps the names of the sessions that were there from the first page to the last.
    """
    throughout = world.names_of(world.call(world.sessions.list, 1000))
    doomed = iter(throughout[::-5] + throughout[::5])
    pages = [read_page(world, Listing(), limit)]
    while pages[-1].cursor is not None:
        world.call(world.sessions.create)
        victim = next(name for name in doomed if name in throughout)
        world.call(world.sessions.delete, world.id_of(victim))
        throughout.remove(victim)
        pages.append(read_page(world, Listing(), limit, pages[-1].cursor))
    world.kept["throughout"] = throughout
    return pages


def check_throughout(world: World) -> None:
    """Check that what was there from the first page to the last was found once, in order."""
    throughout: list[str] = world.kept["throughout"]
    found = [name for name in world.names_of(listed(world.answer)) if name in throughout]
    assert found == throughout, f"{found} is not {throughout}"


def listed(answer: list[Session] | Page[Session] | list[Page[Session]]) -> list[Session]:
    """Give the sessions of a list, of a page or of pages."""
    if isinstance(answer, Page):
        return answer.items
    sessions: list[Session] = []
    for item in answer:
        sessions += item.items if isinstance(item, Page) else [item]
    return sessions


def check_counts(world: World) -> None:
    """Check that listed sessions count their messages and come without them."""
    for session in listed(world.answer):
        count = len(world.read(world.sessions.messages, session.session_id))
        assert not session.messages, f"{session.session_id} comes with messages"
        assert session.message_count == count, f"{session.session_id} holds {count}"
