"""Retention policies, chores of maintenance, what stands in their way, and what became of sessions.

A policy is a table of field and value with blanks for underscores; values are read as
`features.support.answers` says, its archive as `features.support.retention_archives` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from behave.model import Table
from parse import with_pattern

from features.support.answers import check_rows, read_cell
from features.support.keys import refuse_notes
from features.support.parts import parts_of
from features.support.retention_archives import open_archive
from features.support.runners import without_first_answers
from features.support.storage import raw_connection
from features.support.tables import read_pairs
from features.support.world import World
from hansard import Hansard, HansardError, SessionNotFoundError, SessionStatus
from hansard.application.artifact_bytes import discard
from hansard.domain.retention import RetentionPolicy

_NAME = "[A-Z][a-z]+(?: in [A-Z][a-z]+)?"


def make_policy(world: World, table: Table | None) -> RetentionPolicy:
    """Make a policy, and keep it for the chores of the scenario."""
    cells = read_pairs(table) if table else {}
    given = {name.replace(" ", "_"): read_cell(cell) for name, cell in cells.items()}
    if isinstance(given.get("archive_store"), str):
        given["archive_store"] = world.kept["archive"] = open_archive(given["archive_store"])
    policy = RetentionPolicy(**given)
    world.kept["policy"] = policy
    return policy


def refuse_deletion(world: World, name: str) -> None:
    """Let the database refuse to delete a session."""
    with raw_connection(world) as connection:
        session_id = world.id_of(name)
        assert re.fullmatch(r"\w+", session_id), session_id
        refusing = _REFUSAL_IN_SQLITE if connection.is_sqlite else _REFUSAL_IN_POSTGRESQL
        connection.run(refusing.format(session_id=session_id))


def allow_deletion(world: World) -> None:
    """Let the database delete every session again."""
    with raw_connection(world) as connection:
        if connection.is_sqlite:
            connection.run("DROP TRIGGER IF EXISTS keep")
        else:
            connection.run("DROP FUNCTION IF EXISTS keep CASCADE")


_REFUSAL_IN_SQLITE = """
    CREATE TRIGGER keep BEFORE DELETE ON sessions WHEN OLD.session_id = '{session_id}'
    BEGIN SELECT RAISE(ABORT, 'refused by the database'); END
"""
_REFUSAL_IN_POSTGRESQL = """
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused by the database'; END $$;
    CREATE TRIGGER keep BEFORE DELETE ON sessions FOR EACH ROW
    WHEN (OLD.session_id = '{session_id}') EXECUTE FUNCTION keep()
