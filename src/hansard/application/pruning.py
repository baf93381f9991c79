"""Pruning: the oldest events that need not stay, of one session and of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter

from hansard.application.archiving import archive_events
from hansard.application.ports import UnitOfWork
from hansard.application.ports.retention import OldEvent
from hansard.application.retention_execution import Execution, Tally
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.event import EventType
from hansard.domain.retention import Standing


class Pruning:
    """Removes events, at most as many in a transaction as the policy says.

    What is removed is found first, without a lock, and archived; then the session is locked and
    looked at again. So events that somebody else prunes meanwhile are not counted twice, and a
    session that became exempt is left alone.
    """

    def __init__(self, execution: Execution) -> None:
        self._execution = execution
        self._database = execution.database
        self._policy = execution.policy

    def prune_session(self, session_id: str, tally: Tally) -> None:
        """Bring a session down to its maximum, as far as it has events that may go.

        Raises:
            SessionNotFoundError: there is none.
        """
        already = tally.count
        for types in (self._policy.pruned_first, self._policy.pruned_next):
            after = 0
            while True:
                pending = tally.count - already if self._execution.dry_run else 0
                places = self._places(session_id, types, after, pending)
                if not places:
                    break
                tally.count += self._remove(session_id, places, self._policy.excess_of)
                after = places[-1]

    def prune_all(self, tally: Tally) -> None:
        """Bring the events of all sessions down to the maximum of the total.

        Types that go first go first in all sessions; then the others, by their timestamps.
        """
        stuck = 0
        for types in (self._policy.pruned_first, self._policy.pruned_next):
            candidates = merge(*map(self._old, types), key=attrgetter("place"))
            while (excess := self._excess() - stuck) > 0:
                batch = list(islice(candidates, min(excess, self._policy.batch_size)))
                if not batch:
                    break
                stuck += self._remove_all(batch, tally)

    def would_prune_all(self, pruned: int) -> int:
        """Count the events that `prune_all` would remove after so many others were pruned."""
        excess = self._excess(sum(self._execution.gone.values()) + pruned)
        types = (*self._policy.pruned_first, *self._policy.pruned_next)
        candidates = (event for kind in types for event in self._old(kind))
        there = sum(1 for _ in islice(candidates, excess + pruned)) if excess else 0
        return min(excess, max(0, there - pruned))

    def _places(
        self, session_id: str, types: Sequence[EventType], after: int, pending: int
    ) -> list[int]:
        """Find the next events of a session that go; ``pending`` ones are only counted so far."""

        def unit(work: UnitOfWork) -> list[int]:
            session = work.retention.get(session_id)
            if session is None:
                raise SessionNotFoundError(session_id)
            excess = self._policy.excess_of(session) - pending
            if excess <= 0 or not types:
                return []
            limit = min(excess, self._policy.batch_size)
            return work.retention.list_prunable(session_id, types, after, limit)

        return self._database.read(unit)

    def _remove(
        self,
        session_id: str,
        places: Sequence[int],
        most: Callable[[Standing], int] | None = None,
    ) -> int:
        """Remove events of a session and count them.

        Args:
            most: gives how many the session may lose when it is locked; None for all of them.
        """
        if self._execution.dry_run:
            return len(places)
        if self._policy.archive is not None:
            events = self._database.read(
                lambda work: work.retention.events_at(session_id, places), single=True
            )
            archive_events(self._policy.archive, self._database.namespace, events)

        def unit(work: UnitOfWork) -> int:
            session = work.retention.get(session_id, for_update=True)
            if session is None or self._policy.exempts(session.status, session.tags):
                return 0
            chosen = places if most is None else places[: most(session)]
            return work.retention.prune(session_id, chosen)

        return self._database.write(unit, repeatable=False)

    def _remove_all(self, batch: list[OldEvent], tally: Tally) -> int:
        """Remove events, session by session; give how many could not be removed."""
        by_session, stuck = attrgetter("session_id"), len(batch)
        for session_id, events in groupby(sorted(batch, key=by_session), by_session):
            places = sorted(event.sequence for event in events)
            with tally.about(session_id):
                tally.count += self._remove(session_id, places)
                stuck -= len(places)
        return stuck

    def _excess(self, less: int = 0) -> int:
        """Give how many events are too many in all, were there so many less."""
        stored = self._database.read(lambda work: work.retention.total_events(), single=True)
        return self._policy.excess_in_all(stored - less)

    def _old(self, kind: EventType) -> Iterator[OldEvent]:
        """Iterate over the events of a type in sessions that are not exempt, oldest first."""
        after, limit = None, self._policy.batch_size
        while page := self._database.read(
            lambda work, after=after: work.retention.list_old(kind, after, limit),  # type: ignore[misc]
            single=True,
        ):
            for event in page:
                is_exempt = self._policy.exempts(event.status, event.tags)
                if not is_exempt and event.session_id not in self._execution.gone:
                    yield event
            after = page[-1].place
