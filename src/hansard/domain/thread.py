"""Threads: how a caller's own name for a conversation finds the session that continues it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hansard.domain.content import check_id
from hansard.domain.errors import InvalidInputError
from hansard.domain.maps import write_time
from hansard.domain.session import Session


@dataclass(frozen=True, slots=True)
class ThreadMapping:
    """Which session a thread of a resource continues.

    Attributes:
        thread_id: the caller's own handle of the conversation, unique within its resource.
        resource_id: whose thread it is, a user or whatever the caller keeps apart.
        session_id: the session that continues it.
        created_at: when the thread was first mapped, in UTC.
        updated_at: when it was last mapped or continued.
        model_id: the model that the session talks to, None for no particular one.
        provider: whose session it is, None for one of this store's own.
    """

    thread_id: str
    resource_id: str
    session_id: str
    created_at: datetime
    updated_at: datetime
    model_id: str | None = None
    provider: str | None = None

    def to_map(self) -> dict[str, Any]:
        """Give the mapping as a JSON object: every attribute, times in ISO 8601."""
        return {
            "thread_id": self.thread_id,
            "resource_id": self.resource_id,
            "session_id": self.session_id,
            "created_at": write_time(self.created_at),
            "updated_at": write_time(self.updated_at),
            "model_id": self.model_id,
            "provider": self.provider,
        }


@dataclass(frozen=True, slots=True)
class ThreadSession:
    """A thread with the session that continues it.

    Attributes:
        session: without its messages.
        resumed: whether the session was there before; False for one that was made now.
    """

    session: Session
    mapping: ThreadMapping
    resumed: bool


def check_strings(**given: object) -> None:
    """See to it that what names a thread or a resource is a text.

    Raises:
        InvalidInputError: names the argument that is none.
    """
    for name, value in given.items():
        if not isinstance(value, str):
            raise InvalidInputError(f"{name} must be a text, not {type(value).__name__}.")


def check_thread(thread_id: str, resource_id: str) -> tuple[str, str]:
    """Give the key of a thread back.

    Raises:
        InvalidInputError: a part of it is not an id.
    """
    return check_id(thread_id, "thread_id"), check_id(resource_id, "resource_id")
