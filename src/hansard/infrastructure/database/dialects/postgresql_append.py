"""Appending on PostgreSQL: counter, record and its checksum in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hansard.infrastructure.database.appending import AppendedKind
from hansard.infrastructure.database.compiling import Statement
from hansard.infrastructure.database.event_mapping import WRITTEN_EVENT_COLUMNS
from hansard.infrastructure.database.link import Link
from hansard.infrastructure.database.mapping import WRITTEN_COLUMNS

_ANY_SEQUENCE = "AND deleted_at IS NULL"
_EXPECTED_SEQUENCE = "AND deleted_at IS NULL AND next_sequence = %(expected)s::bigint"
_NUMBERS = {"timestamp": "bigint", "schema_version": "integer"}


class AppendTexts(NamedTuple):
    """The append of one record, and that of several.

    Attributes:
        columns: the parameters, in the order of a record's row.
    """

    one: str
    many: str
    columns: Sequence[str]


def _texts(taking: str, into: str, columns: Sequence[str], digest: Sequence[str]) -> AppendTexts:
    """Write the statement.

    Args:
        taking: moves the session's counter and gives the first number.
        into: the table.
        columns: of a record, apart from its place.
        digest: what the checksum is taken over, line by line; ``concat`` takes NULL as empty.
    """
    typed = [(name, _NUMBERS.get(name, "text")) for name in columns]
    listed = ", ".join(columns)
    lines = ", E'\\n', ".join(digest)
    # every part is a constant of this module
    text = f"""
    WITH taken AS (
        UPDATE sessions SET {taking}
    )
    INSERT INTO {into} (session_id, namespace, sequence, {listed}, checksum)
    SELECT %(session_id)s, %(namespace)s, first + place - 1, {listed},
        encode(sha256(convert_to(concat({lines}), 'UTF8')), 'hex')
    FROM taken, """  # noqa: S608
    one = ", ".join(f"%({name})s::{kind} AS {name}" for name, kind in typed)
    many = ", ".join(f"%({name})s::{kind}[]" for name, kind in typed)
    returning = "\n    RETURNING sequence"
    return AppendTexts(
        f"{text}(SELECT {one}, 1 AS place) AS record{returning}",
        f"{text}unnest({many}) WITH ORDINALITY AS record ({listed}, place){returning}",
        columns,
    )


_OWNER = ("%(namespace)s::text", "%(session_id)s::text", "first + place - 1")
_TEXTS = {
    "message": _texts(
        """next_sequence = next_sequence + %(count)s::bigint,
            message_count = message_count + %(count)s::bigint, updated_at = %(now)s::bigint
        WHERE session_id = %(session_id)s AND namespace = %(namespace)s
            AND deleted_at IS NULL AND status NOT IN ('completed', 'failed', 'cancelled')
        RETURNING next_sequence - %(count)s::bigint AS first""",
        "session_messages",
        WRITTEN_COLUMNS,
        ("'1'", *_OWNER, *WRITTEN_COLUMNS),
    ),
    "event": _texts(
        """event_count = event_count + %(count)s::bigint
        WHERE session_id = %(session_id)s AND namespace = %(namespace)s AND deleted_at IS NULL
        RETURNING event_count - %(count)s::bigint + 1 AS first""",
        "events",
        WRITTEN_EVENT_COLUMNS,
        ("'event 1'", *_OWNER, *WRITTEN_EVENT_COLUMNS),
    ),
}
"""By the name of the kind. `message_checksum` and `event_checksum` define the digests."""


def append_texts() -> Mapping[str, AppendTexts]:
    """Give the statements by the kind of record that they append."""
    return _TEXTS


def append(
    link: Link,
    kind: AppendedKind,
    owner: Mapping[str, str],
    rows: Sequence[Any],
    now: int,
    expected: int | None,
) -> int | None:
    """Append records in one statement; see `Appender`."""
    texts = _TEXTS[kind.name]
    text = texts.one if len(rows) == 1 else texts.many
    columns: Iterable[object] = rows[0] if len(rows) == 1 else map(list, zip(*rows, strict=True))
    parameters: dict[str, Any] = dict(zip(texts.columns, columns, strict=True))
    if expected is not None:
        text = text.replace(_ANY_SEQUENCE, _EXPECTED_SEQUENCE)
    parameters.update(owner, count=len(rows), now=now, expected=expected)
    taken = link.rows(Statement(text, dict), parameters)
    return min(row[0] for row in taken) if taken else None
