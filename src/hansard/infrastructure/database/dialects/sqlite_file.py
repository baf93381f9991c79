"""The file of a SQLite database: made for its owner alone, and watched while it is open."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL

from hansard.domain.errors import ConfigurationError, StoreIOError


def read_path(url: URL) -> Path:
    """Give the file of a URL.

    Raises:
        ConfigurationError: a database in memory, another driver, or options: hansard sets up
            SQLite itself.
    """
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise ConfigurationError(
            f"hansard talks to SQLite through Python's own driver, not {url.drivername!r}. "
            "Write the URL as sqlite:///agents.db."
        )
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise ConfigurationError(
            "hansard needs SQLite in a plain file, as in sqlite:///agents.db. "
            "For a store in memory use hansard.testing.open_memory()."
        )
    if url.host or url.username or url.password or url.port:
        raise ConfigurationError(
            "A SQLite file has no host and no user. Write sqlite:///agents.db for a file in this "
            "folder, sqlite:////folder/agents.db for one elsewhere."
        )
    if url.query:
        raise ConfigurationError(
            f"hansard sets up SQLite itself. Leave {' and '.join(sorted(url.query))} out of the "
            "URL."
        )
    return Path(url.database).resolve()


class DatabaseFile:
    """A database file, made where it is missing.

    An existing one is never opened here: closing a second descriptor of a file drops every lock
    that the process holds on it.

    Raises:
        ConfigurationError: it cannot be made, is a folder, or has two names.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                with suppress(FileExistsError):
                    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
                    os.close(os.open(path, flags, 0o600))
            found = path.stat()
        except OSError as error:
            raise ConfigurationError(
                f"The database file {path} cannot be opened: {error.strerror}. "
                "Choose another path, or make the folder writable."
            ) from error
        if path.is_dir():
            raise ConfigurationError(
                f"{path} is a folder. Name a file in it, as in {path / 'agents.db'}."
            )
        if found.st_nlink > 1:
            raise ConfigurationError(
                f"The database file {path} has {found.st_nlink} names. SQLite would lose its "
                "journal under one of them; copy the file and open the copy."
            )
        self._identity = (found.st_dev, found.st_ino)

    def check(self) -> None:
        """See to it that the file is still there under its name; 2.7 us.

        Raises:
            StoreIOError: it was removed or replaced, so what is written would be lost.
        """
        try:
            found = self._path.stat()
            identity = (found.st_dev, found.st_ino)
        except FileNotFoundError:
            identity = None
        if identity != self._identity:
            raise StoreIOError(
                f"{self._path} was removed or replaced while it was open. Nothing was written; "
                "close the store and open it again."
            )
