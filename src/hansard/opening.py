"""Opening a store: the database is found, set up where it is empty, and checked where it is not.

What a database needs is imported when one is opened, so that importing hansard stays quick.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hansard.application.ports import Clock, Identifiers
from hansard.domain.content import check_id
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.store import Hansard

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

    from hansard.async_store import AsyncHansard
    from hansard.infrastructure.database import Durability, RetryPolicy


def open(  # noqa: A001 - the name that users write: hansard.open
    url: str | URL | os.PathLike[str] | None = None,
    *,
    namespace: str = DEFAULT_NAMESPACE,
    durability: Durability | str = "power",
    retry: RetryPolicy | None = None,
    clock: Clock | None = None,
    identifiers: Identifiers | None = None,
) -> Hansard:
    """Open a store, and make its schema where the database is empty.

    Args:
        url: ``sqlite:///agents.db``, ``postgresql://user@host/database`` or the path of a SQLite
            file; by default the environment's ``HANSARD_URL``, else a file in the user's data
            folder.
        namespace: the part of the store to see, ``local`` by default.
        durability: SQLite only. ``power`` survives a power cut; ``process`` survives the death
            of the process and is faster.
        retry: how long transient faults are met with another attempt.
        clock: tells the time; the machine's by default.
        identifiers: makes ids; ULIDs by default.

    Raises:
        ConfigurationError: not a URL of a database that hansard knows, or not usable.
        MissingDependencyError: its driver is an extra that is not installed.
        MigrationRequiredError: the schema is older or newer than this version needs.
        StoreUnavailableError: the database cannot be reached.
    """
    from hansard.infrastructure.clock import SystemClock
    from hansard.infrastructure.database import Database, schema
    from hansard.infrastructure.database.locations import resolve_url
    from hansard.infrastructure.identifiers import UlidIdentifiers

    check_id(namespace, "namespace")
    database = Database(resolve_url(url), durability=durability, retry=retry)
    try:
        schema.prepare(database)
        return Hansard(
            database, namespace, clock or SystemClock(), identifiers or UlidIdentifiers()
        )
    except BaseException:
        database.close()
        raise


def open_async(
    url: str | URL | os.PathLike[str] | None = None,
    *,
    namespace: str = DEFAULT_NAMESPACE,
    durability: Durability | str = "power",
    retry: RetryPolicy | None = None,
    clock: Clock | None = None,
    identifiers: Identifiers | None = None,
) -> AsyncHansard:
    """Give a store that ``async with`` opens; the arguments are those of `open`."""
    from hansard.async_store import AsyncHansard

    return AsyncHansard(
        lambda: open(
            url,
            namespace=namespace,
            durability=durability,
            retry=retry,
            clock=clock,
            identifiers=identifiers,
        )
    )
