"""The health of a namespace: rows without a session, and counters that do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from hansard.application.ports import Transactions
from hansard.application.ports.retention import Counters

_PAGE = 100
_NAMES = {
    "events": "events",
    "runs": "runs",
    "session_messages": "messages",
    "artifacts": "artifacts",
}


def find_faults(database: Transactions) -> Iterator[str]:
    """Yield what is wrong, in words."""
    orphans = database.read(lambda work: work.retention.count_orphans())
    for table, name in _NAMES.items():
        if orphans[table]:
            yield f"{orphans[table]} {name} reference non-existent sessions"
    place = None
    while page := database.read(
        lambda work, place=place: work.retention.list_counters(place, _PAGE),  # type: ignore[misc]
        single=True,
    ):
        for session in page:
            yield from _mismatch(session)
        place = (page[-1].created_at, page[-1].session_id)


def _mismatch(session: Counters) -> Iterator[str]:
    """Compare counters with events. Where some were pruned, the latest may be one of them."""
    counter, latest = session.event_count, session.max_sequence
    expected = counter - session.pruned_event_count
    lags = latest is not None and latest < counter and not session.pruned_event_count
    if latest is not None and (latest > counter or lags):
        yield (
            f"Sequence mismatch for {session.session_id}: counter={counter}, max_sequence={latest}"
        )
    elif session.stored != expected:
        yield (
            f"Event count mismatch for {session.session_id}: "
            f"counter={expected}, events={session.stored}"
        )
