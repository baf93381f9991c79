"""Every error that hansard raises, grouped by what the caller should do about it.

::

    HansardError
    ├── NotFoundError               look elsewhere: there is no such thing in this namespace
    │   ├── SessionNotFoundError
    │   ├── RunNotFoundError
    │   ├── ThreadNotFoundError
    │   ├── ArtifactNotFoundError
    │   └── KeyNotFoundError
    ├── ConflictError               reread and decide: somebody or something was there first
    │   ├── StaleSessionError         the session has moved on since the writer looked
    │   ├── DuplicateKeyError         the id is taken by something else
    │   ├── InvalidTransitionError    the lifecycle has no such step (also InvalidSessionError)
    │   │   └── RunTransitionError      nor has that of a run
    │   ├── ThreadConflictError       the thread goes on in another system
    │   ├── SessionClosedError        a completed, failed or cancelled session takes no messages
    │   └── StreamClosedError         an event stream that was closed takes no events
    ├── InvalidInputError           fix the input: nothing was written
    │   ├── InvalidContentError       a value that JSON cannot carry on every database
    │   ├── MissingFieldError         a record lacks a key that it must have
    │   ├── InvalidStatusError
    │   ├── InvalidEventTypeError
    │   ├── ContextMismatchError      an event of another session or run than the rest
    │   │   ├── SessionMismatchError
    │   │   └── RunMismatchError
    │   ├── ContinuationError         a way to continue that needs more than the record
    │   ├── QueryError                a filter that the query cannot take
    │   ├── InvalidCursorError
    │   ├── SessionMessageError       a message without role or content
    │   ├── SessionExportError
    │   ├── SessionImportError        a document that does not verify
    │   └── TranscriptError           a line that is not a conversation
    ├── TryLaterError               try later: the operation may succeed unchanged
    │   ├── StoreBusyError            other writers held the database for too long
    │   └── StoreUnavailableError     the database cannot be reached
    ├── MigrationRequiredError      migrate: the schema is not the one this version writes
    └── DeploymentError             fix the deployment
        ├── ConfigurationError
        ├── MissingDependencyError    an extra is not installed
        ├── StoreFullError            no space is left
        ├── StoreIOError              the disk or the file refuses
        ├── StoreDamagedError         the database file is not intact; stop writing
        ├── StoreError                anything else that the database reports
        └── MaintenanceError          a step of maintenance that was not done for every session

Each class carries a stable ``code`` for programs and logs. The error of a database driver
never leaves the package bare: it is the ``__cause__`` of one of these.
"""

from __future__ import annotations

from typing import ClassVar

from hansard.domain.shown import shown

_SHOWN = 300


class HansardError(Exception):
    """Any failure that hansard reports."""

    code: ClassVar[str] = "internal_error"
    retryable: ClassVar[bool] = False


class NotFoundError(HansardError):
    """Nothing with that id is visible in this namespace."""

    code = "not_found"


class SessionNotFoundError(NotFoundError):
    """No session with that id is visible in this namespace.

    A session of another namespace is reported in the same words as one that never existed.
    """

    code = "session_not_found"

    def __init__(self, session_id: str) -> None:
        super().__init__(
            f"Session not found: {_shown(session_id)}. "
            "Check the id, or list the sessions of this namespace."
        )
        self.session_id = session_id


class RunNotFoundError(NotFoundError):
    """No run with that id is visible in this namespace."""

    code = "run_not_found"

    def __init__(self, run_id: str) -> None:
        super().__init__(
            f"Run not found: {_shown(run_id)}. Check the id, or list the runs of the session."
        )
        self.run_id = run_id


class ThreadNotFoundError(NotFoundError):
    """The resource has no thread of that id in this namespace."""

    code = "not_found"

    def __init__(self, thread_id: str) -> None:
        super().__init__(
            f"Thread not found: {_shown(thread_id)}. Check the id, or list the resource's threads."
        )
        self.thread_id = thread_id


class ArtifactNotFoundError(NotFoundError):
    """No artifact with that key is visible in this namespace."""

    code = "not_found"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Artifact not found: {_shown(key)}. "
            "Check the key, or list the artifacts of the session."
        )
        self.key = key


class KeyNotFoundError(NotFoundError):
    """No API key with that id is visible in this namespace."""

    code = "not_found"

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"Key not found: {_shown(key_id)}. Check the id, or list the keys of this namespace."
        )
        self.key_id = key_id


