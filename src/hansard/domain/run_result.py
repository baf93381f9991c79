"""What passes between a run and its runner: messages in, a result or an error out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from hansard.domain.content import check_id, encode_json
from hansard.domain.error_codes import ErrorCode, ErrorRecord
from hansard.domain.errors import InvalidContentError


class RunnerError(Exception):
    """Raise it from a runner to say in codes why the run fails.

    Args:
        message: for people.
        code: see `ErrorCode`.
        provider_error: what the provider itself said, a JSON object.
        details: further facts, a JSON object.
    """

    def __init__(
        self,
        message: str,
        *,
        code: ErrorCode | str = ErrorCode.PROVIDER_ERROR,
        provider_error: Mapping[str, Any] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.record = ErrorRecord(
            code,  # type: ignore[arg-type]
            message,
            {} if details is None else dict(details),
            None if provider_error is None else dict(provider_error),
        )


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a runner has to say at its end.

    Attributes:
        output: the run's output, a JSON object; anything else becomes ``{"content": output}``.
        token_usage: figures by name, see `Run`.
        provider: who served the model; by default as the run began.
        provider_metadata: the provider's own JSON object; ``model`` names the model.
        cost_usd: USD, where the runner knows and it is more than 0; else computed from the prices.
        provider_session_id: the provider's own name for the conversation, by which it can be
            continued there. The session keeps it, by provider.
    """

    output: Any = None
    token_usage: Mapping[str, Any] = field(default_factory=dict)
    provider: str | None = None
    provider_metadata: Mapping[str, Any] = field(default_factory=dict)
    cost_usd: float | None = None
    provider_session_id: str | None = None


_KEYS = frozenset(field.name for field in fields(RunResult))


def is_result(item: object) -> bool:
    """Say whether what a runner yields is its result: a `RunResult`, or a mapping of its output.

    Such a mapping has the key ``output`` and no ``type``, which every event has.
    """
    if isinstance(item, RunResult):
        return True
    return isinstance(item, Mapping) and "output" in item and "type" not in item


def read_result(given: object) -> RunResult:
    """Give the result that a runner means.

    A mapping with the key ``output`` and no other keys than those of a `RunResult` is one. Any
    other mapping is the output itself, None is an empty output.

    Raises:
        InvalidContentError, InvalidInputError: what it says is not what a run can keep.
    """
    result = RunResult(given)
    if isinstance(given, RunResult):
        result = given
    elif isinstance(given, Mapping) and "output" in given and given.keys() <= _KEYS:
        result = RunResult(**given)
    output = result.output
    if output is None:
        output = {}
    elif not isinstance(output, Mapping):
        output = {"content": output}
    for name in ("token_usage", "provider_metadata"):
        if not isinstance(getattr(result, name), Mapping):
            raise InvalidContentError(f"/{name}", "must be an object")
    for name in ("provider", "provider_session_id"):
        value = getattr(result, name)
        if value is not None:
            check_id(value, name)
    return replace(result, output=output)


def messages_of(run_input: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """Give the messages that an input begins with, each with role and content.

    They are those of the list ``messages``, else the text ``prompt`` as one of a user, else none.
    A role is written in small letters, ``user`` where there is none; content that is no text is
    rendered as one; a message without content is left out.
    """
    given: Mapping[str, Any] = run_input or {}
    messages, prompt = given.get("messages"), given.get("prompt")
    if isinstance(messages, list):
        read = [_read_message(message) for message in messages]
    else:
        read = [{"role": "user", "content": prompt if isinstance(prompt, str) else ""}]
    return [message for message in read if message["content"]]


def _read_message(message: object) -> dict[str, str]:
    if not isinstance(message, Mapping):
        return {"role": "user", "content": _render(message)}
    role = message.get("role")
    known = role.lower() if isinstance(role, str) and role else "user"
    return {"role": known, "content": _render(message.get("content"))}


def _render(content: object) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    parts = content if isinstance(content, list) else [content]
    texts = [part.get("text") if isinstance(part, Mapping) else part for part in parts]
    known = [text for text in texts if isinstance(text, str)]
    return "\n".join(known) if known else encode_json(content, "content")
