"""What the exit code of a command says, and which one an error gets."""

from __future__ import annotations

from enum import IntEnum

from hansard.domain.errors import (
    ConflictError,
    HansardError,
    InvalidContentError,
    InvalidInputError,
    MigrationRequiredError,
    NotFoundError,
    SessionExportError,
    SessionImportError,
    StoreDamagedError,
    StoreUnavailableError,
    TranscriptError,
)


class ExitCode(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    INTEGRITY = 5
    UNAVAILABLE = 69
    INTERRUPTED = 130
    BROKEN_PIPE = 141


_BY_ERROR: tuple[tuple[type[HansardError], ExitCode], ...] = (
    (NotFoundError, ExitCode.NOT_FOUND),
    (ConflictError, ExitCode.CONFLICT),
    (MigrationRequiredError, ExitCode.CONFLICT),
    (StoreDamagedError, ExitCode.INTEGRITY),
    (StoreUnavailableError, ExitCode.UNAVAILABLE),
    (InvalidContentError, ExitCode.FAILED),
    (SessionExportError, ExitCode.FAILED),
    (SessionImportError, ExitCode.FAILED),
    (TranscriptError, ExitCode.FAILED),
    (InvalidInputError, ExitCode.USAGE),
)


def exit_code_of(error: HansardError) -> ExitCode:
    """Give the exit code of an error.

    Arguments outside their bounds are a matter of usage, data that is refused is a failure, and
    a document that does not match its checksum is a matter of integrity.
    """
    if isinstance(error, SessionImportError) and error.field == "checksum":
        return ExitCode.INTEGRITY
    for kind, code in _BY_ERROR:
        if isinstance(error, kind):
            return code
    return ExitCode.FAILED
