"""Every request that names a session, found by looking at the services.

A method that is added to a service without an entry here fails the features that make every
request.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from features.support.refusals import describe
from features.support.world import World
from hansard import Hansard, IntegrityService, PersistentSessionService

NEVER_EXISTED = "Nobody"

_HELLO = {"role": "user", "content": "Hello"}
_ARGUMENTS: dict[str, list[dict[str, Any]]] = {
    "get": [{}],
    "delete": [{}],
    "append_message": [_HELLO, _HELLO | {"expected_sequence": 3}, _HELLO | {"message_id": "a"}],
    "append_messages": [{"messages": [_HELLO]}, {"messages": [_HELLO], "expected_sequence": 3}],
    "remove_latest": [{"count": 1}, {"count": 0}],
    "messages": [{}, {"limit": 1, "offset": 9}],
    "latest": [{"n": 3}, {"n": 0}],
    "iter_messages": [{}, {"after": 1}],
    "messages_from": [{"sequence": 0}],
    "history": [{}, {"limit": 1}],
    "pause": [{}],
    "resume": [{}],
    "complete": [{}],
    "fail": [{"reason": "Hello"}],
    "cancel": [{"reason": "Hello"}],
    "rename": [{"name": "Hello"}],
    "tag": [{}, {"remove": ["late"]}],
    "fork": [{}, {"at_sequence": 0}, {"before_sequence": 9, "title": "Hello"}],
    "lineage": [{}, {"limit": 1}],
    "update_token_usage": [{"input_tokens": 1}, {}],
    "export_session": [{}],
    "verify": [{}],
}


def make_all(world: World, name: str) -> None:
    """Make every request about a session and keep the outcomes.

    Keeps also the outcomes of the same requests about a session that never existed.
    """
    store, asked = world.store_of(name), world.id_of(name)
    world.kept |= {
        "asked": asked,
        "missing": world.outcomes_of(list(_requests(store, NEVER_EXISTED))),
    }
    world.attempt_each(list(_requests(store, asked)))


def check_words(world: World) -> None:
    """Check that the outcomes kept tell nothing apart but the id that was asked for."""
    asked, missing = world.kept["asked"], world.kept["missing"]
    for outcome, other in zip(world.outcomes, missing, strict=True):
        said = describe(outcome.refusal).replace(asked, NEVER_EXISTED)
        assert said == describe(other.refusal), f"{said} is not {describe(other.refusal)}"


def read_transcripts(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Give the conversation ids and the contents of transcripts."""
    conversations = [json.loads(line) for line in lines]
    return [
        (item["conversation_id"], [message["content"] for message in item["messages"]])
        for item in conversations
    ]


def transcripts_of(world: World, name: str) -> list[tuple[str, list[str]]]:
    """Give what the transcripts of a namespace with this session alone should say."""
    return [(world.id_of(name), [message.content for message in world.messages(name)])]


def _requests(store: Hansard, session_id: str) -> Iterator[Callable[[], Any]]:
    for kind, service in (
        (PersistentSessionService, store.sessions),
        (IntegrityService, store.integrity),
    ):
        for method in _methods(kind):
            for arguments in _ARGUMENTS[method]:
                yield partial(getattr(service, method), session_id, **arguments)


def _methods(kind: type) -> list[str]:
    """Give the public methods of a service whose first parameter is a session's id."""
    return [
        name
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
        and list(inspect.signature(method).parameters)[1:2] == ["session_id"]
    ]
