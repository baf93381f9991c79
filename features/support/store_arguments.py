"""Arguments of the requests about sessions, runs and events, given one at a time as any value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from features.support.world import World
from hansard import Event, EventType, Run, Session

Request = Callable[[World, Any], Any]

_COUNTED = {
    "namespace",
    "messages",
    "message_count",
    "next_sequence",
    "event_count",
    "pruned_event_count",
    "sequence",
}
"""Attributes of records that the store sets, whatever they are."""


def _port(method: str, **others: Any) -> Request:
    """Call an operation of the store port with a value for its first argument."""
    return lambda world, value: world.call(
        getattr(world.store.session_store, method), value, **others
    )


def _of_alpha(service: str, method: str, argument: str) -> Request:
    """Call a method about the session Alpha with a value for an argument."""
    return lambda world, value: world.call(
        getattr(getattr(world.store, service), method), world.id_of("Alpha"), **{argument: value}
    )


def _listed(argument: str) -> Request:
    return lambda world, value: world.call(
        world.store.session_store.list_sessions, **{argument: value}
    )


def _followed(argument: str) -> Request:
    """Follow a session without events, which is over as soon as one looks."""

    def follow(world: World, value: Any) -> Any:
        options = {"before": 1, argument: value}
        return list(world.face.iterate(world.store.events.follow, world.id_of("Alpha"), **options))

    return follow


def _session(world: World) -> Session:
    port = world.store.session_store
    made: Session = world.call(port.new_session, "agent", session_id="Beta")
    return made


def _run(world: World) -> Run:
    made: Run = world.call(world.store.session_store.new_run, world.id_of("Alpha"))
    return made


def _event(world: World) -> Event:
    new_event = world.store.session_store.new_event
    made: Event = world.call(new_event, EventType.RUN_STARTED, world.id_of("Alpha"))
    return made


def _with(method: str, make: Callable[[World], Any], attribute: str) -> Request:
    """Store a record of which one attribute is a value."""
    return lambda world, value: world.call(
        getattr(world.store.session_store, method), replace(make(world), **{attribute: value})
    )


def _flushed(argument: str) -> Request:
    """Flush the session Alpha with a value for an argument."""

    def flush(world: World, value: Any) -> Any:
        port = world.store.session_store
        given: dict[str, Any] = {
            "session": world.call(port.get_session, world.id_of("Alpha")),
            "run": _run(world),
            "events": [_event(world)],
        }
        return world.call(port.flush, **given | {argument: value})

    return flush


def _attributes(kind: type) -> dict[str, str]:
    """Give the attributes of a kind of record by their names in words."""
    names = [field.name for field in fields(kind) if field.name not in _COUNTED]
    return {name.replace("_", " "): name for name in names}


REQUESTS: dict[str, Request] = {
    "the session that is saved": _port("save_session"),
    "the session that is asked for": _port("get_session"),
    "the session that is deleted": _port("delete_session"),
    "the run that is saved": _port("save_run"),
    "the run that is asked for": _port("get_run"),
    "the session whose runs are listed": _port("list_runs"),
    "the session whose active run is asked for": _port("get_active_run"),
    "the session whose events are read": _port("get_events"),
    "the session whose latest sequence is asked for": _port("get_latest_sequence"),
    "the session that is followed": lambda world, value: list(
        world.face.iterate(world.store.events.follow, value, before=1)
    ),
    "the event that is appended": _port("append_event"),
    "the events that are appended": _port("append_events"),
    "the events that are appended by the service": lambda world, value: world.call(
        world.store.events.append_many, value
    ),
    **{
        f"the {words} of {record}": _with(method, make, name)
        for record, kind, method, make in (
            ("a session that is saved", Session, "save_session", _session),
            ("a run that is saved", Run, "save_run", _run),
            ("an event that is appended", Event, "append_event", _event),
        )
        for words, name in _attributes(kind).items()
    },
    **{f"the {name} of a flush": _flushed(name) for name in ("session", "run", "events")},
    "the provider metadata of a flush": _flushed("provider_metadata"),
    **{
        f"the {words} of the events that are read": _of_alpha("events", "get", name)
        for words, name in {
            "run": "run_id",
            "type": "type",
            "moment": "since",
            "beginning": "after",
            "end": "before",
            "limit": "limit",
            "wait": "wait_timeout_ms",
        }.items()
    },
    **{
        f"the {words} of a follower": _followed(name)
        for words, name in {
            "beginning": "after",
            "limit": "limit",
            "interval": "poll_interval_ms",
            "patience": "patience",
        }.items()
    },
    "the status of the runs that are listed": _of_alpha("session_store", "list_runs", "status"),
    "the limit of the runs that are listed": _of_alpha("session_store", "list_runs", "limit"),
    "the status of the sessions that are listed": _listed("status"),
    "the actor of the sessions that are listed": _listed("actor_name"),
    "the owner of the sessions that are listed": _listed("owner_id"),
    "the limit of the sessions that are listed": _listed("limit"),
    "the offset of the sessions that are listed": _listed("offset"),
}
