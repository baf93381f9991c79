"""The schema of a database: which revision it is at, and the way to the one that is needed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from hansard.domain.errors import (
    ConfigurationError,
    HansardError,
    MigrationRequiredError,
    TryLaterError,
)
from hansard.infrastructure.database import (
    key_models,
    registry_models,
    run_models,
    thread_models,
)
from hansard.infrastructure.database.models import Base
from hansard.infrastructure.database.retry import wait

if TYPE_CHECKING:
    from alembic.config import Config

    from hansard.infrastructure.database.database import Database

HEAD = "e1_002_api_keys"
"""The revision that this version reads and writes; a check compares it with the migrations."""
VERSION_TABLE = "hansard_revision"
_ALEMBIC = threading.Lock()
"""Alembic keeps the connection to migrate in a variable of the process."""
metadata = Base.metadata
__all__ = ["HEAD", "check", "current", "downgrade", "metadata", "prepare", "upgrade"]
_MODELS = (Base, registry_models, run_models, thread_models, key_models)


def current(database: Database) -> str | None:
    """Give the revision of a database, None where hansard has not been there."""
    with database.dialect.translating(), database.dialect.engine.connect() as connection:
        return _read_revision(connection)


def check(database: Database) -> None:
    """See to it that a database is at the revision that this version needs.

    Raises:
        MigrationRequiredError: it is older, newer, or empty.
    """
    _compare(current(database))


def prepare(database: Database) -> None:
    """Make the schema where the database is empty, and check it where it is not.

    Any number of processes may do so at once; one of them makes it.

    Raises:
        MigrationRequiredError: the database is older or newer.
    """
    delays = database.retry.delays()
    while True:
        try:
            found = current(database)
            if found is None:
                _leave_alone_what_is_foreign(database)
                upgrade(database, only_if_empty=True)
            else:
                _compare(found)
            database.dialect.prepare()
            return
        except TryLaterError as error:
            delay = next(delays, None)
            if delay is None:
                raise
            wait(delay, str(error))


def upgrade(database: Database, revision: str = "head", *, only_if_empty: bool = False) -> None:
    """Bring a database to a revision, in one transaction, while everybody else waits.

    Args:
        only_if_empty: do nothing where somebody else was faster.

    Raises:
        MigrationRequiredError: the database is newer than this version knows.
        ConfigurationError: tables of the same names, made by somebody else, are in the way.
    """
    from alembic import command
    from alembic.util.exc import CommandError

    with _ALEMBIC, database.dialect.translating(), database.dialect.setup_lock() as connection:
        found = _read_revision(connection)
        if only_if_empty and found is not None:
            return
        if found is None:
            _refuse_foreign_tables(connection)
        try:
            command.upgrade(_configuration(connection), revision)
        except CommandError as error:
            raise _refused(found, revision, error) from error


def downgrade(database: Database, revision: str) -> None:
    """Take a database back to a revision, ``base`` for none. What newer tables hold is lost."""
    from alembic import command
    from alembic.util.exc import CommandError

    with _ALEMBIC, database.dialect.translating(), database.dialect.setup_lock() as connection:
        try:
            command.downgrade(_configuration(connection), revision)
        except CommandError as error:
            raise _refused(_read_revision(connection), revision, error) from error
        if _read_revision(connection) is None:
            connection.execute(text("DROP TABLE IF EXISTS hansard_revision"))


def _leave_alone_what_is_foreign(database: Database) -> None:
    """Look before the lock: taking it already changes a SQLite file."""
    with database.dialect.translating(), database.dialect.engine.connect() as connection:
        if _read_revision(connection) is None:
            _refuse_foreign_tables(connection)


def _compare(found: str | None) -> None:
    if found == HEAD:
        return
    if found is None or found in _known_revisions():
        raise MigrationRequiredError(found, HEAD, "Back up, then run: hansard db upgrade")
    raise _unknown(found)


def _refused(found: str | None, wanted: str, error: Exception) -> HansardError:
    if found is not None and found not in _known_revisions():
        return _unknown(found)
    return ConfigurationError(f"There is no way to the revision {wanted!r}: {error}.")


def _unknown(found: str | None) -> MigrationRequiredError:
    return MigrationRequiredError(
        found,
        HEAD,
        "A newer version of hansard made it; install that version: pip install -U hansard",
    )


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(_scripts())).walk_revisions()}


def _read_revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, VERSION_TABLE):
        return None
    query = text("SELECT version_num FROM hansard_revision")
    revision: str | None = connection.execute(query).scalar_one_or_none()
    return revision


def _refuse_foreign_tables(connection: Connection) -> None:
    taken = [name for name in metadata.tables if connection.dialect.has_table(connection, name)]
    if taken:
        raise ConfigurationError(
            f"The database already has tables named {', '.join(sorted(taken))} that hansard did "
            "not make. Give hansard a database, or a schema on the search path, of its own."
        )


def _configuration(connection: Connection) -> Config:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration


def _scripts() -> Path:
    """Find the migrations: inside an installed package, or beside ``src`` in a source tree."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parents[1] / "migrations"
