"""Named values in sessions, documents and requests, and appends of nothing."""

from __future__ import annotations

import re
from typing import Any

from parse import with_pattern

from features.support import documents
from features.support.storage import snapshot
from features.support.values import PARTS, VALUES, message_with
from features.support.world import World


def _any_of(names: dict[str, Any]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@with_pattern(_any_of(PARTS))
def read_part(text: str) -> str:
    """Read the name of a part of a message."""
    return text


@with_pattern(_any_of(VALUES))
def read_thing(text: str) -> str:
    """Read the name of a value."""
    return text


@with_pattern("letter|byte")
def read_letter(text: str) -> str:
    """Read how closely something is compared: as it comes back, or also as it is stored."""
    return text


def append_nothing(world: World, name: str) -> None:
    """Append a batch of no messages, as the attempt of the scenario."""
    world.kept["bytes"] = snapshot(world)
    world.attempt(world.service(name).append_messages, world.id_of(name), [])


def check_bytes(world: World) -> None:
    """Check that nothing at all was written to the database."""
    assert world.answer == [], world.answer
    assert snapshot(world) == world.kept["bytes"], "something was written"


def export_with(world: World, name: str, part: str, value: str) -> None:
    """Keep an export whose first message was changed, signed where that is possible."""
    document = documents.export(world, name)
    document["messages"][0] |= message_with(part, VALUES[value]())
    try:
        document = documents.signed(document)
    except (RecursionError, TypeError, ValueError):
        document["checksum"] = "0" * 64
    world.kept["document"] = document
