"""What goes wrong with Claude, in the codes that runs keep."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from hansard.domain.error_codes import MAX_TEXT, ErrorCode
from hansard.domain.run_result import RunnerError

if TYPE_CHECKING:
    import claude_agent_sdk as sdk

_LOST = "No conversation found with session ID"
"""What Claude Code says of a conversation that it does not have, or has no more."""

_BY_STATUS = {
    401: ErrorCode.PROVIDER_AUTHENTICATION_FAILED,
    402: ErrorCode.PROVIDER_QUOTA_EXCEEDED,
    403: ErrorCode.PROVIDER_AUTHENTICATION_FAILED,
    408: ErrorCode.PROVIDER_TIMEOUT,
    429: ErrorCode.PROVIDER_RATE_LIMITED,
    504: ErrorCode.PROVIDER_TIMEOUT,
}
_BY_KIND = {
    "authentication_failed": ErrorCode.PROVIDER_AUTHENTICATION_FAILED,
    "billing_error": ErrorCode.PROVIDER_QUOTA_EXCEEDED,
    "rate_limit": ErrorCode.PROVIDER_RATE_LIMITED,
    "server_error": ErrorCode.PROVIDER_UNAVAILABLE,
}
_SERVER_ERROR = 500


class Failures:
    """What a question's messages say of its failure.

    Args:
        resumed: the conversation that is continued, None for a new one.

    Attributes:
        is_lost: whether Claude Code does not have that conversation.
    """

    def __init__(self, resumed: str | None = None) -> None:
        self.is_lost = False
        self._resumed = resumed
        self._kind: str | None = None
        self._limit: dict[str, Any] | None = None
        self._result: dict[str, Any] | None = None

    def note(self, message: Any) -> None:
        """Take in a message."""
        import claude_agent_sdk as sdk

        if isinstance(message, sdk.AssistantMessage):
            self._kind = message.error or self._kind
        elif isinstance(message, sdk.RateLimitEvent):
            info = message.rate_limit_info
            self._limit = (info.raw or {}) if info.status == "rejected" else None
        elif isinstance(message, sdk.ResultMessage):
            told = ("subtype", "errors", "result", "api_error_status", "terminal_reason")
            self._result = {name: getattr(message, name, None) for name in told}
            self._result["is_error"] = message.is_error
            self._note_lost(message.errors, is_error=message.is_error)

    def note_error(self, error: sdk.ResultError) -> None:
        """Take in the result that Claude Code ended with before it answered."""
        self._result = {**error.data, "is_error": True}
        self._note_lost(error.errors, is_error=True)

    def check(self) -> None:
        """See to it that there is an answer, or that it can be asked for again.

        Raises:
            RunnerError: there is none, and why.
        """
        if self.is_lost:
            return
        if self._result is None:
            raise RunnerError("Claude Code ended before its answer did.")
        if self._result["is_error"]:
            raise self._error(self._result)

    def _note_lost(self, errors: object, *, is_error: bool) -> None:
        told = errors if isinstance(errors, list) else []
        found = any(isinstance(each, str) and each.startswith(_LOST) for each in told)
        self.is_lost = self._resumed is not None and is_error and found

    def _error(self, result: dict[str, Any]) -> RunnerError:
        said = [each for each in result.get("errors") or [] if isinstance(each, str) and each]
        text = "; ".join(said) or result.get("result") or result.get("subtype") or "an error"
        names = ("subtype", "api_error_status", "terminal_reason")
        told = {name: result[name] for name in names if result.get(name) is not None}
        return RunnerError(
            f"Claude reported: {text}"[:MAX_TEXT],
            code=self._code(result.get("api_error_status")),
            provider_error=told | ({} if self._kind is None else {"error": self._kind}),
            details=None if self._limit is None else {"rate_limit": self._limit},
        )

    def _code(self, status: object) -> ErrorCode:
        if self._limit is not None:
            return ErrorCode.PROVIDER_RATE_LIMITED
        if isinstance(status, int):
            known = _BY_STATUS.get(status)
            if known is not None:
                return known
            if status >= _SERVER_ERROR:
                return ErrorCode.PROVIDER_UNAVAILABLE
        return _BY_KIND.get(self._kind or "", ErrorCode.PROVIDER_ERROR)


@contextmanager
def translated(failures: Failures) -> Iterator[None]:
    """Let errors of the SDK be those that runs keep; none of them repeats what was said.

    A conversation that Claude Code does not have is noted, and is no error.
    """
    import claude_agent_sdk as sdk

    try:
        yield
    except sdk.ResultError as error:
        failures.note_error(error)
        try:
            failures.check()
        except RunnerError as translation:
            raise translation from error
    except sdk.CLINotFoundError as error:
        raise RunnerError(
            "Claude Code was not found. Install it, or say in the options where it is.",
            code=ErrorCode.DEPENDENCY_NOT_AVAILABLE,
        ) from error
    except sdk.ProcessError as error:
        raise RunnerError(
            f"The process of Claude Code ended with exit code {error.exit_code}.",
            code=ErrorCode.PROVIDER_UNAVAILABLE,
            details={"exit_code": error.exit_code},
        ) from error
    except sdk.CLIJSONDecodeError as error:
        raise RunnerError("Claude Code sent what is no JSON, or is too long.") from error
    except sdk.CLIConnectionError as error:
        raise RunnerError(
            "Claude Code cannot be reached.", code=ErrorCode.PROVIDER_UNAVAILABLE
        ) from error
    except sdk.ClaudeSDKError as error:
        kind = type(error).__name__
        raise RunnerError(f"Claude Code sent what cannot be read: {kind}.") from error
    except Exception as error:
        if type(error) is not Exception:
            raise
        late = isinstance(error.__cause__, TimeoutError)  # the SDK has no class for it
        raise RunnerError(
            "Claude Code did not begin in time." if late else "Claude Code refused a request.",
            code=ErrorCode.PROVIDER_TIMEOUT if late else ErrorCode.PROVIDER_ERROR,
        ) from error
