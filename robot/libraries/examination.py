"""What is in a database, read with plain SQL: nothing of hansard's own reading is trusted here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, Engine, and_, create_engine, exists, func, select, text
from sqlalchemy.pool import NullPool

import hansard
from hansard.infrastructure.database import schema

_BELONGING = ("session_messages", "session_tags", "runs", "events")
"""Tables whose rows belong to a session."""

_SESSIONS = schema.metadata.tables["sessions"]


class Place(NamedTuple):
    """Where a message stands."""

    namespace: str
    session_id: str
    sequence: int


class Acknowledged(NamedTuple):
    """A message as its writer was told that it is stored."""

    place: Place
    message_id: str
    content: str


@dataclass(slots=True)
class Examination:
    """The messages and counters of a database, and what is wrong with it.

    Attributes:
        messages: id and content of each message, by its place.
        counters: message count and next sequence of each session.
        removed: whether messages were taken back, so that numbers may be unused.
        damage: what the database itself finds, and rows that belong to nothing.
    """

    messages: dict[Place, tuple[str, str]] = field(default_factory=dict)
    counters: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)

    def lost(self, acknowledged: Iterable[Acknowledged]) -> list[str]:
        """Name what was acknowledged and is nowhere."""
        stored = {
            (place.namespace, place.session_id, *message)
            for place, message in self.messages.items()
        }
        return [
            f"{ack.content} in {ack.place.session_id}"
            for ack in acknowledged
            if (ack.place.namespace, ack.place.session_id, *ack[1:]) not in stored
        ]

    def moved(self, acknowledged: Iterable[Acknowledged]) -> list[str]:
        """Name what is not at the place that was acknowledged."""
        return [
            f"{ack.content} at {ack.place.sequence} of {ack.place.session_id}"
            for ack in acknowledged
            if self.messages.get(ack.place) != (ack.message_id, ack.content)
        ]

    def doubled(self) -> list[str]:
        """Name contents that stand more than once in a session."""
        contents = Counter(
            (place.session_id, content) for place, (_, content) in self.messages.items()
        )
        return [
            f"{content} in {session_id}" for (session_id, content), n in contents.items() if n > 1
        ]

    def gaps(self) -> list[str]:
        """Name the sequences below a session's counter at which nothing stands."""
        return [
            f"{sequence} of {session_id}"
            for (namespace, session_id), (_, following) in self.counters.items()
            for sequence in range(following)
            if Place(namespace, session_id, sequence) not in self.messages
        ]

    def drift(self) -> list[str]:
        """Name the sessions whose counters do not agree with their messages."""
        counts = Counter((place.namespace, place.session_id) for place in self.messages)
        return [
            f"{key[1]} counts {count}, goes on at {following} and has {counts[key]} messages"
            for key, (count, following) in self.counters.items()
            if not count == following == counts[key]
        ]


def examine(url: str) -> Examination:
    """Read the whole of a database."""
    with connect(url) as connection:
        found = Examination(damage=list(_damage(connection)))
        for *place, message_id, content in connection.execute(
            text(
                "SELECT namespace, session_id, sequence, message_id, content FROM session_messages"
            )
        ):
            found.messages[Place(*place)] = (message_id, json.loads(content))
        for namespace, session_id, count, following in connection.execute(
            text("SELECT namespace, session_id, message_count, next_sequence FROM sessions")
        ):
            found.counters[namespace, session_id] = (count, following)
    return found


def verify(url: str) -> list[str]:
    """Reopen a database and give what hansard finds wrong with it."""
    with hansard.open(url) as store:
        return [f"{found.kind}: {found.detail}" for found in store.integrity.verify().findings]


def connect(url: str) -> Connection:
    """Connect with SQLAlchemy's own settings; closing it leaves nothing open."""
    return _engine(url).connect()


@cache
def _engine(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def _damage(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from (
            row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"
        )
        yield from map(str, connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    for name in _BELONGING:
        child = schema.metadata.tables[name]
        owner = and_(
            child.c.session_id == _SESSIONS.c.session_id,
            child.c.namespace == _SESSIONS.c.namespace,
        )
        orphans = connection.execute(
            select(func.count()).select_from(child).where(~exists().where(owner))
        ).scalar_one()
        if orphans:
            yield f"{orphans} rows of {name} belong to no session"
