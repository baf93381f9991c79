"""What the description of the service leaves open: what has no words, no form or no example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_BAD = 400
_TELLING = ("example", "examples", "enum", "const", "default")
"""What of a schema shows a value that it takes."""
_BYTES = "application/octet-stream"


def find_gaps(document: Mapping[str, Any]) -> list[str]:
    """Give what an OpenAPI document says nothing of, in the order of its paths."""
    found: list[str] = []
    names: set[str] = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found += [f"{method} {path}: {gap}" for gap in _gaps(document, operation)]
            if operation["operationId"] in names:
                found.append(f"{method} {path}: its id is that of another one")
            names.add(operation["operationId"])
    return found


def _gaps(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    for part in ("operationId", "summary", "description", "tags"):
        if not operation.get(part):
            yield part
    for parameter in operation.get("parameters", []):
        if not parameter.get("description") or not _has_example(document, parameter):
            yield f"description or example of {parameter['name']}"
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        if kind != _BYTES and not _has_example(document, media):
            yield f"example of the body as {kind}"
    statuses = {int(status) for status in operation["responses"]}
    if not statuses & set(range(200, 300)):
        yield "its success"
    if operation["security"] and not {401, 403, 429, 500, 503} <= statuses:
        yield "errors that all have"
    for status, response in operation["responses"].items():
        yield from _gaps_of_response(document, int(status), response)


def _gaps_of_response(
    document: Mapping[str, Any], status: int, response: Mapping[str, Any]
) -> Iterator[str]:
    if not response.get("description") or response["description"] == "Successful Response":
        yield f"description of {status}"
    if status >= _BAD and not response.get("content"):
        yield f"form of {status}"
    for kind, media in response.get("content", {}).items():
        if not media.get("schema"):
            yield f"form of {status} as {kind}"
        elif kind != _BYTES and not _has_example(document, media):
            yield f"example of {status} as {kind}"


def _has_example(document: Mapping[str, Any], described: Mapping[str, Any]) -> bool:
    """Say whether something has an example, or a schema that has one for each of its parts."""
    if described.get("example") is not None or described.get("examples"):
        return True
    schema = described.get("schema", {})
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if any(schema.get(name) is not None for name in _TELLING):
        return True
    if "anyOf" in schema:
        return any(_has_example(document, {"schema": one}) for one in schema["anyOf"])
    if "items" in schema:
        return _has_example(document, {"schema": schema["items"]})
    parts = schema.get("properties", {}).values()
    return bool(parts) and all(_has_example(document, {"schema": part}) for part in parts)
