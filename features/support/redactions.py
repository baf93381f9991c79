"""Redaction: texts that mark their secrets, and texts that a careless search never gets through.

A text marks its secrets: ``key «ghp_(36)» in use``. A number in parentheses stands for so many
letters and digits, ``↵`` for the end of a line.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence

from behave.model import Table
from parse import with_pattern

from features.support.answers import read_cell
from features.support.records import read_events
from features.support.tables import read_pairs
from features.support.world import World
from hansard.domain.redaction import RedactionPolicy, redact, redact_map, redact_text

Request = Callable[[World, Table | None, str | None], None]

_LETTERS = "a1B2c3D4e5F6g7H8j9K0"
_MARKED = re.compile("«(.*?)»", re.DOTALL)
_SIZE = 1024 * 1024
_SECONDS = 10.0
"""What a text of that size may take of a processor's time; going back takes it for days."""

_LONG_TEXTS = {
    "prose": "…The quick brown fox jumps over the lazy dog. ",
    "a token without an end": "eyJ…a",
    "tokens in one another": "…eyJ",
    "parts of tokens": "…eyJaaaaaaaaaa.",
    "a password without an end": 'password="…a',
    "a password of escapes": 'password="…\\',
    "passwords without values": "…password=",
    "names without values": '…api_key"',
    "blanks behind a name": "password… ",
    "options": "…--a",
    "dashes": "…-",
    "addresses without an end": "…a://a:",
    "an address of colons": "a://a…:",
    "an address of signs": "a://a:…@",
    "keys without an end": "…-----BEGIN PRIVATE KEY-----",
    "a key of dashes": "-----BEGIN PRIVATE KEY-----…-",
    "secrets": f"…ghp_{_LETTERS * 2} ",
}
"""What stands behind … is repeated."""


def redact_by(world: World, table: Table | None) -> None:
    """Have secrets redacted in what follows, by a table of option and value or as a rule."""
    given = read_pairs(table) if table else {}
    options = {name.replace(" ", "_"): read_cell(cell) for name, cell in given.items()}
    world.kept["redaction"] = RedactionPolicy(**{"enabled": True, **options})


def policy_of(world: World) -> RedactionPolicy | None:
    """Give the redaction of the scenario, None where nothing is said of it."""
    policy: RedactionPolicy | None = world.kept.get("redaction")
    return policy


def read_texts(world: World, rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Give the texts of a table, with their marks, and keep them with their categories."""
    texts = [_fill(row["text"]) for row in rows]
    world.kept["marked"] = list(zip([row.get("category", "") for row in rows], texts, strict=True))
    return texts


def content_of(text: str) -> str:
    """Give a text without its marks."""
    return _MARKED.sub(lambda match: match[1], text)


def check_marked(world: World) -> None:
    """Check that what was marked is replaced in the events of the answer, and nothing else."""
    policy = policy_of(world) or RedactionPolicy()
    found = [event.data["content"] for event in world.answer]
    wanted = [
        "".join(policy.label(category) if place % 2 else part for place, part in enumerate(parts))
        for category, parts in ((known, _MARKED.split(text)) for known, text in _marked(world))
    ]
    wrong = [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]]
    assert not wrong, f"stored, and wanted: {wrong}"


def _marked(world: World) -> list[tuple[str, str]]:
    marked: list[tuple[str, str]] = world.kept["marked"]
    return marked


def _fill(text: str) -> str:
    filled = re.sub(r"\((\d+)\)", lambda match: (_LETTERS * 20)[: int(match[1])], text)
    return filled.replace("↵", "\n")


def _redact_object(world: World, _table: Table | None, text: str | None) -> None:
    policy = policy_of(world) or RedactionPolicy()
    world.run(lambda: redact_map(json.loads(text or ""), policy))


def _redact_event(world: World, table: Table | None, _text: str | None) -> None:
    policy = policy_of(world) or RedactionPolicy()
    (event,) = read_events(world, table)
    world.run(lambda: redact(event, policy))


def _search_long_texts(world: World, _table: Table | None, _text: str | None) -> None:
    world.run(lambda: [name for name, text in _LONG_TEXTS.items() if _takes_long(text)])


def _takes_long(text: str) -> bool:
    head, _, repeated = text.partition("…")
    full = head + repeated * (_SIZE // len(repeated))
    start = time.thread_time()
    redact_text(full, RedactionPolicy(enabled=True))
    return time.thread_time() - start > _SECONDS


_REQUESTS: dict[str, Request] = {
    "this object is redacted": _redact_object,
    "this event is redacted": _redact_event,
    "texts of a megabyte, made to be searched for long, are redacted": _search_long_texts,
}


@with_pattern("|".join(_REQUESTS))
def read_request(text: str) -> Request:
    """Read what is redacted without being recorded."""
    return _REQUESTS[text]
