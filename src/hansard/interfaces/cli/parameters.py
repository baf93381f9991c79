"""What commands take besides plain text: JSON, text that may come from standard input."""

from __future__ import annotations

from typing import Any

import click

from hansard.domain.content import MAX_BYTES, decode_untrusted
from hansard.domain.errors import InvalidContentError
from hansard.domain.message import MessageRole
from hansard.domain.pages import MAX_LIMIT
from hansard.domain.session import SessionStatus
from hansard.interfaces.cli.files import MEBIBYTE, STANDARD_STREAM, read_input
from hansard.interfaces.cli.reporting import Failure


class JsonParameter(click.ParamType[Any]):
    """A JSON value, by the rules that hold for JSON from outside."""

    name = "json"

    def __init__(self, kind: type[dict[str, Any]] | type[list[Any]] | None = None) -> None:
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Parse the text."""
        field = param.name or "value" if param is not None else "value"
        try:
            parsed = decode_untrusted(value, field)
        except InvalidContentError as error:
            self.fail(f"{error.reason}.", param, ctx)
        if self._kind is not None and not isinstance(parsed, self._kind):
            wanted = "a JSON object" if self._kind is dict else "a JSON array"
            self.fail(f"must be {wanted}.", param, ctx)
        return parsed


INPUT_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)
JSON_FILE = click.Path(exists=True, dir_okay=False)
OUTPUT_FILE = click.Path(dir_okay=False, allow_dash=True)
ROLE = click.Choice([role.value for role in MessageRole])
STATUS = click.Choice([status.value for status in SessionStatus])
PAGE_LIMIT = click.IntRange(1, MAX_LIMIT)
COUNT = click.IntRange(0)
JSON_VALUE = JsonParameter()
JSON_OBJECT = JsonParameter(dict)
JSON_ARRAY = JsonParameter(list)


def read_content(content: str) -> str:
    """Give the content of a message: the argument itself, or standard input for ``-``.

    Nothing is added and nothing taken away, a line break at the end included.

    Raises:
        Failure: it is not UTF-8, or longer than a message may be.
    """
    try:
        if content == STANDARD_STREAM:
            return read_input(STANDARD_STREAM, MAX_BYTES).decode("utf-8")
        content.encode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(f"Standard input is not UTF-8 at byte {error.start}.") from error
    except UnicodeEncodeError as error:
        raise Failure(f"The content is not UTF-8 at character {error.start}.") from error
    return content


def read_json_object(path: str) -> dict[str, Any]:
    """Give the JSON object that a file of at most 1 MiB has.

    Raises:
        click.UsageError: it has none.
    """
    try:
        found = decode_untrusted(read_input(path, MEBIBYTE), "document")
    except InvalidContentError as error:
        reason = f"{path}: {error.reason}."
        raise click.UsageError(reason, click.get_current_context()) from error
    if not isinstance(found, dict):
        raise click.UsageError(f"{path}: must be a JSON object.", click.get_current_context())
    return found
