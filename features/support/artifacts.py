"""Artifacts: tables of them, requests about them, and the bytes that they hold.

A table of artifacts has the columns key, content, given as, session, run, content type, metadata,
id, replace and namespace; one of registered artifacts has byte size, checksum, kept in and
reference instead of the content. An empty cell says nothing. A content is a text, ``hex 00ff``,
``3 MiB of x`` or ``nothing``; what was read is worded in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support import transactions
from features.support.answers import read_cell
from features.support.world import World
from hansard import Hansard
from hansard.application.services import ArtifactService

State = Callable[[World, str], None]

_MEBIBYTE = 1 << 20
_BIG = re.compile(r"(\d+) MiB of (\w)")
_PIECE = 4
_ENDS = {"commits": transactions.committed, "rolls back": transactions.rolled_back}
_COLUMNS = {
    "session": "session_id",
    "run": "run_id",
    "id": "artifact_id",
    "kept in": "storage_backend",
    "reference": "storage_ref",
    "checksum": "checksum_sha256",
}


class _TextFile:
    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, _size: int = -1) -> str:
        return self._text


def _pieces(content: bytes) -> list[bytes]:
    return [content[start : start + _PIECE] for start in range(0, len(content), _PIECE)]


def _stretched(content: bytes) -> bytes:
    return bytes(byte for each in content for byte in (each, 0))


_GIVEN_AS: dict[str, Callable[[bytes], object]] = {
    "bytes": bytes,
    "a bytearray": bytearray,
    "a view": memoryview,
    "every second byte of a view": lambda content: memoryview(_stretched(content))[::2],
    "a file": BytesIO,
    "pieces": _pieces,
    "pieces one by one": lambda content: iter(_pieces(content)),
    "a text": lambda content: content.decode(),
    "a file of text": lambda content: _TextFile(content.decode()),
    "numbers": list,
}


def content_of(words: str) -> bytes:
    """Give the bytes that words stand for."""
    if words == "nothing":
        return b""
    if words.startswith("hex "):
        return bytes.fromhex(words.removeprefix("hex "))
    big = _BIG.fullmatch(words)
    return big[2].encode() * (int(big[1]) * _MEBIBYTE) if big else words.encode()


def words_of(content: bytes) -> str:
    """Give words for bytes, those that `content_of` reads."""
    if not content:
        return "nothing"
    size, rest = divmod(len(content), _MEBIBYTE)
    if size and not rest and len(set(content)) == 1:
        return f"{size} MiB of {content[:1].decode()}"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    return text if text.isprintable() else f"hex {content.hex()}"


def put(world: World, table: Table, end: str | None = None) -> None:
    """Put the artifacts of a table, one after the other; the last one is the answer.

    Args:
        end: how a caller's own transaction around it ends, None without one.
    """
    rows = [row.as_dict() for row in table]

    def work(_world: World, store: Hansard) -> Any:
        return [_put(world, store, row) for row in rows][-1]

    if end is None:
        world.run(lambda: [_put(world, world.within(_namespace(row)), row) for row in rows][-1])
    else:
        world.run(lambda: _ENDS[end](world, work))


def register(world: World, table: Table) -> None:
    """Register the artifacts of a table, one after the other; the last one is the answer."""
    rows = [row.as_dict() for row in table]

    def registered(row: dict[str, str]) -> Any:
        given = _arguments(world, row)
        given.setdefault("byte_size", 1)
        given.setdefault("checksum_sha256", "ab" * 32)
        given.setdefault("storage_backend", "s3")
        given.setdefault("storage_ref", "bucket/object")
        return world.call(world.within(_namespace(row)).artifacts.register, **given)

    world.run(lambda: [registered(row) for row in rows][-1])


@with_pattern("commits|rolls back")
def read_end(text: str) -> str:
    """Read how a caller's own transaction ends."""
    return text


@with_pattern(
    r"read|read in pieces of \d+|looked up|deleted"
    r"|deleted in a transaction that the caller (?:commits|rolls back)"
)
def read_request(text: str) -> Callable[[World, str, Hansard], Any]:
    """Read what is asked about one artifact."""
    end = re.fullmatch("deleted in a transaction that the caller (.+)", text)
    if end:
        return partial(_deleted_in_transaction, end[1])
    if text.startswith("read in pieces"):
        return partial(_read_in_pieces, int(text.rsplit(" ", 1)[1]))
    return {"read": _read, "looked up": _look_up, "deleted": _delete}[text]


