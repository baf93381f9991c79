"""Where a repository works: inside a transaction that is there, or on a database of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection

from hansard.domain.errors import ConfigurationError
from hansard.infrastructure.database.dialects import join
from hansard.infrastructure.database.link import Link

if TYPE_CHECKING:
    from hansard.infrastructure.database.database import Database, DatabaseTransactions

Source: TypeAlias = "Link | Connection | Database"


@dataclass(slots=True)
class Binding:
    """A repository's namespace, and either the transaction it joins or where it opens one."""

    namespace: str
    link: Link | None = None
    transactions: DatabaseTransactions | None = None

    @property
    def joined(self) -> Link:
        """The transaction that is there."""
        if self.link is None:
            raise ConfigurationError("There is no transaction here.")
        return self.link

    def of(self, session_id: str) -> dict[str, str]:
        """Give the parameters that name a session of the namespace."""
        return {"session_id": session_id, "namespace": self.namespace}


def bind(source: Source, namespace: str) -> Binding:
    """Bind a repository to a unit of work's link, a caller's connection, or a database."""
    if isinstance(source, Link):
        return Binding(namespace, source)
    if isinstance(source, Connection):
        return Binding(namespace, join(source))
    return Binding(namespace, None, source.in_namespace(namespace))