def _a(noun: str) -> str:
    """Give a noun with its article, at the beginning of a sentence."""
    return f"An {noun}" if noun[0] in "aeiou" else f"A {noun}"


def _shown(text: str) -> str:
    """Give a caller's text in a form that can be printed."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return short if short.isprintable() else ascii(short)


class ConflictError(HansardError):
    """The record is not as the caller believed; nothing was written."""

    code = "invalid_operation"


class StaleSessionError(ConflictError):
    """The session has moved on since the writer looked at it."""

    code = "context_mismatch"

    def __init__(self, session_id: str, expected_sequence: int, actual_sequence: int) -> None:
        super().__init__(
            f"Session {session_id} is at sequence {actual_sequence}, not {expected_sequence}. "
            "Read the messages you have not seen, then decide whether to append again."
        )
        self.session_id = session_id
        self.expected_sequence = expected_sequence
        self.actual_sequence = actual_sequence


class DuplicateKeyError(ConflictError):
    """The id is already taken by a record with other content."""

    code = "already_exists"

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(
            f"{_a(kind)} with the id {key} already exists with other content. "
            "Use a new id, or repeat the original request unchanged."
        )
        self.kind = kind
        self.key = key


class ThreadConflictError(ConflictError):
    """The thread goes on in a session of another system."""

    code = "invalid_operation"

    def __init__(self, thread_id: str, provider: str) -> None:
        super().__init__(
            f"Thread {_shown(thread_id)} goes on in a session of {_shown(provider)}. "
            "Choose another thread, or remove this mapping first."
        )
        self.thread_id = thread_id
        self.provider = provider


class InvalidTransitionError(ConflictError):
    """The lifecycle of a session has no step from its status to the one asked for."""

    code = "invalid_transition"

    def __init__(self, session_id: str, status: str, wanted: str) -> None:
        super().__init__(
            f"Session {session_id} is {status} and cannot become {wanted}. "
            "Read its status before changing it; completed, failed and cancelled are final."
        )
        self.session_id = session_id
        self.status = status
        self.wanted = wanted


InvalidSessionError = InvalidTransitionError


class RunTransitionError(InvalidTransitionError):
    """The lifecycle of a run has no step from its status to the one asked for."""

    def __init__(self, run_id: str, session_id: str, status: str, wanted: str) -> None:
        step = f"is {status} and cannot become {wanted}"
        ConflictError.__init__(
            self,
            f"Run {_shown(run_id)} {step if status != wanted else f'is {status} already'}. "
            "Nothing was written. Read the run to see what became of it; "
            "what has to be done again is done in a new run.",
        )
        self.run_id = run_id
        self.session_id = session_id
        self.status = status
        self.wanted = wanted


class SessionClosedError(ConflictError):
    """The session is completed, failed or cancelled and takes no more messages."""

    code = "stream_closed"

    def __init__(self, session_id: str, status: str) -> None:
        super().__init__(
            f"Session {session_id} is {status} and takes no more messages or runs. "
            "Continue in a new session."
        )
        self.session_id = session_id
        self.status = status


class StreamClosedError(ConflictError):
    """The event stream was closed and takes no more events."""

    code = "stream_closed"

    def __init__(self, session_id: str, run_id: str) -> None:
        super().__init__(
            f"The event stream of run {run_id} was closed and takes no more events. "
            "Read what is left, or open a new stream."
        )
        self.session_id = session_id
        self.run_id = run_id


class InvalidInputError(HansardError):
    """An argument is outside its bounds; the message names it."""

    code = "validation_error"


class InvalidContentError(InvalidInputError):
    """A value cannot be stored verbatim on every database.

    Attributes:
        pointer: JSON pointer (RFC 6901) to the offending value, from the field's name down.
        reason: what is wrong with it.
    """

    code = "invalid_format"

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"{pointer}: {reason}" if pointer else reason)
        self.pointer = pointer
        self.reason = reason


class MissingFieldError(InvalidInputError):
    """A record lacks a key that it must have."""

    code = "missing_required_field"

    def __init__(self, kind: str, field: str) -> None:
        super().__init__(f"A {kind} needs {field}. Nothing was read or written; add it.")
        self.kind = kind
        self.field = field


class InvalidEventTypeError(InvalidInputError):
    """A type of event that does not exist."""

    code = "invalid_event_type"

    def __init__(self, kind: object) -> None:
        super().__init__(
            f"Unknown event type {shown(kind)}. "
            "docs/reference/events.md lists the 28 types, EventType names them."
        )
        self.kind = kind


class ContextMismatchError(InvalidInputError):
    """An event belongs to another session or run than those it is put together with.

    Attributes:
        event_id: of the event.
        wanted: the id of the session or run that it should belong to.
        actual: the id of the one that it belongs to, None where it belongs to no run.
    """

    code = "context_mismatch"
    kind: ClassVar[str] = "session or run"

    def __init__(self, event_id: str, wanted: str, actual: str | None) -> None:
        super().__init__(
            f"Event {_shown(event_id)} belongs to {self.kind} {_shown(actual or 'none')}, "
            f"not {_shown(wanted)}. Nothing was taken; keep apart what belongs apart."
        )
        self.event_id = event_id
        self.wanted = wanted
        self.actual = actual


class SessionMismatchError(ContextMismatchError):
    """An event belongs to another session than those it is put together with."""

    code = "session_mismatch"
    kind = "session"


class RunMismatchError(ContextMismatchError):
    """An event belongs to another run than those it is put together with."""

    code = "run_mismatch"
    kind = "run"


class ContinuationError(InvalidInputError):
    """A way to continue a conversation for which the record alone is not enough."""

    code = "invalid_operation"


class QueryError(InvalidInputError):
    """A filter that a query cannot take."""

    code = "query_error"


class InvalidStatusError(InvalidInputError):
    """A status that does not exist."""

    code = "invalid_status"


class InvalidCursorError(InvalidInputError):
    """A page cursor that this query did not give out."""

    code = "invalid_cursor"


class SessionMessageError(InvalidInputError):
    """A message that says nothing, or says it in an unknown role."""

    code = "invalid_input"


class SessionExportError(InvalidInputError):
    """A session that cannot be written as an export document."""

    code = "invalid_format"


class SessionImportError(InvalidInputError):
    """An export document that does not verify; nothing was stored.

    Attributes:
        field: the part of the document that is wrong, for example ``messages[3].role``.
    """

    code = "invalid_format"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class TranscriptError(InvalidInputError):
    """A line of a transcript file that is not a conversation.

    Attributes:
        line: number of the line, from 1.
    """

    code = "invalid_format"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class TryLaterError(HansardError):
    """The same call may succeed later, unchanged."""

    code = "timeout"
    retryable = True


class StoreBusyError(TryLaterError):
    """Other writers held the database for longer than the retries last."""


class StoreUnavailableError(TryLaterError):
    """The database cannot be reached, or went away in the middle of a call.

    Where a write was under way its outcome is unknown; repeat it with the same id.
    """

    code = "storage_connection_failed"


class MigrationRequiredError(HansardError):
    """The schema is older or newer than the one this version reads and writes.

    Attributes:
        current: revision of the database, None where there is none.
        required: revision that this version needs.
    """

    code = "migration_required"

    def __init__(self, current: str | None, required: str, advice: str) -> None:
        super().__init__(
            f"The database is at schema revision {current or 'none'}, "
            f"this version needs {required}. {advice}"
        )
        self.current = current
        self.required = required


class DeploymentError(HansardError):
    """Something around the store has to be put right first."""

    code = "storage_error"


class ConfigurationError(DeploymentError):
    """A setting or a database URL that cannot work."""

    code = "invalid_operation"


class MissingDependencyError(DeploymentError):
    """An extra of hansard is not installed; the message says which."""

    code = "dependency_not_available"

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs the extra '{extra}'. Install it: pip install 'hansard[{extra}]'"
        )
        self.extra = extra


class StoreFullError(DeploymentError):
    """No space is left for the database; what was acknowledged is intact and readable."""

    code = "storage_write_failed"


class StoreIOError(DeploymentError):
    """The disk or the file system refused a read or a write."""

    code = "storage_write_failed"


class StoreDamagedError(DeploymentError):
    """The database file is damaged, or is not a database. Stop writing; run hansard verify."""

    code = "storage_read_failed"


class StoreError(DeploymentError):
    """The database reported something that hansard has no better name for."""

    code = "persistence_error"


class MaintenanceError(DeploymentError):
    """A step of maintenance could not be done for everything; the rest of it was done.

    Attributes:
        failures: what was not done and why, with the session it concerns, in words.
    """

    code = "maintenance_error"

    def __init__(self, *failures: str) -> None:
        super().__init__(f"{' '.join(failures)} Put that right and do the step again.")
        self.failures = failures
