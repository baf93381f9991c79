"""Tenants of one store: records with a mark in every text, and a digest of all their rows."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

import hansard
from hansard import Hansard, KeyRole, Run
from hansard.domain.message import NewMessage
from hansard.domain.run import RunStatus
from hansard.infrastructure.database import schema
from libraries.databases import database_of, new_folder
from libraries.examination import connect

NORTH = "North"
SOUTH = "South"
MARK = "marked-as-norths"
"""Stands in every text that is North's, and in none of South's."""
SOUTHS = "souths"
"""What the ids of records end in that only South has."""
TEXT = "of-the-south"
"""Stands in every text that is South's."""
SHARED = "shared"
"""What the ids of records end in that both have."""
FOREIGN = "north0"
"""What the ids of records end in that only North has."""
MISSING = "nobody"
"""What ids end in that nobody has, of the same length."""
MAKING = ("north1", "nobod1")
"""Like `FOREIGN` and `MISSING`, for what makes something of the caller's own."""

KINDS = (
    *("session", "run", "thread", "resource", "artifact", "event", "message", "owner"),
    *("call", "tag", "fresh"),
)
_NOTED = "last_used_at"
"""What the use of a key changes."""
_BEGAN = datetime.now(UTC)
"""When runs began: so late that no server takes them for abandoned."""
Names = dict[str, str]
Digest = dict[tuple[str, str], str]
"""What stands in a table for a namespace."""


def names_of(suffix: str) -> Names:
    """Give the names of the records that belong together, by their kind."""
    return {kind: f"{kind}-{suffix}" for kind in KINDS}


def filled(given: Any, names: Mapping[str, str]) -> Any:
    """Give a text, or texts inside lists and objects, with ``{session}`` replaced by its name."""
    if isinstance(given, str):
        for kind, name in names.items():
            given = given.replace(f"{{{kind}}}", name)
        return given
    if isinstance(given, dict):
        return {filled(key, names): filled(value, names) for key, value in given.items()}
    return [filled(value, names) for value in given] if isinstance(given, list) else given


def furnish(store: Hansard, suffix: str, text: str, *, said: str | None = None) -> None:
    """Make one of everything in a namespace.

    Args:
        suffix: of all their ids.
        text: stands in all other texts.
        said: stands in content instead, which may be any text.
    """
    names = names_of(suffix)
    session_id, run_id = names["session"], names["run"]
    said = text if said is None else said
    value = {"said": said, said: [{"again": said}]}
    store.sessions.create(
        f"actor {text}",
        session_id=session_id,
        owner_id=names["owner"],
        name=f"name {text}",
        automation_level=text,
        tags=[names["tag"], f"tag {text}"],
        linked_plan_ids=[f"plan {text}"],
        metadata=value,
    )
    store.sessions.append_messages(session_id, _messages(names, said))
    store.sessions.update_token_usage(session_id, 3, 4, 0.5)
    store.session_store.save_run(_run(names, text, said))
    for number, kind in enumerate(("run_started", "tool_call_started", "run_completed")):
        store.events.append(
            session_id,
            kind,
            value,
            run_id=run_id,
            metadata=value,
            provider=f"provider {text}",
            correlation_id=f"correlation {text}",
            event_id=names["event"] if number == 0 else None,
        )
    store.artifacts.put(
        names["artifact"],
        said.replace("\0", "").encode(errors="replace"),
        session_id=session_id,
        run_id=run_id,
        content_type="text/plain",
        metadata=value,
    )
    store.threads.save_session_id(
        names["thread"], names["resource"], session_id, model_id=f"model {text}"
    )


def take(store: Hansard, suffix: str, text: str) -> None:
    """Take the ids in a namespace that a tenant beside it is going to use, too."""
    names = names_of(suffix)
    session_id, fresh = names["session"], names["fresh"]
    store.sessions.create(text, session_id=fresh)
    store.sessions.append_message(session_id, "user", text, message_id=fresh)
    store.events.append(session_id, "session_paused", {"said": text}, event_id=fresh)
    store.session_store.save_run(replace(_run(names, text, text), run_id=fresh))
    store.artifacts.put(fresh, text.encode(), session_id=session_id)
    store.threads.save_session_id(fresh, names["resource"], session_id)


