"""The bytes of artifacts: on a file system, or in memory."""

from hansard.infrastructure.artifacts.file_contents import FileContents
from hansard.infrastructure.artifacts.memory_contents import MemoryContents

__all__ = ["FileContents", "MemoryContents"]
