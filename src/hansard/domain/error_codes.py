"""Codes of errors, and errors as records: what runs and events keep of what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from hansard.domain.content import decode_json, encode_json
from hansard.domain.errors import HansardError, InvalidContentError, InvalidInputError
from hansard.domain.maps import optional_time, read_map, write_time
from hansard.domain.shown import shown


class ErrorCategory(StrEnum):
    """What a code is about."""

    VALIDATION = "validation"
    STATE = "state"
    RESOURCE = "resource"
    PROVIDER = "provider"
    STORAGE = "storage"
    RUNTIME = "runtime"
    CONCURRENCY = "concurrency"
    TOOL = "tool"
    UNKNOWN = "unknown"


MAX_TEXT = 10_000
"""Characters of an exception's text that a record keeps."""


class ErrorCode(StrEnum):
    """What went wrong, for programs. The codes stay."""

    VALIDATION_ERROR = "validation_error"
    INVALID_INPUT = "invalid_input"
    MISSING_REQUIRED_FIELD = "missing_required_field"
    INVALID_FORMAT = "invalid_format"

    INVALID_STATUS = "invalid_status"
    INVALID_TRANSITION = "invalid_transition"
    INVALID_EVENT_TYPE = "invalid_event_type"
    INVALID_CAPABILITY_TYPE = "invalid_capability_type"
    MISSING_REQUIRED_CAPABILITY = "missing_required_capability"
    STREAM_CLOSED = "stream_closed"
    CONTEXT_MISMATCH = "context_mismatch"
    INVALID_CURSOR = "invalid_cursor"
    SESSION_MISMATCH = "session_mismatch"
    RUN_MISMATCH = "run_mismatch"

    NOT_FOUND = "not_found"
    SESSION_NOT_FOUND = "session_not_found"
    RUN_NOT_FOUND = "run_not_found"
    CAPABILITY_NOT_FOUND = "capability_not_found"
    ALREADY_EXISTS = "already_exists"
    DUPLICATE_CAPABILITY = "duplicate_capability"

    PROVIDER_ERROR = "provider_error"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    PROVIDER_RATE_LIMITED = "provider_rate_limited"
    PROVIDER_TIMEOUT = "provider_timeout"
    PROVIDER_AUTHENTICATION_FAILED = "provider_authentication_failed"
    PROVIDER_QUOTA_EXCEEDED = "provider_quota_exceeded"

    STORAGE_ERROR = "storage_error"
    STORAGE_CONNECTION_FAILED = "storage_connection_failed"
    DEPENDENCY_NOT_AVAILABLE = "dependency_not_available"
    MIGRATION_REQUIRED = "migration_required"
    STORAGE_WRITE_FAILED = "storage_write_failed"
    STORAGE_READ_FAILED = "storage_read_failed"
    QUERY_ERROR = "query_error"
    MAINTENANCE_ERROR = "maintenance_error"
    PERSISTENCE_ERROR = "persistence_error"

    TIMEOUT = "timeout"
    CANCELLED = "cancelled"
    POLICY_VIOLATION = "policy_violation"
    INTERNAL_ERROR = "internal_error"
    UNKNOWN_ERROR = "unknown_error"

    MAX_SESSIONS_EXCEEDED = "max_sessions_exceeded"
    MAX_RUNS_EXCEEDED = "max_runs_exceeded"
    CAPABILITY_NOT_SUPPORTED = "capability_not_supported"
    INVALID_OPERATION = "invalid_operation"

    TOOL_ERROR = "tool_error"
    TOOL_NOT_FOUND = "tool_not_found"
    TOOL_EXECUTION_FAILED = "tool_execution_failed"
    TOOL_PERMISSION_DENIED = "tool_permission_denied"

    @property
    def category(self) -> ErrorCategory:
        """What it is about."""
        return _CATEGORIES[self]

    @property
    def is_retryable(self) -> bool:
        """Whether the same call may succeed later, unchanged."""
        return self in RETRYABLE_CODES

    @property
    def message(self) -> str:
        """What an error of this code says where nobody says more."""
        return f"{self.value.replace('_', ' ').capitalize()}."


ERROR_CODES: dict[ErrorCategory, tuple[ErrorCode, ...]] = {
    ErrorCategory.VALIDATION: tuple(ErrorCode)[:4],
    ErrorCategory.STATE: tuple(ErrorCode)[4:14],
    ErrorCategory.RESOURCE: tuple(ErrorCode)[14:20],
    ErrorCategory.PROVIDER: tuple(ErrorCode)[20:26],
    ErrorCategory.STORAGE: tuple(ErrorCode)[26:35],
    ErrorCategory.RUNTIME: tuple(ErrorCode)[35:40],
    ErrorCategory.CONCURRENCY: tuple(ErrorCode)[40:44],
    ErrorCategory.TOOL: tuple(ErrorCode)[44:],
}
"""The 48 codes by what they are about."""

RETRYABLE_CODES = frozenset(
    {
        ErrorCode.PROVIDER_TIMEOUT,
        ErrorCode.PROVIDER_RATE_LIMITED,
        ErrorCode.PROVIDER_UNAVAILABLE,
        ErrorCode.STORAGE_CONNECTION_FAILED,
        ErrorCode.TIMEOUT,
    }
)

