"""Opening a store: the database is found, set up where it is empty, and checked where it is not.

What a database needs is imported when one is opened, so that importing hansard stays quick.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hansard.domain.content import check_id
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.store import Hansard

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

    from hansard.application.ports import Clock, Identifiers
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
    artifacts: str | os.PathLike[str] | None = None,
    prices: Mapping[str, Any] | None = None,
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
        artifacts: the folder where the bytes of artifacts are kept; by default the environment's
            ``HANSARD_ARTIFACTS``, else a folder beside the SQLite file or in the user's data
            folder. It is made when the first artifact is put.
        prices: a table of prices that goes before the built-in one; see ``hansard.queries``.

    Raises:
        ConfigurationError: not a URL of a database that hansard knows, or not usable.
        MissingDependencyError: its driver is an extra that is not installed.
        MigrationRequiredError: the schema is older or newer than this version needs.
        StoreUnavailableError: the database cannot be reached.
    """
    from hansard.application.parts import Parts
    from hansard.infrastructure.artifacts import FileContents
    from hansard.infrastructure.clock import SystemClock
    from hansard.infrastructure.database import Database, schema
    from hansard.infrastructure.database.locations import resolve_artifacts, resolve_url
    from hansard.infrastructure.identifiers import UlidIdentifiers
    from hansard.infrastructure.prices import Prices

    check_id(namespace, "namespace")
    database = Database(resolve_url(url), durability=durability, retry=retry)
    try:
        schema.prepare(database)
        parts = Parts(
            clock or SystemClock(),
            identifiers or UlidIdentifiers(),
            Prices(prices),
            FileContents(resolve_artifacts(artifacts, database.url)),
        )
        return Hansard(database, namespace, parts)
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
    artifacts: str | os.PathLike[str] | None = None,
    prices: Mapping[str, Any] | None = None,
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
            artifacts=artifacts,
            prices=prices,
        )
    )
