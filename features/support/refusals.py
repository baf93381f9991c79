"""Why something is refused, in the words of the features."""

from __future__ import annotations

from hansard import errors

REFUSALS: dict[str, type[errors.HansardError]] = {
    "the session is not found": errors.SessionNotFoundError,
    "the run is not found": errors.RunNotFoundError,
    "the artifact is not found": errors.ArtifactNotFoundError,
    "the thread is not found": errors.ThreadNotFoundError,
    "the thread goes on elsewhere": errors.ThreadConflictError,
    "the key is not found": errors.KeyNotFoundError,
    "the session has moved on": errors.StaleSessionError,
    "the id is taken": errors.DuplicateKeyError,
    "the lifecycle has no such step": errors.InvalidTransitionError,
    "the run has no such step": errors.RunTransitionError,
    "the session is closed": errors.SessionClosedError,
    "the stream is closed": errors.StreamClosedError,
    "an argument is invalid": errors.InvalidInputError,
    "the content is invalid": errors.InvalidContentError,
    "a key is missing": errors.MissingFieldError,
    "the event type is unknown": errors.InvalidEventTypeError,
    "an event is of another session or run": errors.ContextMismatchError,
    "the event is of another session": errors.SessionMismatchError,
    "the event is of another run": errors.RunMismatchError,
    "the record is not enough to continue": errors.ContinuationError,
    "the query is invalid": errors.QueryError,
    "the status is unknown": errors.InvalidStatusError,
    "the cursor is invalid": errors.InvalidCursorError,
    "the message is invalid": errors.SessionMessageError,
    "the session cannot be exported": errors.SessionExportError,
    "the document does not verify": errors.SessionImportError,
    "the transcript is invalid": errors.TranscriptError,
    "the store is busy": errors.StoreBusyError,
    "the store is unavailable": errors.StoreUnavailableError,
    "the schema is not the right one": errors.MigrationRequiredError,
    "a setting is wrong": errors.ConfigurationError,
    "an extra is missing": errors.MissingDependencyError,
    "the store is full": errors.StoreFullError,
    "the disk refuses": errors.StoreIOError,
    "the store is damaged": errors.StoreDamagedError,
    "the database reports something else": errors.StoreError,
    "a step of maintenance failed": errors.MaintenanceError,
}


def check_refusal(refusal: errors.HansardError | None, wanted: type[errors.HansardError]) -> None:
    """Check that a refusal is of exactly this class."""
    assert type(refusal) is wanted, (
        f"refused as {type(refusal).__name__}, not {wanted.__name__}: {refusal}"
    )


def check_details(refusal: errors.HansardError, wanted: dict[str, str]) -> None:
    """Check attributes of a refusal against texts, both with blanks for underscores."""
    told = {name: _worded(refusal, name.replace(" ", "_")) for name in wanted}
    expected = {name: text.replace("_", " ") for name, text in wanted.items()}
    assert told == expected, f"the refusal says {told}, not {expected}: {refusal}"


def _worded(refusal: errors.HansardError, attribute: str) -> str:
    return str(getattr(refusal, attribute, "(does not say)")).replace("_", " ")


def describe(refusal: errors.HansardError | None) -> str:
    """Give everything that a caller can learn from a refusal."""
    assert refusal is not None, "nothing was refused"
    told = vars(refusal) | {"code": refusal.code, "retryable": refusal.retryable}
    cause, context = type(refusal.__cause__).__name__, type(refusal.__context__).__name__
    return f"{type(refusal).__name__}: {refusal} {sorted(told.items())} from {cause}, {context}"
