r"""API keys: tables of them, what is done with them, and what their secrets open.

A table of keys has the columns key, name, role, expires in and namespace. ``key`` is what the
scenario calls the key, its id and its secret; the key has the same name where no other is said.
``256 letters`` is a name of that length. A role is append and a namespace ``local`` where nothing
is said; ``expires in`` is ``90 days`` or any JSON value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from behave.model import Table
from parse import with_pattern
from sqlalchemy import make_url

from features.support.answers import read_cell
from features.support.refusals import describe
from features.support.storage import raw_connection
from features.support.world import World
from hansard import ApiKey, Hansard, KeyRole
from hansard.infrastructure.database import SessionModel

_NAME = '"([^"]+)"'
_SPACE = "([A-Z][a-z]+)"
_SHOWN = len("hansard_") + 4
"""Characters of a secret that may be seen."""
_TELLING = 8
"""Characters of a secret that nothing else has in common with it by chance."""
_CALLERS = 8
_SPAN = re.compile(r"(-?\d+) (second|minute|hour|day)s?")
_LONG = re.compile(r"(\d+) letters")
_NEVER_GIVEN = "hansard_" + "A" * 43
_FLAWS: dict[str, Callable[[str], Any]] = {
    "is empty": lambda _: "",
    "was never given out": lambda _: _NEVER_GIVEN,
    "lacks its last letter": lambda secret: secret[:-1],
    "has one letter more": lambda secret: secret + "A",
    "has a last letter that decodes alike": lambda secret: secret[:-1] + chr(ord(secret[-1]) + 1),
    "has its letters in capitals": str.upper,
    "has a blank before it": lambda secret: f" {secret}",
    "has a line break behind it": lambda secret: f"{secret}\n",
    "has a NUL behind it": lambda secret: f"{secret}\0",
    "has letters of another alphabet": lambda secret: secret[:-1] + "\u0430",
    "has a lone surrogate": lambda secret: secret[:-1] + "\ud800",
    "has ten million letters": lambda secret: secret * 200_000,
    "is its digest": lambda secret: hashlib.sha256(secret.encode()).hexdigest(),
    "comes as bytes": str.encode,
    "is nothing at all": lambda _: None,
}


def make(world: World, table: Table) -> None:
    """Make the keys of a table, one after the other; the last one is the answer."""
    rows = [row.as_dict() for row in table]
    world.run(lambda: [_make(world, row) for row in rows][-1])


def secret_of(world: World, name: str) -> str:
    """Give the secret of a key of the scenario."""
    return _kept(world, name)[1]


def key_of(world: World, name: str) -> ApiKey:
    """Give a key of the scenario, as it was when it was made."""
    return _kept(world, name)[0]


def do(world: World, text: str) -> None:
    """Do with keys what a text names, in the present or in the past."""
    for pattern, deed in (_DEEDS | _DONE).items():
        found = re.fullmatch(pattern, text)
        if found:
            deed(world, *found.groups())
            return
    raise AssertionError(f"nobody can do this: {text}")


def check(world: World, text: str) -> None:
    """Check what a secret opens, or that it is kept nowhere."""
    name, _, claim = text.removeprefix('the secret of "').partition('" ')
    if claim == "is nowhere in the database":
        _check_nowhere(world, name)
        return
    if claim == "is not in the refusal":
        assert secret_of(world, name) not in describe(world.refusal), "the refusal tells the secret"
        return
    found = world.read(world.store.keys.authenticate, secret_of(world, name))
    opened = "nothing" if found is None else f"the namespace {found.namespace}"
    assert claim == f"opens {opened}", f"the secret of {name} opens {opened}"


def check_words(world: World) -> None:
    """Check that refusals tell nothing apart but the ids that were asked for."""
    refusals = [outcome.refusal for outcome in world.outcomes]
    told = {describe(one).replace(getattr(one, "key_id", ""), "an id") for one in refusals}
    assert len(told) == 1, f"they are refused in different words: {told}"


def _make(world: World, row: dict[str, str]) -> ApiKey:
    handle, keys = row["key"], world.within(row.get("namespace") or "local").keys
    name = row.get("name") or handle
    long = _LONG.fullmatch(name)
    key, secret = world.call(
        keys.create,
        "k" * int(long[1]) if long else read_cell(name),
        read_cell(row.get("role") or "append"),
        expires_in=_span(row.get("expires in") or "none"),
    )
    world.kept.setdefault("keys", {})[handle] = key, secret
    world.remember(handle, key.key_id)
    assert secret not in repr(key), f"{key} shows its secret"
    return key


def _span(cell: str) -> Any:
    found = _SPAN.fullmatch(cell)
    return timedelta(**{f"{found[2]}s": int(found[1])}) if found else read_cell(cell)


def _kept(world: World, name: str) -> tuple[ApiKey, str]:
    found: tuple[ApiKey, str] = world.kept["keys"][name]
    return found


def _store(world: World, name: str) -> Hansard:
    return world.within(key_of(world, name).namespace)


def _revoke(world: World, name: str, namespace: str | None) -> None:
    store = world.within(namespace) if namespace else _store(world, name)
    world.attempt(store.keys.revoke, key_of(world, name).key_id)


def _revoke_missing(world: World, cell: str) -> None:
    world.attempt(world.store.keys.revoke, read_cell(cell))


def _revoke_foreign_and_missing(world: World, name: str, namespace: str) -> None:
    revoke, key_id = world.within(namespace).keys.revoke, key_of(world, name).key_id
    world.attempt_each([partial(revoke, key_id), partial(revoke, key_id[:-1] + "!")])


def _revoke_secret(world: World, name: str) -> None:
    world.attempt(world.store.keys.revoke, secret_of(world, name))


def _revoke_elsewhere(world: World, name: str) -> None:
    """Revoke a key in a store that another process might have opened."""
    world.attempt(world.open().keys.revoke, key_of(world, name).key_id)


def _revoke_together(world: World, name: str) -> None:
    revoke, key_id = _store(world, name).keys.revoke, key_of(world, name).key_id
    calls = [partial(revoke, key_id) for _ in range(_CALLERS)]
    world.run(lambda: [outcome.answer for outcome in world.face.together(calls)])


def _present(world: World, name: str, namespace: str | None) -> None:
    keys = world.within(namespace or "local").keys
    world.attempt(keys.authenticate, secret_of(world, name))


def _present_flawed(world: World, name: str, flaw: str) -> None:
    world.attempt(world.store.keys.authenticate, _FLAWS[flaw](secret_of(world, name)))


def _present_together(world: World, name: str) -> None:
    calls = [partial(world.store.keys.authenticate, secret_of(world, name))] * _CALLERS
    world.run(lambda: [outcome.answer for outcome in world.face.together(calls)])


def _list(world: World, namespace: str | None) -> None:
    world.attempt(world.within(namespace or "local").keys.list)


def _ask_what_it_may(world: World, name: str) -> None:
    role = key_of(world, name).role
    world.run(lambda: {str(wanted): role.allows(wanted) for wanted in KeyRole})


def _ask_whether_any(world: World, namespace: str | None) -> None:
    world.attempt(world.within(namespace or "local").keys.exist)


def refuse_notes(world: World) -> Callable[[], None]:
    """Let the database refuse to note when a key was used, and give what ends that."""
    with raw_connection(world) as connection:
        connection.run(_REFUSAL_IN_SQLITE if connection.is_sqlite else _REFUSAL_IN_POSTGRESQL)
    return partial(_accept_notes, world)


def _accept_notes(world: World) -> None:
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            connection.run("DROP TRIGGER IF EXISTS no_notes")
        else:
            connection.run("DROP FUNCTION IF EXISTS no_notes CASCADE")


def _check_nowhere(world: World, name: str) -> None:
    """Check that the database has the digest of a secret, and nothing of it but what is shown."""
    secret, held = secret_of(world, name), _everything_held(world)
    assert hashlib.sha256(secret.encode()).hexdigest().encode() in held, "the digest is not there"
    hidden = secret[_SHOWN:]
    parts = [hidden[start : start + _TELLING] for start in range(len(hidden) - _TELLING + 1)]
    found = [part for part in parts if part.encode() in held]
    assert not found, f"parts of the secret {secret} are there: {found}"


def _everything_held(world: World) -> bytes:
    """Give every byte of a file with its log, or every row of every table of a server."""
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            path = Path(make_url(world.url or "").database or "")
            return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
        rows = [
            row
            for table in SessionModel.metadata.tables
            for row in connection.run(f"SELECT t::text FROM {table} AS t")
        ]
    return "\n".join(row[0] for row in rows).encode()


_REFUSAL_IN_SQLITE = """
    CREATE TRIGGER no_notes BEFORE UPDATE OF last_used_at ON api_keys
    BEGIN SELECT RAISE(ABORT, 'refused by the database'); END
