"""Export documents as files carry them: plain JSON, signed by rules written down here once more.

The digest is taken here without hansard's help, so that documents which verify here and there
prove that both follow the published rule.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

from parse import with_pattern

from features.support.tables import read_json
from features.support.values import VALUES
from features.support.world import World
from hansard import Session

Document = dict[str, Any]
Treatment = Callable[[Document], Document]


def export(world: World, name: str) -> Document:
    """Give the export of a session, as it comes back from a file."""
    document = world.call(world.service(name).export_session, world.id_of(name))
    copied: Document = json.loads(json.dumps(document))
    return copied


def digest(document: Document) -> str:
    """Give the checksum that a document should have, without a prefix."""
    body = {key: value for key, value in document.items() if key != "checksum"}
    text = json.dumps(body, sort_keys=True, separators=(", ", ": "), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def signed(document: Document) -> Document:
    """Give a document with the right checksum, whatever it says."""
    return document | {"checksum": f"sha256:{digest(document)}"}


def changed(document: Document, changes: dict[str, str]) -> Document:
    """Give a copy with other values.

    Args:
        document: is left as it is.
        changes: a path of keys and numbers, ``messages/0/role``, to a JSON value, to ``none`` for
            null, to the name of a value, or to ``missing`` for a part that is taken away.
    """
    result = copy.deepcopy(document)
    for path, value in changes.items():
        *parents, last = [_step(part) for part in path.replace(" ", "_").split("/")]
        place: Any = result
        for parent in parents:
            place = place[parent]
        if value == "missing":
            del place[last]
        else:
            place[last] = VALUES[value]() if value in VALUES else read_json(value)
    return result


@with_pattern("(?:, tampered with|, signed anew with)?")
def read_treatment(text: str) -> Treatment:
    """Read what is done to a document when parts of it were changed."""
    return signed if text == ", signed anew with" else copy.deepcopy


def _step(part: str) -> str | int:
    return int(part) if part.isdigit() else part


def import_as(world: World, name: str, document: Document) -> None:
    """Import a document as the attempt of the scenario; the new session gets this name."""

    def action() -> Session:
        session = world.call(world.service(name).import_session, document)
        world.remember(name, session.session_id)
        return session

    world.run(action)


def ids(session: Session) -> set[str]:
    """Give the ids of a session and its messages."""
    return {session.session_id, *(message.message_id for message in session.messages)}


def check_same(one: Document, other: Document) -> None:
    """Check that two documents differ in ids, the time of the last change and checksum only."""
    plain_one, plain_other = _without_identity(one), _without_identity(other)
    assert plain_one == plain_other, f"{plain_one} is not {plain_other}"


def _without_identity(document: Document) -> Document:
    plain = {
        key: value
        for key, value in document.items()
        if key not in ("session_id", "updated_at", "checksum")
    }
    plain["messages"] = [
        {key: value for key, value in message.items() if key != "message_id"}
        for message in document["messages"]
    ]
    return plain
