"""The sessions of one namespace as one unit of work sees them."""

from __future__ import annotations

from collections.abc import Iterator

from hansard.domain.errors import ConfigurationError
from hansard.infrastructure.memory.records import SessionRecord


class SessionTable:
    """Records by session id.

    A unit that reads gets the published records, which nobody changes. A unit that writes gets
    a copy of its own, to be published as a whole when the unit returns.
    """

    __slots__ = ("_records", "_writable", "namespace")

    def __init__(
        self, namespace: str, records: dict[str, SessionRecord], *, writable: bool
    ) -> None:
        self.namespace = namespace
        self._records = records
        self._writable = writable

    def stored(self, session_id: str) -> SessionRecord | None:
        """Give a record, also that of a session that retention hid."""
        return self._records.get(session_id)

    def visible(self, session_id: str) -> SessionRecord | None:
        """Give a record unless it is hidden."""
        record = self._records.get(session_id)
        return None if record is None or record.deleted_at is not None else record

    def all_visible(self) -> Iterator[SessionRecord]:
        """Iterate over the records that are not hidden, in no order."""
        return (record for record in self._records.values() if record.deleted_at is None)

    def put(self, record: SessionRecord) -> None:
        """Add a record, or put it in the place of the one with its id."""
        self.check_writable()
        self._records[record.session_id] = record

    def remove(self, session_id: str) -> None:
        """Remove a record with its messages."""
        self.check_writable()
        del self._records[session_id]

    def close(self) -> dict[str, SessionRecord]:
        """End the unit, and give the records as it leaves them."""
        self._writable = False
        return self._records

    def check_writable(self) -> None:
        """Refuse to write outside a unit that writes.

        Raises:
            ConfigurationError: the unit only reads, or is over.
        """
        if not self._writable:
            raise ConfigurationError(
                "This unit of work only reads, or is over. Write inside a unit that writes."
            )
