"""The steps of retention that concern whole sessions, and artifacts without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from hansard.application.archiving import archive_session, fingerprint
from hansard.application.artifact_bytes import discard
from hansard.application.ports import UnitOfWork
from hansard.application.ports.retention import Place
from hansard.application.pruning import Pruning
from hansard.application.removal import MayGo, Removal
from hansard.application.retention_execution import Execution, Tally
from hansard.domain.artifact import Artifact
from hansard.domain.errors import HansardError, MaintenanceError
from hansard.domain.retention import Standing


class RetentionSteps:
    """The steps, each over all sessions in pages; none holds a transaction for longer than one.

    A session that cannot be dealt with is noted, and the step goes on with the next one.
    """

    def __init__(self, execution: Execution) -> None:
        self._execution = execution
        self._database = execution.database
        self._policy = execution.policy
        self._now = execution.now
        self._pruning = Pruning(execution)

    def hide_expired(self, tally: Tally) -> None:
        """Hide sessions that have not changed for too long, and those that are too old."""
        unchanged = self._policy.unchanged_before(self._now)
        created = self._policy.created_before(self._now)
        if self._policy.max_completed_session_age_days is not None:
            for page in self._pages(
                lambda work, place, limit: work.retention.list_unchanged(unchanged, place, limit),
                lambda session: session.updated_at,
            ):
                self._hide(page, tally)
        if self._policy.max_session_age_days is not None:
            for page in self._pages(
                lambda work, place, limit: work.retention.list_created(created, place, limit),
                _creation,
            ):
                self._hide([one for one in page if one.updated_at >= unchanged], tally)

    def delete_expired(self, tally: Tally) -> None:
        """Delete sessions for good that were hidden for too long."""
        if self._policy.hard_delete_after_days is None:
            return
        removal = Removal(self._database, self._execution.contents, self._now, bytes_first=False)
        for page in self._pages(
            lambda work, place, limit: work.retention.list_hidden(
                self._policy.hidden_before(self._now), place, limit
            ),
            lambda session: session.deleted_at or session.created_at,
        ):
            for session in page:
                if self._policy.deletes(session, self._now):
                    with tally.about(session.session_id):
                        tally.count += self._delete(session, removal)

    def prune_sessions(self, tally: Tally) -> None:
        """Prune every session that holds too many events, and then all of them together."""
        if self._policy.max_events_per_session is not None:
            for page in self._pages(
                lambda work, place, limit: work.retention.list_all(place, limit), _creation
            ):
                for session in page:
                    is_gone = session.session_id in self._execution.gone
                    if self._policy.excess_of(session) and not is_gone:
                        with tally.about(session.session_id):
                            self._pruning.prune_session(session.session_id, tally)
        if self._policy.max_total_events is None:
            return
        if self._execution.dry_run:
            tally.count += self._pruning.would_prune_all(tally.count)
        else:
            self._pruning.prune_all(tally)

    def prune_session(self, session_id: str, tally: Tally) -> None:
        """Prune one session."""
        self._pruning.prune_session(session_id, tally)

    def clean_artifacts(self, tally: Tally) -> None:
        """Remove artifacts that name a session which does not exist, and their bytes."""
        place, limit = None, self._policy.batch_size
        while page := self._database.read(
            lambda work, place=place: work.retention.list_orphans(place, limit),  # type: ignore[misc]
            single=True,
        ):
            for session_id in dict.fromkeys(orphan.session_id for orphan in page):
                chosen = {one.artifact_id for one in page if one.session_id == session_id}
                with tally.about(session_id):
                    tally.count += self._clean(session_id, chosen)
            place = page[-1][:2]

    def _pages(
        self,
        read: Callable[[UnitOfWork, Place | None, int], list[Standing]],
        time: Callable[[Standing], datetime],
    ) -> Iterator[list[Standing]]:
        """Iterate over pages of sessions.

        Args:
            time: what the listing is ordered by.
        """
        place, limit = None, self._policy.batch_size
        while page := self._database.read(
            lambda work, place=place: read(work, place, limit),  # type: ignore[misc]
            single=True,
        ):
            yield page
            place = (time(page[-1]), page[-1].session_id)

    def _hide(self, page: list[Standing], tally: Tally) -> None:
        """Hide those of a page that may go, together; one by one where that fails."""
        chosen = [session for session in page if self._policy.hides(session, self._now)]
        names = sorted(session.session_id for session in chosen)
        if not names or self._execution.dry_run:
            tally.count += len(names)
            return
        try:
            tally.count += self._database.write(lambda work: self._hide_still(work, names))
        except HansardError:
            for name in names:
                with tally.about(name):
                    tally.count += self._database.write(
                        lambda work, name=name: self._hide_still(work, [name])  # type: ignore[misc]
                    )

    def _hide_still(self, work: UnitOfWork, names: list[str]) -> int:
        """Lock sessions in the order of their ids and hide those that still may go.

        One that bears this execution's time was hidden by an attempt whose outcome was unknown.
        """
        count = 0
        for name in names:
            session = work.retention.get(name, for_update=True)
            if session is None:
                continue
            if session.deleted_at == self._now:
                count += 1
            elif self._policy.hides(session, self._now):
                work.retention.hide(name, self._now)
                count += 1
        return count

    def _delete(self, session: Standing, removal: Removal) -> int:
        if self._execution.dry_run:
            self._execution.gone[session.session_id] = session.event_count
            return 1
        return int(removal.remove(session.session_id, self._guard(session)) is not None)

    def _guard(self, session: Standing) -> MayGo:
        """Archive a session where the policy says so, and give what has to hold when it goes."""
        archive, session_id = self._policy.archive, session.session_id
        if archive is None:
            return lambda _, standing: self._policy.deletes(standing, self._now)
        seen = archive_session(archive, self._database, session_id)

        def may_go(work: UnitOfWork, standing: Standing) -> bool:
            if fingerprint(work, session_id) != seen:
                raise MaintenanceError("It was changed while it was archived; it stays.")
            return self._policy.deletes(standing, self._now)

        return may_go

    def _clean(self, session_id: str, chosen: set[str]) -> int:
        """Remove artifacts of a session that does not exist, and then their bytes."""
        if self._execution.dry_run:
            return len(chosen)

        def unit(work: UnitOfWork) -> list[Artifact]:
            if work.retention.get(session_id) is not None:
                return []
            named = work.artifacts.list_for_session(session_id, include_deleted=True)
            found = [artifact for artifact in named if artifact.artifact_id in chosen]
            work.artifacts.remove(artifact.artifact_id for artifact in found)
            return found

        removed = self._database.write(unit, repeatable=False)
        discard(self._database, self._execution.contents, removed)
        return len(removed)


def _creation(session: Standing) -> datetime:
    return session.created_at
