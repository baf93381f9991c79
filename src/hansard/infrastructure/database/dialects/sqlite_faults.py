"""What SQLite's result codes mean (https://sqlite.org/rescode.html)."""

from __future__ import annotations

import sqlite3

from hansard.infrastructure.database.faults import Fault, common_fault, driver_error

_FAULTS = {
    5: Fault.BUSY,  # BUSY, and 261 BUSY_RECOVERY, 517 BUSY_SNAPSHOT, 773 BUSY_TIMEOUT
    6: Fault.BUSY,  # LOCKED
    8: Fault.READ_ONLY,
    10: Fault.IO,
    11: Fault.DAMAGED,
    13: Fault.FULL,
    14: Fault.IO,  # CANTOPEN
    23: Fault.DENIED,
    26: Fault.DAMAGED,  # NOTADB
}
_CONSTRAINTS = {
    275: Fault.CHECK,
    787: Fault.REFERENCE,
    1299: Fault.CHECK,  # NOT NULL
    1555: Fault.KEY,  # PRIMARY KEY
    2067: Fault.KEY,  # UNIQUE
}
_MISSING = ("no such table", "no such column", "has no column named")


def classify(error: BaseException) -> Fault | None:
    """Name the kind of an error, None where it is not SQLite's."""
    error = driver_error(error)
    if not isinstance(error, sqlite3.Error):
        return common_fault(error)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Fault.OTHER
    if code in _CONSTRAINTS:
        return _CONSTRAINTS[code]
    if code == sqlite3.SQLITE_ERROR and any(words in str(error) for words in _MISSING):
        return Fault.SCHEMA
    return _FAULTS.get(code & 0xFF, Fault.OTHER)
