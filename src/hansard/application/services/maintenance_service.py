"""MaintenanceService: retention, erasure and the health of the store."""

from __future__ import annotations

from collections.abc import Callable

from hansard.application.artifact_bytes import are_settled
from hansard.application.erasing import Erasing
from hansard.application.health import find_faults
from hansard.application.parts import Parts
from hansard.application.ports import Backend, Transactions, UnitOfWork
from hansard.application.removal import Removal
from hansard.application.retention_execution import Execution, Tally
from hansard.application.retention_steps import RetentionSteps
from hansard.domain.content import check_id
from hansard.domain.errors import (
    ConfigurationError,
    HansardError,
    MaintenanceError,
    SessionNotFoundError,
)
from hansard.domain.retention import (
    ErasureReport,
    MaintenanceReport,
    RetentionPolicy,
    read_policy,
)
from hansard.domain.session import Session, check_reference

DEFAULT_POLICY = RetentionPolicy()


class MaintenanceService:
    """Retention and erasure in one namespace. Nothing of it ever runs by itself.

    Every method makes as many transactions as it needs, none of them longer than a batch or a
    session; so it can be cut off at any moment and called again. Inside a caller's own
    transaction only `restore` and `health_check` can be called.
    """

    def __init__(self, database: Transactions, parts: Parts, backend: Backend) -> None:
        self._database = database
        self._clock = parts.clock
        self._contents = parts.contents
        self._backend = backend

    def execute(
        self, policy: RetentionPolicy = DEFAULT_POLICY, dry_run: bool = False
    ) -> MaintenanceReport:
        """Do everything that a policy says: hide, delete, prune, and clean up artifacts.

        A session that is hidden now is not deleted now. What fails is reported, and everything
        else is done.

        Args:
            policy: what is kept, and for how long.
            dry_run: change nothing, and report what would be done.

        Raises:
            InvalidInputError: not a policy; nothing was done.
        """
        execution = self._start(policy, dry_run)
        steps, report = RetentionSteps(execution), MaintenanceReport(dry_run)
        report.sessions_soft_deleted = _run("Hiding", steps.hide_expired, report)
        report.sessions_hard_deleted = _run("Deleting", steps.delete_expired, report)
        report.events_pruned = _run("Pruning", steps.prune_sessions, report)
        report.artifacts_cleaned = _run("Cleaning", steps.clean_artifacts, report)
        touched = report.sessions_hard_deleted or report.events_pruned or report.errors
        if not dry_run and touched:
            _run("Overwriting", lambda _: report.notes.extend(self._scrub(False)), report)
        elapsed = self._clock.now() - execution.now
        report.duration_ms = round(elapsed.total_seconds() * 1000)
        return report

    def soft_delete_expired_sessions(self, policy: RetentionPolicy = DEFAULT_POLICY) -> int:
        """Hide sessions that are too old, or have not changed for too long, and count them.

        A hidden session is in no listing and cannot be opened; `restore` brings it back.

        Raises:
            InvalidInputError: not a policy; nothing was done.
            MaintenanceError: some could not be hidden; the others were.
        """
        return _count(RetentionSteps(self._start(policy)).hide_expired)

    def hard_delete_expired_sessions(self, policy: RetentionPolicy = DEFAULT_POLICY) -> int:
        """Delete sessions that were hidden for too long, each in one transaction, and count them.

        Raises:
            InvalidInputError: not a policy; nothing was done.
            MaintenanceError: some could not be deleted and are as they were; the others are gone.
        """
        return _count(RetentionSteps(self._start(policy)).delete_expired)

    def prune_session_events(
        self, session_id: str, policy: RetentionPolicy = DEFAULT_POLICY
    ) -> int:
        """Remove the oldest events of a session above its maximum, and count them.

        First go the types that the policy names, then all others but the protected ones; so a
        session may keep more than its maximum. Numbers of events are never used again.

        Raises:
            SessionNotFoundError: there is no such session here.
            InvalidInputError: not a policy; nothing was done.
            MaintenanceError: the archive did not take them.
        """
        session_id, tally = check_reference(session_id), Tally()
        RetentionSteps(self._start(policy)).prune_session(session_id, tally)
        return tally.count

    def clean_orphaned_artifacts(self) -> int:
        """Remove artifacts that name a session which does not exist, and count them.

        Artifacts of no session stay.
        """
        return _count(RetentionSteps(self._start(DEFAULT_POLICY)).clean_artifacts)

    def health_check(self) -> list[str]:
        """Say what is wrong with the namespace: orphans, and counters that do not agree."""
        return list(find_faults(self._database))

    def erase(self, owner_id: str, dry_run: bool = False) -> ErasureReport:
        """Erase every session of an owner with all that belongs to it, down to its bytes.

        Each session goes as a whole, and so do the bytes of its artifacts that nothing else
        refers to. At the end the storage is made to overwrite what it keeps of deleted rows,
        which takes time and space in proportion to all that is stored. An erasure that was cut
        off is finished by repeating it.

        Args:
            owner_id: whose sessions.
            dry_run: change nothing, and count what would go.

        Raises:
            InvalidInputError: not an id; nothing was done.
        """
        check_id(owner_id, "owner_id")
        report = ErasureReport(dry_run)
        if dry_run:
            self._erasing().would_erase_owner(owner_id, report)
        else:
            self._erasing().erase_owner(owner_id, report)
            report.notes = self._scrub(True)
        return report

    def erase_session(self, session_id: str, dry_run: bool = False) -> ErasureReport:
        """Erase one session with all that belongs to it, as `erase` does.

        Raises:
            SessionNotFoundError: there is no such session here. What the storage keeps of
                deleted rows was overwritten all the same.
        """
        session_id, report = check_reference(session_id), ErasureReport(dry_run)
        erasing = self._erasing()
        if dry_run:
            was_there = erasing.would_erase_session(session_id, report)
        else:
            was_there = erasing.erase_session(session_id, report)
            report.notes = self._scrub(True)
        if not was_there:
            raise SessionNotFoundError(session_id)
        return report

    def restore(self, session_id: str) -> Session:
        """Bring back a session that retention hid, and give it without its messages.

        It counts as changed now. One that is not hidden stays as it is.

        Raises:
            SessionNotFoundError: there is no such session here.
        """
        session_id, now = check_reference(session_id), self._clock.now()

        def unit(work: UnitOfWork) -> Session:
            session = work.sessions.get_by_id(session_id, for_update=True, include_deleted=True)
            if session is None:
                raise SessionNotFoundError(session_id)
            if session.deleted_at is not None:
                session.deleted_at, session.updated_at = None, now
                work.sessions.save(session)
            return session

        return self._database.write(unit)

    def _start(self, policy: RetentionPolicy, dry_run: bool = False) -> Execution:
        read_policy(policy)
        self._check_own()
        return Execution(self._database, self._contents, policy, self._clock.now(), dry_run)

    def _erasing(self) -> Erasing:
        self._check_own()
        removal = Removal(self._database, self._contents, self._clock.now(), bytes_first=True)
        return Erasing(self._database, self._contents, removal)

    def _scrub(self, thorough: bool) -> list[str]:
        return self._backend.scrub(thorough=thorough)

    def _check_own(self) -> None:
        """Refuse to work inside a caller's transaction, which may be rolled back.

        Raises:
            ConfigurationError: this is one.
        """
        if not are_settled(self._database):
            raise ConfigurationError(
                "Maintenance makes transactions of its own and removes files. "
                "Call it on the store, not inside within(); nothing was done."
            )


def _run(name: str, step: Callable[[Tally], object], report: MaintenanceReport) -> int:
    """Do a step and give its count; a failure of the whole step is reported by its name."""
    tally = Tally(failures=report.errors)
    try:
        step(tally)
    except HansardError as error:
        report.errors.append(f"{name} stopped: {error}")
    return tally.count


def _count(step: Callable[[Tally], object]) -> int:
    """Do a step and give its count.

    Raises:
        MaintenanceError: something of it failed.
    """
    tally = Tally()
    step(tally)
    if tally.failures:
        raise MaintenanceError(*tally.failures)
    return tally.count
