"""What every worker needs, imported and used once, so that forking one is all it takes.

The store is closed again: nothing that is open here is inherited.
"""

import tempfile
from contextlib import suppress
from pathlib import Path

import alembic.command
import anyio.from_thread
import psycopg
import rich.console
import rich.table

import hansard
import hansard.async_store
import hansard.infrastructure.database.dialects.postgresql
import hansard.interfaces.cli.main
import hansard.testing

__all__ = ["alembic", "anyio", "hansard", "psycopg", "rich"]


def _use_once() -> None:
    with tempfile.TemporaryDirectory(prefix="hansard-robot-") as folder:
        for _ in range(2):
            with hansard.open(Path(folder) / "sessions.db") as store:
                session = store.sessions.create()
                store.sessions.append_message(session.session_id, "user", "hello")
                store.sessions.messages(session.session_id)


with suppress(hansard.HansardError):  # a store that does not work is for the suites to report
    _use_once()
