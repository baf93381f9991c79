"""The collection of thread mappings."""

from __future__ import annotations

from typing import Protocol

from hansard.domain.thread import ThreadMapping


class ThreadCollection(Protocol):
    """The thread mappings of one namespace, inside one transaction."""

    def get(self, thread_id: str, resource_id: str) -> ThreadMapping | None:
        """Give the mapping of a thread, None without one."""

    def save(self, mapping: ThreadMapping) -> ThreadMapping:
        """Add a mapping, or write it over the one of its thread, and give it as it is stored.

        The time of creation stays that of the first mapping.
        """

    def claim(self, mapping: ThreadMapping) -> bool:
        """Add a mapping unless its thread has one, and say whether it was added.

        Of several that claim a thread at once, one adds its mapping; the others wait until that
        is settled.
        """

    def change(self, mapping: ThreadMapping, *, was: str) -> bool:
        """Write a mapping over the one of its thread, and say whether it was.

        Args:
            was: the session of this store that it must name until then.
        """

    def delete(self, thread_id: str, resource_id: str) -> None:
        """Remove the mapping of a thread, if there is one; the session stays."""

    def list_for_resource(self, resource_id: str, limit: int | None = None) -> list[ThreadMapping]:
        """List the mappings of a resource, the last updated first, then by thread."""
