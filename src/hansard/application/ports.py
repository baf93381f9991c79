"""What the services need from the outside: a database, a clock, a source of ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from hansard.domain.message import SealedMessage, SessionMessage
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session, SessionTokenUsage

Result = TypeVar("Result")


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

    def get_by_id(self, session_id: str, *, for_update: bool = False) -> Session | None:
        """Give a session without its messages; ``for_update`` locks it first."""

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

    def delete(self, session_id: str) -> bool:
        """Delete a session with everything that belongs to it, and say whether it was there."""

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

    def count_for_session(self, session_id: str) -> int:
        """Count the messages of a session, 0 without the session."""

    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        """Examine up to ``limit`` stored messages whose sequence is at least this one."""


class UnitOfWork(Protocol):
    """The collections of one transaction. Returning from the unit commits, raising rolls back."""

    @property
    def sessions(self) -> SessionCollection:
        """The sessions."""

    @property
    def messages(self) -> MessageCollection:
        """Their messages."""


class Transactions(Protocol):
    """One namespace of a database, as something to run units of work on."""

    @property
    def namespace(self) -> str:
        """The namespace that every statement is confined to."""

    def write(
        self, unit: Callable[[UnitOfWork], Result], *, single: bool = False, repeatable: bool = True
    ) -> Result:
        """Run a unit of work that writes, replaying the whole of it after a transient fault.

        Args:
            unit: called once per attempt; everything that differs between calls, such as ids
                and times, is made before.
            single: the unit writes with one collection call, so a database that can do this in
                one statement needs no transaction around it.
            repeatable: the unit may run again when it is unknown whether it was committed.
        """

    def read(self, unit: Callable[[UnitOfWork], Result], *, single: bool = False) -> Result:
        """Run a unit of work that only reads, on one consistent state of the database.

        Args:
            single: one collection call gives the answer, so it needs no transaction around it.
        """


class Backend(Protocol):
    """A place where sessions are kept, with all its namespaces."""

    @property
    def concurrency(self) -> int:
        """How many calls at a time serve it best."""

    def in_namespace(self, namespace: str) -> Transactions:
        """Give the transactions of one namespace."""

    def joined(self, connection: object, namespace: str) -> Transactions:
        """Give units of work inside a caller's own transaction on ``connection``."""

    def integrity(self) -> list[str]:
        """Run the backend's own check of its storage, and say what it finds."""

    def close(self) -> None:
        """Give back everything that is held."""
