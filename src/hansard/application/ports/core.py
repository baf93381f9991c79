"""A clock, a source of ids, and the collections of sessions and messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from hansard.domain.message import SealedMessage, SessionMessage
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session, SessionTokenUsage


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the present moment in UTC, with microseconds."""


class Identifiers(Protocol):
    """Makes ids."""

    def session_id(self) -> str:
        """Give an id for a session."""

    def message_ids(self, count: int) -> list[str]:
        """Give ids for messages, in growing order."""

    def run_id(self) -> str:
        """Give an id for a run."""

    def event_ids(self, count: int) -> list[str]:
        """Give ids for events, in growing order."""

    def artifact_id(self) -> str:
        """Give an id for an artifact."""

    def key_id(self) -> str:
        """Give an id for an API key."""

    def key_secret(self) -> str:
        """Give 256 random bits for the secret of a key: 43 characters of base64url."""


class Examined(NamedTuple):
    """A stored message as an examination found it.

    Attributes:
        kind: of what is wrong with it, None where nothing is.
        detail: what is wrong with it, in words.
    """

    sequence: int
    kind: str | None = None
    detail: str = ""


class SessionCollection(Protocol):
    """The sessions of one namespace, inside one transaction."""

    def create(self, session: Session) -> Session:
        """Add a session without messages.

        Raises:
            DuplicateKeyError: the id is taken by another session.
        """

    def get_by_id(
        self, session_id: str, *, for_update: bool = False, include_deleted: bool = False
    ) -> Session | None:
        """Give a session without its messages.

        Args:
            for_update: lock it first.
            include_deleted: also one that retention hid.
        """

    def save(self, session: Session) -> None:
        """Add a session, or write all that describes it over the one with its id.

        Its times and whether it is hidden are the given ones, too; what the store counts, its
        messages, events and usage, stays as it is.
        """

    def list_stored(
        self, limit: int | None = None, offset: int = 0, *, where: SessionFilter = ...
    ) -> list[Session]:
        """List sessions by creation and id, also those that retention hid."""

    def list_all(
        self, limit: int = 50, offset: int = 0, *, where: SessionFilter = ...
    ) -> list[Session]:
        """List sessions without messages, newest first."""

    def list_after(
        self,
        position: tuple[datetime, str] | None,
        limit: int,
        *,
        where: SessionFilter = ...,
        order: SessionOrder = ...,
    ) -> list[Session]:
        """List sessions that follow a (created_at, session_id) in an order."""

    def list_children(self, session_id: str, limit: int) -> list[Session]:
        """List sessions whose parent is this one, oldest first."""

    def delete(self, session_id: str, *, include_deleted: bool = False) -> bool:
        """Delete a session with everything that belongs to it, and say whether it was there.

        Args:
            include_deleted: also one that retention hid.
        """

    def update(self, session: Session) -> bool:
        """Write what describes a session; its counters and usage stay as they are."""

    def add_usage(
        self, session_id: str, usage: SessionTokenUsage, now: datetime
    ) -> SessionTokenUsage | None:
        """Add to the usage and give the new totals, None without the session."""


class MessageCollection(Protocol):
    """The messages of one namespace, inside one transaction."""

    def append(
        self,
        session_id: str,
        message: SealedMessage,
        now: datetime,
        *,
        expected_sequence: int | None = None,
    ) -> SessionMessage:
        """Append one message and move the session's counter and ``updated_at``.

        A message whose id is already there with the same content is given back as it is stored.

        Raises:
            SessionNotFoundError, SessionClosedError, StaleSessionError, DuplicateKeyError
        """

    def append_many(
        self,
        session_id: str,
        messages: Sequence[SealedMessage],
        now: datetime,
        *,
        expected_sequence: int | None = None,
    ) -> list[SessionMessage]:
        """Append messages in their order, all or none, by the rules of `append`."""

    def get_for_session(
        self, session_id: str, limit: int | None = None, offset: int = 0
    ) -> list[SessionMessage]:
        """List messages by sequence."""

    def get_from(self, session_id: str, sequence: int, limit: int) -> list[SessionMessage]:
        """List up to ``limit`` messages whose sequence is at least this one."""

    def get_latest(self, session_id: str, count: int) -> list[SessionMessage]:
        """List the last messages, oldest first."""

    def remove_latest(self, session_id: str, count: int, now: datetime) -> list[SessionMessage]:
        """Remove the last messages and give them back, oldest first; numbers stay used."""

    def last_sequence(self, session_id: str, most: int = 2**63 - 1) -> int | None:
        """Give the last sequence that a message has, at most ``most``; None without one."""

    def copy(self, session_id: str, target_id: str, stop: int) -> int:
        """Copy the messages with smaller sequences into a session without messages; count them.

        The next message there is numbered ``stop``. They keep their ids, their sequences and
        their times. A message whose text was changed behind the store's back does not become a
        good one by being copied.
        """

    def count_for_session(self, session_id: str) -> int:
        """Count the messages of a session, 0 without the session."""

    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        """Examine up to ``limit`` stored messages whose sequence is at least this one."""
