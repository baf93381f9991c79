"""Removing what a SQLite file keeps of deleted rows.

``secure_delete`` overwrites a row where it stands when it is deleted. Two things remain: the
journal, until it is emptied, and copies in the unused parts of pages, from when the file's trees
were balanced and rows moved (in 3 of 4 files of 6,000 rows there were some). Only rewriting the
file reaches those.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias

READERS_TO_END = 2.0
"""Seconds that emptying the journal waits for readers."""
_BETWEEN = 0.05
_BUSY_TIMEOUT = "PRAGMA busy_timeout"

_READ = (
    "Somebody is reading the SQLite file, so deleted rows may remain in it and in its -wal file. "
    "Do this again when the reader has ended."
)
_NOT_REWRITTEN = (
    "The SQLite file could not be rewritten ({}), so copies of deleted rows may remain in it. "
    "Free as much space as it takes, and do this again."
)

Access: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Gives a connection outside any transaction, while no other writer is at work."""


def scrub(access: Access, *, thorough: bool) -> list[str]:
    """Empty the journal, and say what may remain.

    Writers are let in between the attempts, while readers are waited for.

    Args:
        thorough: rewrite the whole file before.
    """
    notes: list[str] = []
    if thorough:
        with access() as connection:
            notes += _rewrite(connection)
    deadline = time.monotonic() + READERS_TO_END
    while not _empty_journal(access):
        if time.monotonic() > deadline:
            return [*notes, _READ]
        time.sleep(_BETWEEN)
    return notes


def _rewrite(connection: sqlite3.Connection) -> list[str]:
    try:
        connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        return [_NOT_REWRITTEN.format(error)]
    return []


def _empty_journal(access: Access) -> bool:
    """Bring the journal into the file and cut it to nothing; say whether no reader held it."""
    with access() as connection:
        patience = connection.execute(_BUSY_TIMEOUT).fetchall()[0][0]
        connection.execute(f"{_BUSY_TIMEOUT} = 0").fetchall()
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0]
        finally:
            connection.execute(f"{_BUSY_TIMEOUT} = {patience:d}").fetchall()
    return not busy
