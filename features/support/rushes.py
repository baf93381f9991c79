"""Many callers that use the store port at the same time, round by round.

A rush is ``append an event to Alpha or read the events of Alpha, 10 times``: of the parts that
``or`` parts each caller does one, the same in every round. What is saved says in two places who
saved it in which round, so that a mixture would show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from parse import with_pattern

from features.support.faces import Outcome
from features.support.world import World
from hansard import Event, EventType, Run, RunStatus, Session

Call = Callable[[], Any]
Deed = Callable[[World, dict[str, int]], Call]
"""Gives the call that a caller makes in a round; both are numbers in a JSON object."""


def rush(world: World, callers: int, text: str) -> None:
    """Let callers do what a phrase says, as the attempt; the answer has all outcomes."""
    phrases, _, often = text.rpartition(", ")
    times = 1 if often == "once" else int(often.removesuffix(" times"))
    parts = phrases.split(" or ")
    deeds = [parts[caller % len(parts)] for caller in range(callers)]
    world.kept["made"] = made = list[tuple[str, Outcome]]()

    def rounds() -> list[Outcome]:
        for number in range(times):
            told = [{"caller": caller, "round": number} for caller in range(callers)]
            calls = [_DEEDS[deed](world, says) for deed, says in zip(deeds, told, strict=True)]
            made.extend(zip(deeds, world.face.together(calls), strict=True))
        return [outcome for _, outcome in made]

    world.run(rounds)


def check_whole(world: World) -> None:
    """Check that what was appended is there once, in its order, and what was read was whole."""
    answers = [
        (deed, outcome.answer)
        for deed, outcome in world.kept["made"]
        if outcome.refusal is None and outcome.answer is not None
    ]
    appended = [event for deed, given in answers if "append" in deed for event in _events(given)]
    for name in ("Alpha", "Beta"):
        stored = world.read(world.store.session_store.get_events, world.id_of(name))
        _check_events(
            stored, [event for event in appended if event.session_id == world.id_of(name)]
        )
        if name == "Alpha":
            _check_readings(stored, [given for deed, given in answers if deed == READ_EVENTS])
    for _, given in answers:
        if isinstance(given, Session):
            assert given.metadata == given.context, f"two savings were mixed: {given}"
        elif isinstance(given, Run):
            assert given.metadata == given.input, f"two savings were mixed: {given}"


def _events(given: Event | Sequence[Event]) -> Sequence[Event]:
    return [given] if isinstance(given, Event) else given


def _check_events(stored: list[Event], appended: list[Event]) -> None:
    found = [event.sequence for event in stored]
    assert found == list(range(1, len(stored) + 1)), f"the events are numbered {found}"
    answered = {event.sequence: event for event in appended}
    assert len(answered) == len(appended), "a number was given to two events"
    assert [answered.get(event.sequence) for event in stored] == stored, "not what was answered"
    rounds = [event.data["round"] for event in stored]
    assert rounds == sorted(rounds), f"the rounds stand in the order {rounds}"


def _check_readings(stored: list[Event], readings: Sequence[list[Event]]) -> None:
    for reading in readings:
        assert reading == stored[: len(reading)], f"read {reading}, which was never all there"


def _port(world: World) -> Any:
    return world.store.session_store


def _event(world: World, name: str, says: dict[str, int], place: int = 0) -> Event:
    key = f"caller {says['caller']}, round {says['round']}, {place}"
    kind = EventType.MESSAGE_SENT
    return Event(key, kind, world.id_of(name), world.clock.now(), data=dict(says))


def _append(world: World, says: dict[str, int]) -> Call:
    return partial(_port(world).append_event_with_sequence, _event(world, "Alpha", says))


def _append_three(world: World, says: dict[str, int]) -> Call:
    events = [_event(world, "Alpha", says, place) for place in range(3)]
    return partial(_port(world).append_events, events)


def _append_to(*names: str) -> Deed:
    def deed(world: World, says: dict[str, int]) -> Call:
        events = [_event(world, name, says) for name in names]
        return partial(_port(world).append_events, events)

    return deed


def _read(method: str) -> Deed:
    return lambda world, _: partial(getattr(_port(world), method), world.id_of("Alpha"))


def _session(world: World, session_id: str, says: dict[str, int]) -> Session:
    now = world.clock.now()
    described = {"metadata": dict(says), "context": dict(says)}
    return Session(session_id, now, now, actor_name="agent", **described)  # type: ignore[arg-type]


def _save_alpha(world: World, says: dict[str, int]) -> Call:
    return partial(_port(world).save_session, _session(world, world.id_of("Alpha"), says))


def _save_own(world: World, says: dict[str, int]) -> Call:
    return partial(_port(world).save_session, _session(world, f"session {says['caller']}", says))


def _run(world: World, run_id: str, session_id: str, says: dict[str, int]) -> Run:
    status = (RunStatus.RUNNING, RunStatus.COMPLETED)[says["round"] % 2]
    described = {"metadata": dict(says), "input": dict(says)}
    now = world.clock.now()
    return Run(run_id, session_id, now, status=status, **described)  # type: ignore[arg-type]


def _save_run(world: World, says: dict[str, int]) -> Call:
    return partial(_port(world).save_run, _run(world, "pay", world.id_of("Alpha"), says))


def _save_own_run(world: World, says: dict[str, int]) -> Call:
    own = f"run {says['caller']}"
    name = ("Alpha", "Beta")[says["caller"] % 2]
    return partial(_port(world).save_run, _run(world, own, world.id_of(name), says))


def _append_message(world: World, says: dict[str, int]) -> Call:
    said = f"caller {says['caller']}, round {says['round']}"
    return partial(world.sessions.append_message, world.id_of("Alpha"), "user", said)


def _fork(world: World, _: dict[str, int]) -> Call:
    return partial(world.sessions.fork, world.id_of("Alpha"))


def _take_back(world: World, _: dict[str, int]) -> Call:
    return partial(world.sessions.remove_latest, world.id_of("Alpha"), 1)


def _open_thread(world: World, _: dict[str, int]) -> Call:
    world.resources.add("Ann")
    return partial(world.store.threads.get_or_create, "Trip", "Ann")


def _open_thread_elsewhere(world: World, says: dict[str, int]) -> Call:
    """Open the thread with a model that depends on the caller."""
    model = f"model {says['caller'] % 2}"
    return partial(world.store.threads.get_or_create, "Trip", "Ann", model_id=model)


def _fork_thread(world: World, _: dict[str, int]) -> Call:
    return partial(world.store.threads.fork, "Trip", "Ann", "Detour")


READ_EVENTS = "read the events of Alpha"

_DEEDS: dict[str, Deed] = {
    "append an event to Alpha": _append,
    "append three events to Alpha": _append_three,
    "append to Alpha and Beta": _append_to("Alpha", "Beta"),
    "append to Beta and Alpha": _append_to("Beta", "Alpha"),
    READ_EVENTS: _read("get_events"),
    "read the session Alpha": _read("get_session"),
    "read the active run of Alpha": _read("get_active_run"),
    "delete the session Alpha": _read("delete_session"),
    "save the session Alpha": _save_alpha,
    "save a session of their own": _save_own,
    "save the run pay of Alpha": _save_run,
    "save a run of their own": _save_own_run,
    "append a message to Alpha": _append_message,
    "take back a message of Alpha": _take_back,
    "fork the session Alpha": _fork,
    "open the thread Trip of Ann": _open_thread,
    "open the thread Trip of Ann with one of two models": _open_thread_elsewhere,
    "fork the thread Trip of Ann": _fork_thread,
}
_DEED = "|".join(sorted(_DEEDS, key=len, reverse=True))


@with_pattern(rf"(?:{_DEED})(?: or (?:{_DEED}))*, (?:once|\d+ times)")
def read_rush(text: str) -> str:
    """Read what callers do, and how often."""
    return text
