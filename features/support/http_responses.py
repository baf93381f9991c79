"""Responses of the features, and what they have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from behave.model import Table
from parse import with_pattern

from features.support.answers import look_up, read_cell
from features.support.http_descriptions import find_gaps
from features.support.tables import read_pairs
from features.support.world import World

if TYPE_CHECKING:
    import httpx

_ANYTHING = "..."
"""A cell for what is there, whatever it is."""


@dataclass(frozen=True)
class Response:
    """What a request got.

    Attributes:
        headers: their names in lower case.
        body: the value of a JSON body, else its text.
    """

    status: int
    headers: Mapping[str, str]
    body: Any
    content: bytes = b""

    @property
    def text(self) -> str:
        """The body as a text."""
        return self.content.decode()


@with_pattern(r"(?:is|are) (?:none|\d{3})(?:, \d{3})*(?: and \d{3})?")
def read_statuses(text: str) -> list[int]:
    """Read statuses of responses."""
    return [int(status) for status in re.findall(r"\d{3}", text)]


def check_statuses(world: World, statuses: list[int]) -> None:
    """Check the statuses of responses, in their order."""
    answer = world.answer
    responses: list[Response] = answer if isinstance(answer, list) else [answer]
    found = [response.status for response in responses]
    said = f"{responses[-1].content!r:.2000}" if responses else "nothing"
    assert found == statuses, f"the response is {found}, not {statuses}: {said}"


def check_response(world: World, table: Table) -> None:
    """Check the latest response against a table of path and cell.

    A path is ``header etag``, ``text``, or one into a JSON body; ``gaps`` is what a description of
    the service leaves open.
    """
    answer = world.answer
    response: Response = answer[-1] if isinstance(answer, list) else answer
    for path, cell in read_pairs(table).items():
        found = _at(response, path)
        for session_id, name in world.names.items() if isinstance(found, str) else ():
            found = found.replace(session_id, name)
        if cell == _ANYTHING:
            assert found is not None, f"{path} is not there: {response}"
        else:
            wanted = _read_text(cell) if isinstance(found, str) else read_cell(cell)
            assert found == wanted, f"{path} is {found!r}, not {wanted!r}: {response}"


def read_response(made: httpx.Response) -> Response:
    """Give a response as the steps look at it."""
    is_json = "json" in made.headers.get("content-type", "")
    body = json.loads(made.content) if is_json and made.content else made.text
    return Response(made.status_code, dict(made.headers), body, made.content)


def _at(response: Response, path: str) -> Any:
    if path.startswith("header "):
        return response.headers.get(path.removeprefix("header "))
    if path == "gaps":
        return find_gaps(response.body)
    return response.text if path == "text" else look_up(response.body, path)


def _read_text(cell: str) -> str:
    """Give what a cell says of a text, where digits are a text, too."""
    return str(json.loads(cell)) if cell.startswith('"') else cell