_CATEGORIES = {code: category for category, codes in ERROR_CODES.items() for code in codes}
_CODES = {code.value: code for code in ErrorCode}


def find_code(code: object) -> ErrorCode | None:
    """Give the code of that name, None where there is none."""
    return _CODES.get(code) if isinstance(code, str) else None


def read_code(code: object) -> ErrorCode:
    """Give the code of that name.

    Raises:
        InvalidInputError: there is none.
    """
    known = find_code(code)
    if known is None:
        raise InvalidInputError(
            f"Unknown error code {shown(code)}. docs/reference/errors.md lists the "
            f"{len(ErrorCode)} codes; unknown_error is for what has none."
        )
    return known


def category_of(code: object) -> ErrorCategory:
    """Give what a code is about, ``unknown`` where there is no such code."""
    known = find_code(code)
    return ErrorCategory.UNKNOWN if known is None else known.category


def is_retryable(code: object) -> bool:
    """Say whether the same call may succeed later; not where there is no such code."""
    known = find_code(code)
    return known is not None and known.is_retryable


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """What went wrong, as a run, an event or a log keeps it. As a text: ``[code] message``.

    Attributes:
        code: see `ErrorCode`; a text is read as the code of that name.
        message: for people; `ErrorCode.message` where it is not given.
        details: further facts, a JSON object.
        provider_error: what the provider itself said, a JSON object.
        stacktrace: where it happened, as text.
        context: what was under way, a JSON object.
        timestamp: when, in UTC.

    Raises:
        InvalidInputError: an unknown code, a message that is no text.
        InvalidContentError: an object that JSON cannot carry.
    """

    code: ErrorCode
    message: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    provider_error: dict[str, Any] | None = None
    stacktrace: str | None = None
    context: dict[str, Any] = field(default_factory=dict)
    timestamp: datetime | None = None

    def __post_init__(self) -> None:
        code = read_code(self.code)
        for name in ("message", "stacktrace"):
            value: object = getattr(self, name)
            if not isinstance(value, str) and (value is not None or name == "message"):
                raise InvalidInputError(f"{name} must be a text, not {type(value).__name__}.")
        for name in ("details", "provider_error", "context"):
            if not (name == "provider_error" and self.provider_error is None):
                object.__setattr__(self, name, _read_object(getattr(self, name), name))
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "message", self.message or code.message)
        object.__setattr__(self, "timestamp", optional_time(self.timestamp, "timestamp"))

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"

    @property
    def category(self) -> ErrorCategory:
        """What it is about."""
        return self.code.category

    @property
    def is_retryable(self) -> bool:
        """Whether the same call may succeed later, unchanged."""
        return self.code.is_retryable

    def to_map(self) -> dict[str, Any]:
        """Give the record as a JSON object: every attribute, the time in ISO 8601."""
        return {
            "code": self.code.value,
            "message": self.message,
            "details": self.details,
            "provider_error": self.provider_error,
            "stacktrace": self.stacktrace,
            "context": self.context,
            "timestamp": write_time(self.timestamp),
        }

    @classmethod
    def from_map(cls, given: Mapping[str, Any]) -> ErrorRecord:
        """Give the record of such an object.

        Raises:
            MissingFieldError: it has no code or no message.
            InvalidInputError, InvalidContentError: a value is wrong.
        """
        read_map(given, "record of an error", ("code", "message"))
        return cls(
            given["code"],
            given["message"],
            {} if given.get("details") is None else given["details"],
            given.get("provider_error"),
            given.get("stacktrace"),
            {} if given.get("context") is None else given["context"],
            given.get("timestamp"),
        )

    @classmethod
    def wrap(
        cls,
        exception: BaseException,
        now: datetime | None = None,
        *,
        code: ErrorCode | str | None = None,
        message: str | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> ErrorRecord:
        """Give the record of an exception.

        Its class and its text are in ``details``, as ``original_exception`` and
        ``original_message``. No stack is kept, as its lines may show secrets.

        Args:
            now: when it happened.
            code: by default that of a `HansardError`, else ``internal_error``.
            message: by default the text of the exception.
            context: what was under way.
        """
        own = exception.code if isinstance(exception, HansardError) else ErrorCode.INTERNAL_ERROR
        text = _printable(_text_of(exception))
        return cls(
            read_code(own if code is None else code),
            text if message is None else message,
            {"original_exception": type(exception).__qualname__, "original_message": text},
            context={} if context is None else dict(context),
            timestamp=now,
        )


def _text_of(exception: BaseException) -> str:
    """Give the text of an exception, none where it cannot tell, cut where it is too long."""
    try:
        text = str(exception)
    except Exception:  # noqa: BLE001 - it is the exception's own
        return ""
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}..."


def _read_object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidContentError(f"/{name}", "must be an object")
    read: dict[str, Any] = decode_json(encode_json(dict(value), name))
    return read


def _printable(text: str) -> str:
    """Give a text without halves of characters, which no log can write."""
    return text.encode("utf-8", "backslashreplace").decode()
