"""Faults of the server, put into it for one scenario, to see what clients are told of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any, NoReturn

from features.support.refusals import REFUSALS
from features.support.world import World
from hansard.errors import HansardError

SECRET = "/srv/record/secret.db"
"""A word in faults that nobody outside should learn."""


def put_in(fault: str | None, world: World, store: Any) -> None:
    """Put a fault into the store of a server.

    A reason of `features.support.refusals` lets sessions not be listed and runs not be recovered,
    as does any other text, for which the program is wrong.
    """
    if fault in _FAULTS:
        _FAULTS[fault](world, store)
    elif fault is not None:
        store.sessions.page = store.manager.recover_abandoned_runs = _failing(fault)


def _failing(fault: str) -> Callable[..., Any]:
    error = _error(fault)

    async def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def _error(fault: str) -> Exception:
    kind: type[HansardError] | None = REFUSALS.get(fault)
    if kind is None:
        return ZeroDivisionError(SECRET)
    error = kind.__new__(kind)
    Exception.__init__(error, SECRET)
    return error


def _hold_up(world: World, _store: Any) -> None:
    """Let everything wait that asks for the time."""
    world.clock.hold()


def _break_off_events(_world: World, store: Any) -> None:
    """Let events be read once, and then no more."""
    read, fail = store.events.get, _failing("the store is unavailable")

    async def read_once(*arguments: object, **options: object) -> Any:
        store.events.get = fail
        return await read(*arguments, **options)

    store.events.get = read_once


def _be_too_busy_for_keys(_world: World, store: Any) -> None:
    """Let one key be known, and then no more."""
    know, fail = store.keys.authenticate, _failing("the store is busy")

    async def know_once(secret: str) -> Any:
        store.keys.authenticate = fail
        return await know(secret)

    store.keys.authenticate = know_once


def _break_off_bytes(_world: World, store: Any) -> None:
    """Let an artifact's bytes come to an end in the middle."""

    async def pieces(*_: object, **__: object) -> AsyncIterator[bytes]:
        yield b"The first"
        raise ZeroDivisionError(SECRET)

    store.artifacts.iter_content = pieces


def _forget_permission(world: World, _store: Any) -> None:
    """Let the application have an endpoint that does not say who may call it."""
    from fastapi import APIRouter

    from hansard.interfaces.http import app
    from hansard.interfaces.http.bodies import StrictRoute

    router = APIRouter(route_class=StrictRoute)

    @router.get("/v1/forgotten")
    async def forgotten() -> None:
        raise NotImplementedError

    app.ROUTERS = (*app.ROUTERS, router)
    world.at_end(lambda: setattr(app, "ROUTERS", app.ROUTERS[:-1]))


_FAULTS: dict[str, Callable[[World, Any], None]] = {
    "it is held up": _hold_up,
    "it has no time for keys": _be_too_busy_for_keys,
    "events break off": _break_off_events,
    "bytes break off": _break_off_bytes,
    "an endpoint does not say who may call it": _forget_permission,
}
