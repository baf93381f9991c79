"""Work that is done under some circumstance: in a caller's transaction, on a full disk."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
from parse import with_pattern

from features.support import documents, repositories_alone
from features.support.pages import Listing, all_pages
from features.support.world import World
from hansard import Hansard, HansardError, NewMessage, Run, Session
from hansard.domain.message import seal

Work = Callable[[World, Hansard], Any]


def _append(world: World, store: Hansard) -> Any:
    """Append a message that a refusing database refuses."""
    append = store.sessions.append_message
    return world.call(append, world.id_of("Alpha"), "user", "Refuse me", message_id="pay-1")


def _append_long(world: World, store: Hansard) -> Any:
    append = store.sessions.append_message
    return world.call(append, world.id_of("Alpha"), "user", "Refuse me " * 50_000)


def _append_twice(world: World, store: Hansard) -> Any:
    first = _append(world, store)
    again = _append(world, store)
    assert again == first, f"{again} is not {first}"
    return again


def _append_refused(world: World, store: Hansard) -> Any:
    """Append messages that are refused, each for another reason, and then one that is not."""
    append, alpha = store.sessions.append_message, world.id_of("Alpha")
    _append(world, store)
    refused: list[dict[str, Any]] = [
        {"content": "Hello", "message_id": "pay-1"},
        {"content": "Hello", "expected_sequence": 0},
        {"content": ""},
        {"content": "Hello", "metadata": {"n": float("nan")}},
    ]
    for message in refused:
        try:
            world.call(append, alpha, "user", **message)
        except HansardError:
            continue
        raise AssertionError(f"{message} was not refused")
    return world.call(append, alpha, "assistant", "Paid.")


def _create(world: World, store: Hansard) -> Any:
    return world.call(store.sessions.create, session_id="Beta")


def _create_twice(world: World, store: Hansard) -> Any:
    _create(world, store)
    return _create(world, store)


def _do_everything(world: World, store: Hansard) -> Any:
    """Change all that there is: Alpha ends up completed, Beta is made and Gamma is deleted."""
    sessions, alpha = store.sessions, world.id_of("Alpha")
    _create(world, store)
    world.call(sessions.append_messages, "Beta", [{"role": "user", "content": "Hello"}] * 3)
    world.call(sessions.remove_latest, "Beta", 1)
    world.call(sessions.update_token_usage, alpha, 10, 20, 0.5)
    world.call(sessions.tag, alpha, "billing")
    world.call(sessions.rename, alpha, "Invoice 1042")
    world.call(sessions.delete, world.id_of("Gamma"))
    world.call(sessions.import_session, documents.export(world, "Alpha"))
    line = json.dumps({"conversation_id": "Delta", "messages": [{"role": "user", "content": "a"}]})
    world.call(store.transcripts.import_chats, [line])
    found = world.call(sessions.get, "Beta")
    assert len(found.messages) == found.message_count == 2, found
    return world.call(sessions.complete, alpha)


def _create_in_south(world: World, store: Hansard) -> Any:
    return world.call(store.for_namespace("South").sessions.create, session_id="Beta")


def _append_event(world: World, store: Hansard) -> Any:
    return world.call(store.events.append, world.id_of("Alpha"), "message_sent")


def _append_longest(world: World, store: Hansard) -> Any:
    """Append an event of which every id takes 765 bytes, none of which compress."""
    namespace, session_id, *others = (_long_id(number) for number in range(6))
    names = ("event_id", "run_id", "provider", "correlation_id")
    there = store.for_namespace(namespace)
    world.call(there.sessions.create, session_id=session_id)
    ids = dict(zip(names, others, strict=True))
    return world.call(there.events.append, session_id, "message_sent", **ids)


def _long_id(number: int) -> str:
    return "".join(chr(0x4E00 + pow(7919, place * 7 + number + 1, 19_997)) for place in range(255))


def _run(world: World, store: Hansard) -> Any:
    return world.call(store.manager.run_once, lambda _run, _session: {"content": "Done."})


def _run_on(world: World, store: Hansard) -> Any:
    """Execute a run whose runner yields events for as long as it is let."""

    async def play(run: Run, session: Session) -> AsyncIterator[dict[str, str]]:
        while True:
            yield {"type": "turn_completed"}
            await anyio.sleep(0.005)

    return world.call(store.manager.run_once, play)


def _append_emoji(world: World, store: Hansard) -> Any:
    append = store.sessions.append_message
    return world.call(append, world.id_of("Alpha"), "user", "Paid. 👍")


def _take_back(world: World, store: Hansard) -> Any:
    return world.call(store.sessions.remove_latest, world.id_of("Alpha"), 1)


def _rename(world: World, store: Hansard) -> Any:
    return world.call(store.sessions.rename, world.id_of("Alpha"), "Invoice 1042")


def _page(world: World, store: Hansard) -> Any:
    return all_pages(world, Listing(), 1)


def _create_twice_below(world: World, unit: Any) -> None:
    """Create a session twice with the repositories of one unit of work."""
    now = world.clock.now()
    for _ in range(2):
        unit.sessions.create(Session("Beta", created_at=now, updated_at=now))


def _append_twice_below(world: World, unit: Any) -> None:
    """Append different messages of the same id with the repositories of one unit of work."""
    now = world.clock.now()
    for content in ("Hello", "Goodbye"):
        message = seal(NewMessage("user", content, message_id="pay-1"), "pay-1", now)
        unit.messages.append(world.id_of("Alpha"), message, now)


def _open(world: World, store: Hansard) -> Any:
    """Do nothing: the circumstance has opened a store already."""


def _use_repositories(world: World, store: Hansard) -> Any:
    return repositories_alone.use_all(world, after_fault=False)


def _use_repositories_again(world: World, store: Hansard) -> Any:
    return repositories_alone.use_all(world, after_fault=True)


def _fork(world: World, store: Hansard) -> Any:
    return world.call(store.sessions.fork, world.id_of("Alpha"))


def _open_thread(world: World, store: Hansard) -> Any:
    return world.call(store.threads.get_or_create, "Trip", "Ann")


def _fork_thread(world: World, store: Hansard) -> Any:
    return world.call(store.threads.fork, "Trip", "Ann", "Trip", before_sequence=1)


def _list(world: World, store: Hansard) -> Any:
    return world.call(store.sessions.list)


def _read(world: World, store: Hansard) -> Any:
    return world.call(store.sessions.get, world.id_of("Alpha"))


def _verify(world: World, store: Hansard) -> Any:
    return world.call(store.integrity.verify)


def _retain(world: World, store: Hansard) -> Any:
    return world.call(store.maintenance.execute)


def _erase(world: World, store: Hansard) -> Any:
    return world.call(store.maintenance.erase, "Ann")


WORKS: dict[str, Work] = {
    "a message is appended to Alpha": _append,
    "a long message is appended to Alpha": _append_long,
    "a message is appended to Alpha and repeated": _append_twice,
    "a message, four that are refused and one more are appended to Alpha": _append_refused,
    "a message with an emoji is appended to Alpha": _append_emoji,
    "the latest message of Alpha is taken back": _take_back,
    "session Alpha gets a name": _rename,
    "session Beta is created": _create,
    "session Beta is created in South": _create_in_south,
    "an event is appended to Alpha": _append_event,
    "an event with ids of 255 Chinese characters is appended": _append_longest,
    "a run is executed": _run,
    "a run without an end is executed": _run_on,
    "session Beta is created twice": _create_twice,
    "a unit of work that creates Beta twice": _create_twice_below,
    "a unit of work that appends to Alpha twice": _append_twice_below,
    "everything is changed": _do_everything,
    "every method of the repositories is used": _use_repositories,
    "every method of the repositories is used, each after a fault": _use_repositories_again,
    "a store is opened": _open,
    "the store is asked for its sessions": _list,
    "all sessions are paged through": _page,
    "the store is asked for Alpha": _read,
    "the store is verified": _verify,
    "a retention policy is used": _retain,
    "everything of Ann is erased": _erase,
    "session Alpha is forked": _fork,
    "thread Trip of Ann is opened": _open_thread,
    "thread Trip of Ann is forked into itself": _fork_thread,
}


@with_pattern("|".join(re.escape(work) for work in sorted(WORKS, key=len, reverse=True)))
def read_work(text: str) -> Work:
    """Read the name of a work."""
    return WORKS[text]
