"""Runs whose processes have died: failed before the service listens, and again and again."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

import anyio

from hansard.domain.errors import HansardError

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

Stores: TypeAlias = "Callable[[], Awaitable[Iterable[AsyncHansard]]]"

log = logging.getLogger("hansard.http")


async def recover_again_and_again(stores: Stores, abandoned_after: timedelta) -> None:
    """Fail abandoned runs twice in the time after which a run is abandoned, for ever.

    Args:
        stores: gives the namespaces that there are.
        abandoned_after: how long a run may be silent.
    """
    while True:
        await anyio.sleep(abandoned_after.total_seconds() / 2)
        await recover_all(stores, abandoned_after)


async def recover_all(stores: Stores, abandoned_after: timedelta) -> None:
    """Fail the abandoned runs of every namespace; where these are not known, the log says so."""
    try:
        found = await stores()
    except HansardError as error:
        fields = {"event": "recovery_failed", "code": error.code}
        log.warning("recovery failed", extra={"fields": fields})
        return
    for store in found:
        await recover(store, abandoned_after)


async def recover(store: AsyncHansard, abandoned_after: timedelta) -> None:
    """Fail the abandoned runs of a namespace; where that cannot be done, the log says so."""
    try:
        runs = await store.manager.recover_abandoned_runs(abandoned_after)
    except HansardError as error:
        fields = {"event": "recovery_failed", "namespace": store.namespace, "code": error.code}
        log.warning("recovery failed", extra={"fields": fields})
        return
    for run in runs:
        fields = {"event": "run_recovered", "namespace": store.namespace, "run_id": run.run_id}
        log.warning("run recovered", extra={"fields": fields})
