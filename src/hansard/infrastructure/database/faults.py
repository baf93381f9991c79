"""What can go wrong with a database, as a few kinds, and the error that each becomes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from hansard.domain.errors import (
    ConfigurationError,
    ConflictError,
    HansardError,
    InvalidContentError,
    MigrationRequiredError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreIOError,
    StoreUnavailableError,
)


class Fault(Enum):
    """Kind of a database error; what the runner does about it follows from it alone."""

    BUSY = "another writer holds the database"
    SERIALIZATION = "the transaction collided with another and was rolled back"
    LOST = "the connection went away"
    KEY = "a key is taken"
    REFERENCE = "a row that is referred to is missing"
    CHECK = "a value is outside the bounds of its column"
    FULL = "no space is left"
    IO = "the disk refuses"
    DAMAGED = "the database is damaged"
    READ_ONLY = "the database is read-only"
    SCHEMA = "a table or column is missing"
    DENIED = "the database refuses access"
    OTHER = "something else"

    @property
    def is_transient(self) -> bool:
        """Whether the transaction certainly had no effect and may succeed when replayed."""
        return self in (Fault.BUSY, Fault.SERIALIZATION)


def driver_error(error: BaseException) -> BaseException:
    """Give the driver's own error, out of SQLAlchemy's wrapping."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig
    return error


def translate(error: BaseException, fault: Fault) -> HansardError:
    """Give the error that callers see for a fault; the driver's error becomes its cause."""
    made = _TRANSLATIONS[fault](str(driver_error(error)).strip())
    made.__cause__ = driver_error(error)
    return made


def common_fault(error: BaseException) -> Fault | None:
    """Name the kind of an error that is not a driver's own, None where it is none of ours."""
    if isinstance(error, PoolTimeoutError):
        return Fault.BUSY
    if isinstance(error, (UnicodeError, OverflowError)):
        return Fault.CHECK  # a value that the driver cannot hand over
    return None


_TRANSLATIONS: dict[Fault, Callable[[str], HansardError]] = {
    Fault.BUSY: lambda text: StoreBusyError(
        f"Other writers held the database for too long ({text}). Nothing was written; try again."
    ),
    Fault.SERIALIZATION: lambda text: StoreBusyError(
        f"The transaction kept colliding with others ({text}). Nothing was written; try again."
    ),
    Fault.LOST: lambda text: StoreUnavailableError(
        f"The database cannot be reached ({text}). Start it or check the URL; where a write was "
        "under way, repeat it with the same id."
    ),
    Fault.KEY: lambda text: ConflictError(
        f"Somebody else wrote the same id at the same time ({text}). Roll back and try again."
    ),
    Fault.REFERENCE: lambda text: ConflictError(
        f"What this belongs to was deleted meanwhile ({text}). Read again."
    ),
    Fault.CHECK: lambda text: InvalidContentError("", f"the database refuses a value: {text}"),
    Fault.FULL: lambda text: StoreFullError(
        f"No space is left for the database ({text}). Nothing was written and nothing is lost; "
        "free some space and try again."
    ),
    Fault.IO: lambda text: StoreIOError(
        f"The disk or the file system refuses ({text}). Nothing was acknowledged that is not "
        "stored; check space, quotas and permissions."
    ),
    Fault.DAMAGED: lambda text: StoreDamagedError(
        f"The database is damaged or is no database ({text}). Stop writing, copy the file, run "
        "'hansard verify', restore a backup."
    ),
    Fault.READ_ONLY: lambda text: ConfigurationError(
        f"The database is read-only ({text}). Connect to the primary, or make the file and its "
        "folder writable."
    ),
    Fault.SCHEMA: lambda text: MigrationRequiredError(
        None, "a complete schema", f"Run 'hansard db upgrade' ({text})."
    ),
    Fault.DENIED: lambda text: ConfigurationError(
        f"The database refuses access ({text}). Check user, password and rights."
    ),
    Fault.OTHER: lambda text: StoreError(f"The database reports: {text}"),
}
