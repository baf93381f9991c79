"""The database itself, for the commands that look after it rather than after the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hansard.interfaces.cli.settings import Settings

if TYPE_CHECKING:
    from hansard.infrastructure.database import Database


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database whatever its schema, and give its driver's errors their names."""
    from hansard.infrastructure.database import Database
    from hansard.infrastructure.database.locations import resolve_url

    database = Database(resolve_url(settings.url))
    try:
        with database.dialect.translating():
            yield database
    finally:
        database.close()


def database_file(settings: Settings) -> Path | None:
    """Give the file that the database is, None where it is not one."""
    from hansard.infrastructure.database.locations import resolve_url

    url = resolve_url(settings.url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def is_missing(settings: Settings) -> bool:
    """Say whether the database is a file that is not there; opening it would make it."""
    file = database_file(settings)
    return file is not None and not file.exists()
