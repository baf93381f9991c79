"""What all requests and answers have in common: every member is described, and has an example."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, get_args, get_origin

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hansard.domain.content import MAX_ID_LENGTH
from hansard.domain.errors import InvalidInputError
from hansard.interfaces.http.bodies import Body, Text
from hansard.interfaces.http.problems import Refusal


def with_example(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Put an example of the whole beside those of the members."""
    schema.setdefault("examples", [example_of(model)])


def example_of(model: type[BaseModel]) -> dict[str, Any]:
    """Give an example of a model, made of those of its members."""
    found = {
        field.alias or name: field.examples[0] if field.examples else _inner(field.annotation)
        for name, field in model.model_fields.items()
    }
    return {name: example for name, example in found.items() if example is not _NONE}


def _inner(annotation: Any) -> Any:
    """Give an example of a member that is a model, or a list of them."""
    kinds = (annotation, *get_args(annotation))
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    if not models:
        return _NONE
    inner = example_of(models[0])
    return [inner] if get_origin(annotation) is list else inner


_NONE = object()


class Given(Body):
    """The body of a request: these members, no others, none of them converted."""

    model_config = ConfigDict(json_schema_extra=with_example)


class Asked(BaseModel):
    """The query of a request: these parameters and no others."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """The body of a response."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=with_example)


PRINTABLE = "^[^\\x00-\\x1f\\x7f]+$"
"""What ids and labels are made of: no control codes."""

Label = Annotated[
    Text,
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": MAX_ID_LENGTH, "pattern": PRINTABLE}
    ),
]
"""A text of 1 to 255 characters; its bounds are checked by the store."""

Time = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""A time in ISO 8601."""

SessionId = Annotated[
    str,
    Path(
        description="The id of a session, percent-encoded where it needs to be.",
        examples=["01JB2Q9M0V3T8K6R5W4X7Y1Z2A"],
        json_schema_extra={"minLength": 1, "pattern": PRINTABLE},
    ),
]


class _LeftOut:
    """Lets None stand for a parameter that is left out: nobody can write it."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema["schema"] if schema["type"] == "nullable" else schema)


LEFT_OUT = _LeftOut()
"""For ``Annotated[int | None, LEFT_OUT]``: an integer, or no parameter at all."""


def time_text(moment: datetime) -> str:
    """Give a time as answers have it: in UTC, with microseconds and ``Z``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@contextmanager
def query_read() -> Iterator[None]:
    """Take what a service refuses of a query for a bad request."""
    try:
        yield
    except InvalidInputError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, error.code, str(error)) from error


def item(description: str, example: Any, **more: Any) -> Any:
    """Describe a member of an answer that is always there."""
    return Field(description=description, examples=[example], **more)


def unread(value: object) -> object:
    """Leave a value to the store, which says what is wrong with it."""
    return value
