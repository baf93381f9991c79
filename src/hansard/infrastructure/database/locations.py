"""Where the database is: as said, as HANSARD_URL says, or in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from hansard.domain.errors import ConfigurationError


def resolve_url(url: str | URL | os.PathLike[str] | None = None) -> URL:
    """Give the URL of the database.

    Args:
        url: a database URL, or a path object for a SQLite file. None for ``HANSARD_URL`` of the
            environment, and without that for ``hansard/hansard.db`` in the user's data folder
            (``XDG_DATA_HOME``, ``~/.local/share`` by default).

    Raises:
        ConfigurationError: not a database URL.
    """
    if url is None:
        url = os.environ.get("HANSARD_URL") or default_path()
    if isinstance(url, os.PathLike):
        return URL.create("sqlite", database=os.fspath(url))
    try:
        made = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(
            "That is not a database URL. Write sqlite:///agents.db for a file in this folder, "
            "sqlite:////folder/agents.db for one elsewhere, or postgresql://user@host/database."
        ) from error
    return made.difference_update_query([key for key in made.query if key.startswith("hansard_")])


def default_path() -> Path:
    """Give the database file in the user's data folder."""
    data_home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data_home).expanduser() / "hansard" / "hansard.db"


def resolve_artifacts(folder: str | os.PathLike[str] | None, url: URL) -> Path:
    """Give the folder where the bytes of artifacts are kept.

    Args:
        folder: as said. None for ``HANSARD_ARTIFACTS`` of the environment, without that for a
            folder beside a SQLite file, ``agents.db-artifacts`` for ``agents.db``, and for other
            databases ``hansard/artifacts`` in the user's data folder.
        url: of the database.
    """
    said = folder or os.environ.get("HANSARD_ARTIFACTS")
    if said:
        return Path(said).expanduser()
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(f"{url.database}-artifacts")
    return default_path().with_name("artifacts")
