"""The ports of the services kept in memory, with the promises of the databases."""

from hansard.infrastructure.memory.database import MemoryDatabase

__all__ = ["MemoryDatabase"]
