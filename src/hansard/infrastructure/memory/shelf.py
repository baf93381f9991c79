"""Mappings that are never changed: putting and removing give other ones, cheaply."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Generic, Protocol, TypeVar


class Owned(Protocol):
    """Something that may belong to a session."""

    @property
    def session_id(self) -> str | None:
        """The session that it belongs to."""


Item = TypeVar("Item")
OwnedItem = TypeVar("OwnedItem", bound=Owned)

_PARTS = 256
_EMPTY: dict[str, object] = {}


class Shelf(Generic[Item]):
    """Items by key, in no order.

    Keys are spread over 256 parts, and a change copies the one part that it falls into; the
    other parts are shared with the shelf that it came from.
    """

    __slots__ = ("_parts",)

    def __init__(self, parts: tuple[dict[str, Item], ...] = (_EMPTY,) * _PARTS) -> None:  # type: ignore[assignment]
        self._parts = parts

    def get(self, key: str) -> Item | None:
        """Give the item of a key."""
        return self._parts[hash(key) % _PARTS].get(key)

    def put(self, key: str, item: Item) -> Shelf[Item]:
        """Give a shelf with this item, in place of the one of that key."""
        place = hash(key) % _PARTS
        return self._with(place, {**self._parts[place], key: item})

    def remove(self, key: str) -> Shelf[Item]:
        """Give a shelf without the item of a key."""
        place = hash(key) % _PARTS
        part = self._parts[place].copy()
        part.pop(key, None)
        return self._with(place, part)

    def items(self) -> Iterator[Item]:
        """Iterate over all items."""
        return (item for part in self._parts for item in part.values())

    def _with(self, place: int, part: dict[str, Item]) -> Shelf[Item]:
        return Shelf((*self._parts[:place], part, *self._parts[place + 1 :]))


class OwnedShelf(Generic[OwnedItem]):
    """Items by key and by the session that they belong to, in no order.

    A change also copies what its session owns.
    """

    __slots__ = ("_by_key", "_by_session")

    def __init__(
        self, by_key: Shelf[OwnedItem], by_session: Shelf[Mapping[str, OwnedItem]]
    ) -> None:
        self._by_key = by_key
        self._by_session = by_session

    def get(self, key: str) -> OwnedItem | None:
        """Give the item of a key."""
        return self._by_key.get(key)

    def items(self) -> Iterator[OwnedItem]:
        """Iterate over all items."""
        return self._by_key.items()

    def of_session(self, session_id: str) -> Collection[OwnedItem]:
        """Give the items that belong to a session."""
        return (self._by_session.get(session_id) or {}).values()

    def put(self, key: str, item: OwnedItem) -> OwnedShelf[OwnedItem]:
        """Give a shelf with this item, in place of the one of that key."""
        known, session_id = self._by_key.get(key), item.session_id
        if known is not None and known.session_id != session_id:
            return self.remove(key).put(key, item)
        by_session = self._by_session
        if session_id is not None:
            owned = {**(by_session.get(session_id) or {}), key: item}
            by_session = by_session.put(session_id, owned)
        return OwnedShelf(self._by_key.put(key, item), by_session)

    def remove(self, key: str) -> OwnedShelf[OwnedItem]:
        """Give a shelf without the item of a key."""
        known, by_session = self._by_key.get(key), self._by_session
        if known is not None and known.session_id is not None:
            owned = dict(by_session.get(known.session_id) or {})
            del owned[key]
            by_session = (
                by_session.put(known.session_id, owned)
                if owned
                else by_session.remove(known.session_id)
            )
        return OwnedShelf(self._by_key.remove(key), by_session)

    def without_session(self, session_id: str) -> OwnedShelf[OwnedItem]:
        """Give a shelf without the items that belong to a session."""
        by_key = self._by_key
        for key in self._by_session.get(session_id) or ():
            by_key = by_key.remove(key)
        return OwnedShelf(by_key, self._by_session.remove(session_id))
