"""What was given is what is stored and what comes back, to the letter.

Values are compared by their JSON text, which tells 1, 1.0 and true apart and keeps the order of
keys. The canonical text is made here by the published rules, once more and without hansard's
help: a store on which these features pass holds the same bytes as any other.
"""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from features.support.storage import message_checksum, stored_texts
from features.support.values import MAX_BYTES, VALUES, message_with
from features.support.world import World
from hansard import SessionMessage

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
ANY_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=20,
)


def canonical(value: Any) -> str:
    """Give the JSON text of a value: no blanks, keys in their order, surrogates escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def append_with(world: World, name: str, part: str, value: str) -> None:
    """Append a message of which a part is a named value, as the attempt of the scenario."""
    message = message_with(part, VALUES[value]())
    world.kept["given"] = [message]
    world.attempt(world.service(name).append_message, world.id_of(name), **message)


def append_anything(world: World, name: str, count: int) -> None:
    """Append messages of any JSON values, and read each one back at once.

    The metadata of each is also that of a session of its own.
    """
    sessions, session_id, appended = world.sessions, world.id_of(name), []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(ANY_TEXT.filter(bool), ANY_VALUE, ANY_VALUE, ANY_VALUE)
    def append_one(content: str, metadata: Any, payload: Any, argument: Any) -> None:
        assume(all(map(_keeps_its_keys, (metadata, payload, argument))))
        message = message_with("metadata", metadata) | message_with("tool argument", argument)
        message |= {"content": content, "payload": payload}
        answer = world.call(sessions.append_message, session_id, **message)
        appended.append(message)
        check_same(message, answer)
        (found,) = world.call(sessions.messages_from, session_id, answer.sequence, 1)
        assert found == answer, f"{found} is not {answer}"
        created = world.call(sessions.create, metadata=message["metadata"])
        kept = world.call(sessions.get, created.session_id).metadata
        assert canonical(kept) == _as_read(message["metadata"]), kept

    world.run(append_one)
    world.kept["given"] = appended


def check_verbatim(world: World, name: str) -> None:
    """Check that the last messages of a session are those that were given."""
    messages, given_messages = world.messages(name), world.kept["given"]
    assert len(messages) >= len(given_messages), f"{name} holds {len(messages)} messages"
    for message, found in zip(given_messages, messages[-len(given_messages) :], strict=True):
        check_same(message, found)
    if isinstance(world.answer, SessionMessage):
        assert world.answer == messages[-1], f"{world.answer} is not {messages[-1]}"


def check_same(message: dict[str, Any], found: SessionMessage) -> None:
    """Check that a message says what was given."""
    for key, value in _texts(message).items():
        wanted = None if value is None else canonical(json.loads(value))
        came = _text_of(found, key)
        assert came == wanted, f"{key} is {came!r:.500}, not {wanted!r:.500}"


def check_stored(world: World, name: str) -> None:
    """Check that the database holds the canonical texts, with the checksums of them."""
    rows = stored_texts(world, world.id_of(name))[-len(world.kept["given"]) :]
    for message, row in zip(world.kept["given"], rows, strict=True):
        for column, text in _texts(message).items():
            stored, wanted = row[column], None if text is None else text.encode()
            assert stored == wanted, f"{column} is stored as {stored!r:.500}, not {wanted!r:.500}"
            assert len(stored or b"") <= MAX_BYTES, column
        assert row["checksum"] == message_checksum(row), row["checksum"]


def _texts(message: dict[str, Any]) -> dict[str, str | None]:
    """Give what is stored of a message, by the column that it is stored in."""
    calls = [{"arguments": {}} | call for call in message.get("tool_calls", ())]
    ordered = [{key: call[key] for key in ("id", "name", "arguments")} for call in calls]
    metadata, payload = message.get("metadata"), message.get("payload")
    return {
        "content": canonical(message["content"]),
        "tool_calls_json": canonical(ordered) if ordered else None,
        "metadata_json": canonical(metadata) if metadata else None,
        "payload_json": None if payload is None else canonical(payload),
    }


def _text_of(found: SessionMessage, column: str) -> str | None:
    calls = [call.to_json() for call in found.tool_calls]
    value: Any = {
        "content": found.content,
        "tool_calls_json": calls or None,
        "metadata_json": found.metadata or None,
        "payload_json": found.payload,
    }[column]
    return None if value is None else canonical(value)


def _as_read(value: Any) -> str:
    """Give the JSON text of a value as it is after one reading: surrogates in pairs are gone."""
    return canonical(json.loads(canonical(value)))


def _keeps_its_keys(value: Any) -> bool:
    """Say whether no two keys of an object are the same text in JSON."""
    if isinstance(value, dict):
        texts = {_as_read(key) for key in value}
        return len(texts) == len(value) and all(map(_keeps_its_keys, value.values()))
    return not isinstance(value, list) or all(map(_keeps_its_keys, value))
