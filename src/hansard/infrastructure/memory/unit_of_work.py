"""A unit of work in memory: the collections on one table."""

from __future__ import annotations

from hansard.infrastructure.memory.artifacts import MemoryArtifactCollection
from hansard.infrastructure.memory.events import MemoryEventCollection
from hansard.infrastructure.memory.keys import MemoryKeyCollection
from hansard.infrastructure.memory.messages import MemoryMessageCollection
from hansard.infrastructure.memory.retention import MemoryRetentionCollection
from hansard.infrastructure.memory.runs import MemoryRunCollection
from hansard.infrastructure.memory.searches import MemorySearchCollection
from hansard.infrastructure.memory.sessions import MemorySessionCollection
from hansard.infrastructure.memory.table import Table
from hansard.infrastructure.memory.threads import MemoryThreadCollection


class MemoryUnitOfWork:
    """The collections of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def sessions(self) -> MemorySessionCollection:
        """The sessions."""
        return MemorySessionCollection(self._table)

    @property
    def messages(self) -> MemoryMessageCollection:
        """Their messages."""
        return MemoryMessageCollection(self._table)

    @property
    def runs(self) -> MemoryRunCollection:
        """Their runs."""
        return MemoryRunCollection(self._table)

    @property
    def events(self) -> MemoryEventCollection:
        """Their events."""
        return MemoryEventCollection(self._table)

    @property
    def artifacts(self) -> MemoryArtifactCollection:
        """The registry of artifacts."""
        return MemoryArtifactCollection(self._table)

    @property
    def searches(self) -> MemorySearchCollection:
        """Questions over all sessions, runs and events."""
        return MemorySearchCollection(self._table)

    @property
    def retention(self) -> MemoryRetentionCollection:
        """What retention hides, deletes and prunes."""
        return MemoryRetentionCollection(self._table)

    @property
    def threads(self) -> MemoryThreadCollection:
        """The threads that continue sessions."""
        return MemoryThreadCollection(self._table)

    @property
    def keys(self) -> MemoryKeyCollection:
        """The API keys."""
        return MemoryKeyCollection(self._table)