def move_in(
    url: str, namespace: str, text: str, suffixes: Sequence[str], *, taken: Sequence[str] = ()
) -> dict[str, str]:
    """Make the records of a tenant and its keys, and give the secrets by what they are good for.

    Args:
        suffixes: of the ids of its records.
        taken: those of them under which it also takes the ids that are called fresh.
    """
    with open_as(url, namespace) as store:
        furnish(store, suffixes[0], text)
        with database_of(store).dialect.engine.begin() as connection:
            joined = store.within(connection)
            for suffix in suffixes[1:]:
                furnish(joined, suffix, text)
            for suffix in taken:
                take(joined, suffix, text)
        return make_keys(store, text)


def make_keys(store: Hansard, text: str) -> dict[str, str]:
    """Make a key of each role, one that is revoked and one that has expired; give the secrets."""
    secrets = {role.value: store.keys.create(f"key {text}", role)[1] for role in KeyRole}
    revoked, secrets["revoked"] = store.keys.create("revoked", KeyRole.ADMIN)
    store.keys.revoke(revoked.key_id)
    _, secrets["expired"] = store.keys.create(
        "expired", KeyRole.ADMIN, expires_in=timedelta(microseconds=1)
    )
    return secrets


def rows_of(url: str) -> Digest:
    """Give a digest of the rows of every table, those of each namespace apart."""
    rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    with connect(url) as connection:
        for table in schema.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != _NOTED]
            for row in connection.execute(select(*columns)).mappings():
                rows[table.name, str(row.get("namespace"))].append(repr(tuple(row.values())))
    return {
        place: hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
        for place, found in rows.items()
    }


def expect_unchanged(
    before: Digest, after: Digest, what: object, *, namespace: str | None = None
) -> None:
    """Fail with the tables whose rows are others, in one namespace or in any."""
    places = sorted(before.keys() | after.keys())
    changed = [
        f"{table} of {owner}"
        for table, owner in places
        if before.get((table, owner)) != after.get((table, owner)) and namespace in (None, owner)
    ]
    assert places, "there are no rows, so nothing is shown"
    assert not changed, f"{what} changed {', '.join(changed)}"


def open_as(url: str, namespace: str) -> Hansard:
    """Open a namespace."""
    return hansard.open(url, namespace=namespace)


def write_files(url: str, namespace: str, suffix: str) -> Names:
    """Write a session into a document, and all of them into a transcript."""
    folder = new_folder()
    document, transcript = folder / "document.json", folder / "transcript.jsonl"
    with open_as(url, namespace) as store:
        session_id = names_of(suffix)["session"]
        document.write_text(json.dumps(store.sessions.export_session(session_id)))
        transcript.write_text("".join(f"{line}\n" for line in store.transcripts.export_chats()))
    return {"document": str(document), "transcript": str(transcript)}


def _messages(names: Names, said: str) -> list[NewMessage]:
    call = {"id": names["call"], "name": f"tool {said}", "arguments": {"said": said}}
    return [
        NewMessage("user", f"question {said}", {"said": said}, message_id=names["message"]),
        NewMessage("assistant", f"answer {said}", tool_calls=[call]),
        NewMessage("tool", said, tool_call_id=names["call"], payload={"said": said}),
    ]


def _run(names: Names, text: str, said: str) -> Run:
    return Run(
        names["run"],
        names["session"],
        _BEGAN,
        status=RunStatus.PENDING,
        input={"prompt": said},
        output={"content": said},
        error={"code": said, "message": said},
        metadata={"said": said},
        token_usage={"input_tokens": 5, "output_tokens": 6, "total_tokens": 11},
        provider=f"provider {text}",
        provider_metadata={"model": f"model {text}"},
    )
