"""Kinds of records that are appended to sessions, as the databases' appenders need to know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from hansard.infrastructure.database.compiling import Statement
from hansard.infrastructure.database.event_mapping import event_checksum
from hansard.infrastructure.database.link import Link
from hansard.infrastructure.database.mapping import message_checksum
from hansard.infrastructure.database.run_statements import EventStatements
from hansard.infrastructure.database.statements import Statements


@dataclass(frozen=True, slots=True)
class AppendedKind:
    """What is appended to a session: taking numbers from its counter, then writing rows at them.

    Attributes:
        name: of one record.
        take: gives the statement that moves the counter by ``count`` and returns it.
        first_of: the first number taken, from what ``take`` returned and the count.
        insert: gives the statement that writes one row.
        checksum: binds a row to its place.
    """

    name: str
    take: Callable[[Statements, bool], Statement]
    first_of: Callable[[int, int], int]
    insert: Callable[[Statements], Statement]
    checksum: Callable[[str, str, int, Any], str]


def _take_messages(statements: Statements, expecting: bool) -> Statement:
    return statements.take_expected_sequences if expecting else statements.take_sequences


MESSAGE = AppendedKind(
    "message",
    _take_messages,
    lambda counter, count: counter - count,
    lambda statements: statements.insert_message,
    message_checksum,
)
EVENT = AppendedKind(
    "event",
    lambda statements, _: statements.of(EventStatements).take,
    lambda counter, count: counter - count + 1,
    lambda statements: statements.of(EventStatements).insert,
    event_checksum,
)


def append_in_two(
    link: Link,
    kind: AppendedKind,
    owner: Mapping[str, str],
    rows: Sequence[Any],
    now: int,
    expected: int | None,
) -> int | None:
    """Append records in two statements; see `Appender`."""
    statements, count = link.statements, len(rows)
    taken = link.row(
        kind.take(statements, expected is not None),
        {**owner, "count": count, "now": now, "expected": expected},
    )
    if taken is None:
        return None
    first = kind.first_of(taken[0], count)
    namespace, session_id = owner["namespace"], owner["session_id"]
    placed = [
        (
            session_id,
            namespace,
            sequence,
            *row,
            kind.checksum(namespace, session_id, sequence, row),
        )
        for sequence, row in enumerate(rows, first)
    ]
    if count == 1:
        link.change(kind.insert(statements), placed[0])
    else:
        link.change_many(kind.insert(statements), placed)
    return first


Appender: TypeAlias = Callable[
    [Link, AppendedKind, Mapping[str, str], Sequence[Any], int, "int | None"], "int | None"
]
"""Takes sequences from a session's counter and writes records at them.

Called with the link, the kind, the ``namespace`` and ``session_id``, the columns of the records
that do not depend on their place, the present in microseconds, and the first sequence to insist
on. Gives the first sequence, or None where the session is not there, does not take records, or
does not stand at the sequence insisted on: then nothing was written.
"""