"""
_REFUSAL_IN_POSTGRESQL = """
    CREATE FUNCTION no_notes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused by the database'; END $$;
    CREATE TRIGGER no_notes BEFORE UPDATE OF last_used_at ON api_keys
    FOR EACH ROW EXECUTE FUNCTION no_notes()
"""

_DEEDS: dict[str, Callable[..., None]] = {
    f"the key {_NAME} is revoked(?: from {_SPACE})?": _revoke,
    f"the key {_NAME} is revoked in another store": _revoke_elsewhere,
    f"the key {_NAME} is revoked from {_SPACE}, and one that never was": (
        _revoke_foreign_and_missing
    ),
    f"the key {_NAME} is revoked by its secret": _revoke_secret,
    f"the key {_NAME} is revoked by 8 callers at the same time": _revoke_together,
    r"a key whose id is (\S+) is revoked": _revoke_missing,
    f"the secret of {_NAME} is presented(?: to {_SPACE})?": _present,
    f"the secret of {_NAME} is presented by 8 callers at the same time": _present_together,
    f"what is presented for the secret of {_NAME} ({'|'.join(_FLAWS)})": _present_flawed,
    f"the keys(?: of {_SPACE})? are listed": _list,
    f"it is asked what the key {_NAME} may do": _ask_what_it_may,
    f"it is asked(?: in {_SPACE})? whether there are keys": _ask_whether_any,
}
_DONE: dict[str, Callable[..., None]] = {
    f"the key {_NAME} was revoked": lambda world, name: _revoke(world, name, None),
    f"the key {_NAME} was revoked in another store": _revoke_elsewhere,
    f"the secret of {_NAME} was presented": lambda world, name: _present(world, name, None),
}


def _pattern(deeds: dict[str, Callable[..., None]]) -> str:
    return "|".join(re.sub(r"\((?!\?)", "(?:", pattern) for pattern in deeds)


@with_pattern(_pattern(_DEEDS))
def read_deed(text: str) -> str:
    """Read what is done with keys."""
    return text


@with_pattern(_pattern(_DONE))
def read_done_deed(text: str) -> str:
    """Read what was done with keys."""
    return text


@with_pattern(
    'the secret of "[^"]+" (?:is nowhere in the database|is not in the refusal'
    r"|opens (?:nothing|the namespace \w+))"
)
def read_claim(text: str) -> str:
    """Read what is said of a secret."""
    return text
