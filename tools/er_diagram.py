"""Write the schema into docs/reference/database_schema.md: diagrams, columns, keys, migrations."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from hansard.domain.api_key import ApiKey
from hansard.domain.artifact import Artifact
from hansard.domain.event import Event
from hansard.domain.message import SessionMessage
from hansard.domain.run import TOKEN_FIGURES, Run
from hansard.domain.session import Session, SessionTokenUsage
from hansard.domain.thread import ThreadMapping
from hansard.infrastructure.database.schema import metadata
from tools.doc_pages import write_regions

PAGE = Path("docs/reference/database_schema.md")
MIGRATIONS = Path("migrations")
FAMILIES = {
    "er-diagram": ("sessions", "session_", "runs", "events", "artifact", "api_keys"),
    "er-diagram-registry": ("",),
}
DIALECTS: dict[str, Dialect] = {
    "SQLite": sqlite.dialect(),
    "PostgreSQL": postgresql.dialect(),  # type: ignore[no-untyped-call]
}
OWN_MEANINGS = {
    ("session_messages", "session_id"): "the session that it belongs to",
    ("session_messages", "namespace"): "that session's namespace",
    ("session_messages", "content"): "the text, as a JSON string",
    ("session_messages", "checksum"): "SHA-256 of the message and its place, in hex",
    ("runs", "namespace"): "that session's namespace",
    ("runs", "heartbeat_at"): "when it last gave a sign of life",
    ("runs", "model"): "the model that `provider_metadata` names",
    **{("runs", name): "that figure of `token_usage`, 0 without it" for name in TOKEN_FIGURES},
    ("events", "session_id"): "the session that it is about",
    ("events", "namespace"): "that session's namespace",
    ("events", "checksum"): "SHA-256 of the event and its place, in hex",
    ("artifacts", "namespace"): "the namespace that it is kept for",
    ("artifact_folders", "namespace"): "the namespace whose bytes are kept there",
    ("artifact_folders", "folder"): "a random name, below the folder of all artifacts",
    ("api_keys", "digest"): "SHA-256 of the secret, in hex; the secret itself is kept nowhere",
    ("session_mappings", "namespace"): "the namespace that it is kept for",
    ("session_tags", "session_id"): "the session that carries the tag",
    ("session_tags", "namespace"): "that session's namespace",
    ("session_tags", "tag"): "the label",
}


def main() -> int:
    """Write the generated parts of the page."""
    write_regions(PAGE, regions())
    return 0


def regions() -> dict[str, str]:
    """Return the generated parts of the page by name."""
    tables = metadata.sorted_tables
    parts = {f"table-{table.name}": describe(table) for table in tables}
    parts["migration-chain"] = chain()
    for name, prefixes in FAMILIES.items():
        family = [table for table in tables if table.name.startswith(prefixes)]
        tables = [table for table in tables if table not in family]
        parts[name] = draw(family)
    return parts


def chain() -> str:
    """Return the migrations from the first to the last, with what each is for."""
    scripts = reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
    rows = ["| Revision | After | What it makes |", "| --- | --- | --- |"]
    for script in scripts:
        link = f"[`{script.revision}`](../../migrations/versions/{Path(script.path).name})"
        before = f"`{script.down_revision}`" if script.down_revision else "nothing"
        rows.append(f"| {link} | {before} | {script.doc.rstrip('.')} |")
    return "\n".join(rows)


def draw(tables: list[Table]) -> str:
    """Return a mermaid diagram of tables; every foreign key makes children of its table."""
    lines = ["```mermaid", "erDiagram"]
    for table in tables:
        for key in foreign_keys(table):
            parent = "|o" if any(column.nullable for column in key.columns) else "||"
            columns = ", ".join(key.column_keys)
            child = f"{parent}--o{{ {table.name}"
            lines.append(f'    {key.referred_table.name} {child} : "{columns}"')
    for table in tables:
        lines.append(f"    {table.name} {{")
        lines += [f"        {attribute(column)}" for column in table.columns]
        lines.append("    }")
    return "\n".join([*lines, "```"])


def attribute(column: Column[object]) -> str:
    """Return a column as a line of the diagram."""
    kind = re.sub(r"\W.*", "", str(column.type.compile())).lower()
    unique = (c for c in column.table.constraints if isinstance(c, UniqueConstraint))
    marks = {
        "PK": column.primary_key,
        "FK": bool(column.foreign_keys),
        "UK": any(column.name == list(c.columns)[-1].name for c in unique),
    }
    keys = ", ".join(mark for mark, holds in marks.items() if holds)
    absent = '"may be null"' if column.nullable else ""
    return " ".join(part for part in (kind, column.name, keys, absent) if part)


def describe(table: Table) -> str:
    """Return the columns of a table and, below them, its keys, rules and indexes."""
    meanings = {column.name: meaning(column) for column in table.columns}
    titles = ["Column", *DIALECTS, "Null"] + (["Meaning"] if any(meanings.values()) else [])
    rows = [titles, ["---"] * len(titles)]
    for column in table.columns:
        types = [f"`{column.type.compile(dialect)}`" for dialect in DIALECTS.values()]
        row = [f"`{column.name}`", *types, "yes" if column.nullable else "no"]
        rows.append([*row, meanings[column.name]][: len(titles)])
    body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*body, "", *(f"- {rule}" for rule in rules(table))])


def meaning(column: Column[object]) -> str:
    """Return what a column holds: what the entity's docstring says of the attribute."""
    own = OWN_MEANINGS.get((column.table.name, column.name))
    if own is not None:
        return own
    entities: dict[str, tuple[type, ...]] = {
        "sessions": (Session, SessionTokenUsage),
        "session_messages": (SessionMessage,),
        "runs": (Run,),
        "events": (Event,),
        "artifacts": (Artifact,),
        "artifact_folders": (),
        "api_keys": (ApiKey,),
        "session_mappings": (ThreadMapping,),
    }
    said = [attributes(entity) for entity in entities.get(column.table.name, ())]
    name = column.name.removesuffix("_json")
    found = next((texts[name] for texts in said if name in texts), "")
    if said and not found:
        raise LookupError(f"no docstring says what {column} holds")
    found = re.sub(r"`SessionService\.(\w+)`", r"`\1()`", found.rstrip("."))
    return re.sub(r"\bNone\b", "null", found)