"""


def hinder(world: World, text: str) -> Callable[[], None]:
    """Stand in the way of a chore, and give what ends that."""
    if text in _TROUBLES:
        return _TROUBLES[text](world)
    refuse_deletion(world, text.removeprefix("the database refuses to delete "))
    return lambda: allow_deletion(world)


def _read_on(world: World) -> Callable[[], None]:
    """Read the database in a transaction that does not end."""
    reading = ExitStack()
    connection = reading.enter_context(raw_connection(world))
    connection.run("BEGIN")
    connection.run("SELECT count(*) FROM sessions")
    return reading.close


def _lose_answers(world: World) -> Callable[[], None]:
    """Let the first attempt of every unit that writes be committed, and its answer be lost."""
    lost: Callable[[], None] = without_first_answers(world).close
    return lost


def _restore_meanwhile(world: World) -> Callable[[], None]:
    """Have Alpha restored, where it is there, right before the bytes of artifacts are removed."""
    restoring = Hansard(world.store.backend, "local", parts_of(world)).maintenance

    def restore_and_discard(*args: Any) -> int:
        with suppress(SessionNotFoundError):
            restoring.restore(world.id_of("Alpha"))
        return discard(*args)

    patched = patch("hansard.application.removal.discard", restore_and_discard)
    patched.start()
    return patched.stop


_TROUBLES: dict[str, Callable[[World], Callable[[], None]]] = {
    "somebody is reading the file": _read_on,
    "the answer to every first attempt is lost": _lose_answers,
    "the database refuses to note when a key was used": refuse_notes,
    "somebody restores Alpha before the bytes of its artifacts are removed": _restore_meanwhile,
}


def check_fate(world: World, names: list[str], fate: str) -> None:
    """Check that sessions are ``hidden``, ``listed`` or ``gone for good``."""
    found = {name: _fate(world, name) for name in names}
    assert set(found.values()) == {fate}, f"not {fate}: {found}"


def _fate(world: World, name: str) -> str:
    try:
        session = world.read(world.store_of(name).session_store.get_session, world.id_of(name))
    except HansardError as error:
        return "gone for good" if error.code == "session_not_found" else str(error)
    listed = world.exists(name)
    assert listed == (session.deleted_at is None), f"{name}: listed {listed}, {session}"
    return "listed" if listed else "hidden"


def check_events(world: World, name: str, table: Table) -> None:
    """Check the events of a session, also of one that is hidden, in order."""
    get_events = world.store_of(name).session_store.get_events
    check_rows(table, world.read(get_events, world.id_of(name)), world.names)


def _policy(world: World) -> RetentionPolicy:
    """Give the policy of the scenario, the default one where it has none."""
    policy: RetentionPolicy = world.kept.get("policy") or RetentionPolicy()
    return policy


def _with_policy(name: str) -> Callable[[World, str | None], None]:
    def do(world: World, namespace: str | None) -> None:
        maintenance = world.within(namespace or "local").maintenance
        world.attempt(getattr(maintenance, name), _policy(world))

    return do


def _apply_with_most(world: World, most: str) -> None:
    policy = RetentionPolicy(max_events_per_session=int(most))
    world.attempt(world.store.maintenance.execute, policy)


def _plan(world: World) -> None:
    world.attempt(world.store.maintenance.execute, _policy(world), dry_run=True)


def _plan_and_apply(world: World) -> None:
    """Plan and apply a policy, and keep both reports."""
    execute, policy = world.store.maintenance.execute, _policy(world)
    world.run(lambda: [world.face.call(execute, policy, dry_run=dry) for dry in (True, False)])


def _apply_nothing(world: World) -> None:
    world.attempt(world.store.maintenance.execute, {"batch_size": 0})  # type: ignore[arg-type]


def _prune(world: World, name: str, most: str | None) -> None:
    policy = RetentionPolicy(max_events_per_session=int(most)) if most else _policy(world)
    prune = world.store_of(name).maintenance.prune_session_events
    world.attempt(prune, world.id_of(name), policy)


def _clean(world: World) -> None:
    world.attempt(world.store.maintenance.clean_orphaned_artifacts)


def _check_health(world: World, namespace: str) -> None:
    world.attempt(world.within(namespace).maintenance.health_check)


def _erase(world: World, owner: str, namespace: str | None, plan: bool = False) -> None:
    erase = world.within(namespace or "local").maintenance.erase
    world.attempt(erase, owner, dry_run=plan)


def _plan_erasure(world: World, owner: str) -> None:
    _erase(world, owner, None, plan=True)


def _erase_session(world: World, name: str) -> None:
    world.attempt(world.store_of(name).maintenance.erase_session, world.id_of(name))


def _plan_erasure_of_session(world: World, name: str) -> None:
    erase = world.store_of(name).maintenance.erase_session
    world.attempt(erase, world.id_of(name), dry_run=True)


def _restore(world: World, name: str) -> None:
    world.attempt(world.store_of(name).maintenance.restore, world.id_of(name))


def _hide_earlier(world: World, names: str, days: str) -> None:
    """Hide sessions as retention would have done some days ago, when they were completed."""
    for name in re.findall(_NAME, names):
        store = world.store_of(name).session_store
        session = world.call(store.get_session, world.id_of(name))
        session.status = SessionStatus.COMPLETED
        session.deleted_at = world.clock.now() - timedelta(days=int(days))
        world.call(store.save_session, session)


def _cut_off(world: World, owner: str, name: str) -> None:
    """Erase what an owner has until the database refuses to delete a session."""
    refuse_deletion(world, name)
    try:
        world.call(world.store.maintenance.erase, owner)
    except HansardError:
        return
    finally:
        allow_deletion(world)
    raise AssertionError("the erasure was not cut off")


_CHORES: dict[str, Callable[..., None]] = {
    r"retention(?: in ({name}))? is applied": _with_policy("execute"),
    r"retention with at most (\d+) events? a session is applied": _apply_with_most,
    r"retention is planned": _plan,
    r"retention is planned and applied": _plan_and_apply,
    r"retention is applied without a policy": _apply_nothing,
    r"expired sessions(?: in ({name}))? are hidden": _with_policy("soft_delete_expired_sessions"),
    r"expired sessions(?: in ({name}))? are deleted": _with_policy("hard_delete_expired_sessions"),
    r"the events of ({name}) are pruned(?: to (\d+))?": _prune,
    r"artifacts without their session are removed": _clean,
    r"the health of (\w+) is checked": _check_health,
    r"everything of (\w+)(?: in ({name}))? is erased": _erase,
    r"the erasure of everything of (\w+) is planned": _plan_erasure,
    r"session ({name}) is erased": _erase_session,
    r"the erasure of session ({name}) is planned": _plan_erasure_of_session,
    r"session ({name}) is restored": _restore,
}
_DONE: dict[str, Callable[..., None]] = {
    re.sub(r" (is|are) ", lambda found: " was " if found[1] == "is" else " were ", pattern): chore
    for pattern, chore in _CHORES.items()
} | {
    r"({name}(?: and {name})*) (?:was|were) hidden (\d+) days? ago": _hide_earlier,
    r"the erasure of everything of (\w+) was cut off at ({name})": _cut_off,
}


def do_chore(world: World, text: str) -> None:
    """Do the chore that a text names, in the present or in the past."""
    for pattern, chore in (_CHORES | _DONE).items():
        found = re.fullmatch(pattern.format(name=_NAME), text)
        if found:
            chore(world, *found.groups())
            return
    raise AssertionError(f"nobody can do this: {text}")


def _pattern(chores: dict[str, Callable[..., None]]) -> str:
    return "|".join(re.sub(r"\((?!\?)", "(?:", one).format(name=_NAME) for one in chores)


@with_pattern(_pattern(_CHORES))
def read_chore(text: str) -> str:
    """Read a chore that is done."""
    return text


@with_pattern(_pattern(_DONE))
def read_done_chore(text: str) -> str:
    """Read a chore that was done."""
    return text


@with_pattern("|".join([f"the database refuses to delete {_NAME}", *_TROUBLES]))
def read_hindrance(text: str) -> str:
    """Read what stands in the way."""
    return text


@with_pattern("(?:is|are) (?:hidden|listed|gone for good)")
def read_fate(text: str) -> str:
    """Read what became of sessions."""
    return text.partition(" ")[2]
