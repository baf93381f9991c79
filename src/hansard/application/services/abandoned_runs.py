"""Abandoned runs: those whose processes seem to have died, failed so that they do not stay open."""

from __future__ import annotations

from datetime import datetime, timedelta

from hansard.application.parts import Parts
from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.recording import Recording, Stamp
from hansard.domain.run import Run
from hansard.domain.run_ending import abandoned


def recover_abandoned(database: Transactions, parts: Parts, older_than: timedelta) -> list[Run]:
    """Fail every run that gave no sign of life for so long, one transaction each, and give them."""
    before = parts.clock.now() - older_than
    recovered: list[Run] = []
    while silent := database.read(lambda work: work.runs.list_silent(before, 1), single=True):
        run = _recover(database, parts, silent[0].run_id, before)
        if run is not None:
            recovered.append(run)
    return recovered


def _recover(database: Transactions, parts: Parts, run_id: str, before: datetime) -> Run | None:
    """Fail a run; None where it has given a sign of life, or somebody else has ended it.

    Whoever is silent no longer has left the list, so it is enough to look at its head again.
    """
    stamp, prices, ending = Stamp(parts), parts.prices.table(), abandoned(before)

    def unit(work: UnitOfWork) -> Run | None:
        recording = Recording(work, stamp)
        run = work.runs.get_by_id(run_id, for_update=True)
        if run is None:
            return None
        if run.status.is_final:
            return run if stamp.is_repeated and ending.is_of(run, stamp.now) else None
        first = work.runs.list_silent(before, 1)
        if not first or first[0].run_id != run_id:
            return None
        recording.end(run, ending, prices)
        recording.store()
        return run

    return database.write(unit)