def attributes(entity: type) -> dict[str, str]:
    """Return what the docstring of an entity says of each attribute."""
    section = (entity.__doc__ or "").partition("Attributes:")[2]
    found = re.findall(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", section, re.MULTILINE)
    return {name: re.sub(r"\s+", " ", text) for name, text in found}


def rules(table: Table) -> Iterator[str]:
    """Yield the keys, rules and indexes of a table."""
    yield f"primary key `{table.primary_key.name}`: {names(table.primary_key.columns)}"
    for key in foreign_keys(table):
        target = names(element.column for element in key.elements)
        yield (
            f"foreign key `{key.name}`: {names(key.columns)} to `{key.referred_table.name}` "
            f"({target}), on delete {(key.ondelete or 'no action').lower()}"
        )
    for constraint in sorted(table.constraints, key=lambda item: str(item.name)):
        if isinstance(constraint, UniqueConstraint):
            yield f"unique `{constraint.name}`: {names(constraint.columns)}"
        elif isinstance(constraint, CheckConstraint):
            yield f"check `{constraint.name}`: `{constraint.sqltext}`"
    for index in sorted(table.indexes, key=lambda item: str(item.name)):
        kind = "unique index" if index.unique else "index"
        condition = index.dialect_options["sqlite"]["where"]
        where = "" if condition is None else f", where `{condition}`"
        yield f"{kind} `{index.name}`: {names(index.columns)}{where}"


def foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    """Return the foreign keys of a table, in the order of their columns."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    return sorted(table.foreign_key_constraints, key=lambda key: places[key.column_keys[0]])


def names(columns: object) -> str:
    """Return the names of columns, as code."""
    return ", ".join(f"`{column.name}`" for column in columns)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