def ask(
    world: World, key: str, request: Callable[[World, str, Hansard], Any], namespace: str
) -> None:
    """Ask something about one artifact."""
    world.run(lambda: request(world, key, world.within(namespace)))


@with_pattern(r"of [A-Z]\w+ are listed|of [A-Z]\w+ are counted|are listed in pages of \d+")
def read_listing(text: str) -> Callable[[World], Any]:
    """Read how artifacts are listed."""
    of, name, *_ = text.split(" ")
    if of == "are":
        return partial(_pages, size=int(text.rsplit(" ", 1)[1]))
    method = "session_stats" if text.endswith("counted") else "list_by_session"
    return lambda world: world.call(getattr(world.store.artifacts, method), world.id_of(name))


@with_pattern('holds "[^"]*"|is registered as "[^"]*"|is not found|is intact')
def read_state(text: str) -> State:
    """Read what should be true of one artifact."""
    _, _, words = text.partition('"')
    if words:
        check = _check_content if text.startswith("holds") else _check_reference
        return partial(check, words.rstrip('"'))
    return _check_gone if text == "is not found" else _check_intact


def check(world: World, key: str | None, state: State) -> None:
    """Check one artifact, all of them where no key is given."""
    keys = [artifact.key for artifact in _pages(world, size=1000)] if key is None else [key]
    for each in keys:
        state(world, each)


def sweep(world: World, hours: int | None) -> None:
    """Sweep what is at least so many hours old, None for as many as by default."""
    artifacts = world.store.artifacts
    options = {} if hours is None else {"older_than": timedelta(hours=hours)}
    world.run(lambda: world.call(artifacts.sweep, **options))


def _put(world: World, store: Hansard, row: dict[str, str]) -> Any:
    content = content_of(row.get("content") or "nothing")
    data: Any = _GIVEN_AS[row.get("given as") or "bytes"](content)
    given = _arguments(world, row)
    return world.call(store.artifacts.put, given.pop("key"), data, **given)


def _arguments(world: World, row: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for heading, cell in row.items():
        name = _COLUMNS.get(heading, heading.replace(" ", "_"))
        if cell == "" or heading in ("content", "given as", "namespace"):
            continue
        given[name] = world.id_of(cell) if heading == "session" else _value(heading, cell)
    return given


def _value(heading: str, cell: str) -> Any:
    long = re.fullmatch(r"(\d+) letters", cell)
    if heading in ("metadata", "byte size", "replace"):
        return read_cell(cell)
    escaped = cell.encode().decode("unicode_escape") if "\\" in cell else cell
    return "k" * int(long[1]) if long else escaped


def _namespace(row: dict[str, str]) -> str:
    return row.get("namespace") or "local"


def _read(world: World, key: str, store: Hansard) -> str:
    return words_of(world.call(store.artifacts.get, key))


def _read_in_pieces(size: int, world: World, key: str, store: Hansard) -> dict[str, object]:
    read = store.artifacts.iter_content
    pieces = list(world.face.iterate(read, key, piece_size=size))
    return {"content": words_of(b"".join(pieces)), "largest": max(map(len, pieces), default=0)}


def _look_up(world: World, key: str, store: Hansard) -> Any:
    return world.call(store.artifacts.get_by_key, key)


def _delete(world: World, key: str, store: Hansard) -> bool:
    return world.call(store.artifacts.delete, key)


def _deleted_in_transaction(end: str, world: World, key: str, _store: Hansard) -> Any:
    return _ENDS[end](world, lambda world, store: _delete(world, key, store))


def _pages(world: World, *, size: int) -> list[Any]:
    artifacts: ArtifactService = world.store.artifacts
    page = world.call(artifacts.page, None, size)
    found = list(page.items)
    while page.cursor is not None:
        page = world.call(artifacts.page, page.cursor, size)
        found += page.items
    return found


def _check_content(words: str, world: World, key: str) -> None:
    found = words_of(world.read(world.store.artifacts.get, key))
    assert found == words, f"{key} holds {found}"


def _check_reference(reference: str, world: World, key: str) -> None:
    found = world.read(world.store.artifacts.get_by_key, key)
    assert found is not None and found.storage_ref == reference, f"{key} is {found}"


def _check_gone(world: World, key: str) -> None:
    found = world.read(world.store.artifacts.get_by_key, key)
    assert found is None, f"{key} is there: {found}"


def _check_intact(world: World, key: str) -> None:
    found = world.read(world.store.artifacts.get_by_key, key)
    content = world.read(world.store.artifacts.get, key)
    assert found is not None and found.byte_size == len(content), f"{found}: {content!r:.80}"
