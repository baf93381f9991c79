"""Units of work: the collections of one transaction, and the places that run them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from hansard.application.ports.arrivals import Arrivals
from hansard.application.ports.artifacts import ArtifactCollection
from hansard.application.ports.core import MessageCollection, SessionCollection
from hansard.application.ports.keys import KeyCollection
from hansard.application.ports.retention import RetentionCollection
from hansard.application.ports.runs import EventCollection, RunCollection
from hansard.application.ports.searches import SearchCollection
from hansard.application.ports.threads import ThreadCollection

Result = TypeVar("Result")


class UnitOfWork(Protocol):
    """The collections of one transaction. Returning from the unit commits, raising rolls back."""

    @property
    def sessions(self) -> SessionCollection:
        """The sessions."""

    @property
    def messages(self) -> MessageCollection:
        """Their messages."""

    @property
    def runs(self) -> RunCollection:
        """Their runs."""

    @property
    def events(self) -> EventCollection:
        """Their events."""

    @property
    def artifacts(self) -> ArtifactCollection:
        """The registry of artifacts."""

    @property
    def searches(self) -> SearchCollection:
        """Questions over all sessions, runs and events."""

    @property
    def retention(self) -> RetentionCollection:
        """What retention hides, deletes and prunes."""

    @property
    def threads(self) -> ThreadCollection:
        """The threads that continue sessions."""

    @property
    def keys(self) -> KeyCollection:
        """The API keys."""


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

    @property
    def arrivals(self) -> Arrivals:
        """Tells those who wait for events that some have come."""

    def in_namespace(self, namespace: str) -> Transactions:
        """Give the transactions of one namespace."""

    def joined(self, connection: object, namespace: str) -> Transactions:
        """Give units of work inside a caller's own transaction on ``connection``."""

    def integrity(self) -> list[str]:
        """Run the backend's own check of its storage, and say what it finds."""

    def scrub(self, *, thorough: bool) -> list[str]:
        """Overwrite what deleted records leave behind, and say where it may still be found.

        Args:
            thorough: also copies that the storage has made of them; takes time and space in
                proportion to all that is stored.
        """

    def close(self) -> None:
        """Give back everything that is held."""
