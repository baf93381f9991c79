"""Pages of a listing, and the bounds of limit and offset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from hansard.domain.errors import InvalidInputError
from hansard.domain.session import SessionStatus
from hansard.domain.shown import shown

Item = TypeVar("Item")

MAX_LIMIT = 1000


class SessionOrder(StrEnum):
    """Order of a listing, by time of creation and then by id."""

    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a listing.

    Attributes:
        items: in the order asked for.
        cursor: opaque text that continues the listing, None on its last page.
    """

    items: list[Item]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What a listing of sessions is narrowed to; None and empty mean no restriction.

    Attributes:
        tags: a session must carry every one of them.
        include_deleted: also those that retention hid.
    """

    actor_name: str | None = None
    owner_id: str | None = None
    status: SessionStatus | None = None
    tags: tuple[str, ...] = ()
    include_deleted: bool = False


def check_limit(limit: object, name: str = "limit") -> int:
    """Give a limit back, checked.

    Raises:
        InvalidInputError: not an integer from 1 to `MAX_LIMIT`.
    """
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MAX_LIMIT:
        raise InvalidInputError(
            f"{name} must be an integer from 1 to {MAX_LIMIT}, not {shown(limit)}."
        )
    return limit


def check_count(value: object, name: str) -> int:
    """Give a count back: an integer from 0 to 2**63 - 1.

    Raises:
        InvalidInputError: it is not.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise InvalidInputError(f"{name} must be an integer of at least 0, not {shown(value)}.")
    return value


def check_positive(value: object, name: str) -> int:
    """Give a count back: an integer from 1 to 2**63 - 1.

    Raises:
        InvalidInputError: it is not.
    """
    count = check_count(value, name)
    if count == 0:
        raise InvalidInputError(f"{name} must be an integer of at least 1, not 0.")
    return count
