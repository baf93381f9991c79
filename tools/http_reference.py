"""Write the endpoints of the HTTP service into docs/reference/http.md, from its OpenAPI text."""

import json
import sys
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tools.doc_pages import slugify, write_regions

PAGE = Path("docs/reference/http.md")
METHODS = ("get", "head", "post", "put", "patch", "delete")
EVERYWHERE = {401, 403, 413, 415, 421, 429, 500, 503}
"""Errors that the page describes once."""


def main() -> int:
    """Write the generated parts of the page."""
    write_regions(PAGE, regions())
    return 0


def regions() -> dict[str, str]:
    """Return the generated parts of the page by name."""
    document = read_document()
    operations = list(operations_of(document))
    return {
        "overview": "\n".join(overview(operations)),
        "endpoints": "\n".join(line for each in chapters(document, operations) for line in each),
        "records": "\n".join(records(document)),
    }


def read_document() -> dict[str, Any]:
    """Give the OpenAPI document of the service as its clients get it."""
    import anyio

    from hansard import testing
    from hansard.interfaces.http.app import create_app
    from hansard.interfaces.http.settings import ServerSettings

    async def describe() -> dict[str, Any]:
        async with testing.open_memory_async() as store:
            return create_app(store, ServerSettings()).openapi()

    return anyio.run(describe)


def operations_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation of every endpoint, in the order of the document."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item and method != "head":
                yield method.upper(), path, item[method]


def overview(operations: list[tuple[str, str, dict[str, Any]]]) -> Iterator[str]:
    """Yield the table of all endpoints."""
    yield "| | Role | |"
    yield "| --- | --- | --- |"
    for method, path, operation in operations:
        role = operation.get("x-role", "anybody")
        title = f"`{method} {path}`"
        yield f"| [{title}](#{anchor(method, path)}) | {role} | {summary(operation)} |"


def chapters(
    document: Mapping[str, Any], operations: list[tuple[str, str, dict[str, Any]]]
) -> Iterator[list[str]]:
    """Yield a chapter for each tag."""
    tags = dict.fromkeys(tag for _, _, operation in operations for tag in operation["tags"])
    for tag in tags:
        yield [f"### {tag.capitalize()}", ""]
        for method, path, operation in operations:
            if tag in operation["tags"]:
                yield [f"#### {method} {path}", "", *endpoint(document, operation)]


def endpoint(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    """Yield the description of one endpoint."""
    yield operation.get("description") or summary(operation)
    yield ""
    parameters = [resolved(document, each) for each in operation.get("parameters", ())]
    if parameters:
        yield "| Parameter | In | | Meaning |"
        yield "| --- | --- | --- | --- |"
        for each in parameters:
            needed = ", required" if each.get("required") else ""
            kind = type_of(document, each.get("schema", {})) + needed
            meaning = cell(each.get("description", ""))
            yield f"| `{each['name']}` | {each['in']} | {kind} | {meaning} |"
        yield ""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield from body(document, media, content)
    for status, answer in operation["responses"].items():
        if int(status) < HTTPStatus.BAD_REQUEST:
            yield from success(document, status, answer)
    refused = [int(status) for status in operation["responses"] if int(status) >= 400]
    own = sorted(set(refused) - EVERYWHERE)
    if own:
        yield "Refusals: " + ", ".join(f"{each} {HTTPStatus(each).phrase}" for each in own) + "."
        yield ""


def body(document: Mapping[str, Any], media: str, content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a request carries."""
    schema = content.get("schema", {})
    members = list(members_of(document, schema))
    yield f"Body, `{media}`" + (":" if members else f": {type_of(document, schema)}.")
    yield ""
    if members:
        yield from table(members)
    yield from example(document, content)


def success(document: Mapping[str, Any], status: str, answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an answer carries."""
    said = cell(answer.get("description", ""))
    kinds = [
        f"`{media}`, {type_of(document, content.get('schema', {}))}"
        for media, content in answer.get("content", {}).items()
    ]
    yield f"**{status}** {said}" + (f" {'; '.join(kinds)}." if kinds else "")
    yield ""
    for content in answer.get("content", {}).values():
        yield from example(document, content)


def records(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the members of every record that requests and answers carry."""
    for name, schema in sorted(document["components"]["schemas"].items()):
        yield f"### {name}"
        yield ""
        if schema.get("description"):
            yield cell(schema["description"])
            yield ""
        members = list(members_of(document, schema))
        if members:
            yield from table(members)


def table(members: list[tuple[str, str, str]]) -> Iterator[str]:
    """Yield a table of members."""
    yield "| Member | | Meaning |"
    yield "| --- | --- | --- |"
    for name, kind, meaning in members:
        yield f"| `{name}` | {kind} | {cell(meaning)} |"
    yield ""


def members_of(
    document: Mapping[str, Any], schema: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and meaning of the members of an object."""
    schema = resolved(document, schema)
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        kind = type_of(document, member)
        yield name, f"{kind}, required" if name in required else kind, described(document, member)


def described(document: Mapping[str, Any], member: Mapping[str, Any]) -> str:
    """Give what a member means, in its own words or in those of its record."""
    return str(member.get("description") or resolved(document, member).get("description", ""))


def type_of(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Give the type of a value, as people say it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return " or ".join(dict.fromkeys(type_of(document, each) for each in schema[choice]))
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type", "any value")
    if kind == "array":
        return f"list of {type_of(document, schema.get('items', {}))}"
    bounds = [
        text
        for key, text in (
            ("minimum", f"at least {schema.get('minimum')}"),
            ("maximum", f"at most {schema.get('maximum')}"),
            ("maxLength", f"at most {schema.get('maxLength')} characters"),
        )
        if key in schema
    ]
    return ", ".join([kind if isinstance(kind, str) else " or ".join(kind), *bounds])


def example(document: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the example that the document has, if there is one."""
    examples = [each["value"] for each in content.get("examples", {}).values() if "value" in each]
    schema = resolved(document, content.get("schema", {}))
    found = [content["example"]] if "example" in content else []
    found += examples or list(schema.get("examples", ()))
    if not found:
        return
    shown = found[0]
    is_text = isinstance(shown, str)
    yield "```text" if is_text else "```json"
    yield shown.rstrip("\n") if is_text else json.dumps(shown, indent=2, ensure_ascii=False)
    yield "```"
    yield ""


def resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference within the document."""
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def summary(operation: Mapping[str, Any]) -> str:
    """Give the first sentence of what an endpoint does."""
    told = str(operation.get("description") or operation.get("summary", ""))
    return cell(told.partition("\n\n")[0])


def anchor(method: str, path: str) -> str:
    """Give the place of an endpoint's heading in the page."""
    return slugify(f"{method} {path}")


def cell(text: str) -> str:
    """Give a text as one line that a table takes."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
