"""Export documents as files carry them: plain JSON, signed by rules written down here once more.

The digest is taken here without hansard's help, so that documents which verify here and there
prove that both follow the published rule.
"""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

from features.support.world import World
from hansard import Session

Document = dict[str, Any]


def export(world: World, name: str, namespace: str = "local") -> Document:
    """Give the export of a session, as it comes back from a file."""
    document = world.call(world.within(namespace).sessions.export_session, world.id_of(name))
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


def changed(document: Document, path: str, value: object) -> Document:
    """Give a copy with another value at a path of keys and numbers, ``messages 0 role``."""
    result = copy.deepcopy(document)
    *parents, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    place: Any = result
    for step in parents:
        place = place[step]
    place[last] = value
    return result


def import_as(world: World, name: str, document: Document, namespace: str = "local") -> None:
    """Import a document as the attempt of the scenario; the new session gets this name."""

    def action() -> Session:
        session = world.call(world.within(namespace).sessions.import_session, document)
        world.remember(name, session.session_id)
        return session

    world.run(action)


def ids(session: Session) -> set[str]:
    """Give the ids of a session and its messages."""
    return {session.session_id, *(message.message_id for message in session.messages)}
