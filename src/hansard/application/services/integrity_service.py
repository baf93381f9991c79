"""IntegrityService: proves that the record is complete and unchanged, or names what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hansard.application.ports import Examined, Transactions, UnitOfWork
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.pages import SessionOrder
from hansard.domain.session import Session, check_reference

_PAGE = 500
_LOOKS = 5
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with the record.

    Attributes:
        session_id: the session it concerns, None for the database as a whole.
        kind: ``storage``, ``counter``, ``gap``, ``checksum`` or ``content``.
        detail: what is wrong, in words.
    """

    session_id: str | None
    kind: str
    detail: str


@dataclass(slots=True)
class IntegrityReport:
    """What a verification has looked at, and what it has found.

    Attributes:
        sessions: sessions looked at.
        messages: messages looked at.
        findings: what is wrong, empty where nothing is.
    """

    sessions: int = 0
    messages: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


class IntegrityService:
    """Verifies the sessions of one namespace, while others may write to them."""

    def __init__(self, database: Transactions, check_storage: Callable[[], list[str]]) -> None:
        self._database = database
        self._check_storage = check_storage

    def verify(self, session_id: str | None = None) -> IntegrityReport:
        """Compare counters, sequences and checksums with what is stored.

        Args:
            session_id: only this session; None for the database's own check of its storage and
                every session of the namespace.

        Raises:
            SessionNotFoundError: there is no such session here.
        """
        report = IntegrityReport()
        if session_id is not None:
            check_reference(session_id)
            self._verify_session(session_id, report)
            return report
        report.findings += [Finding(None, "storage", text) for text in self._check_storage()]
        for session in self._sessions():
            try:
                self._verify_session(session.session_id, report)
            except SessionNotFoundError:
                continue  # deleted since it was listed
        return report

    def _sessions(self) -> Iterator[Session]:
        position = None
        while True:
            page = self._database.read(
                lambda work, after=position: work.sessions.list_after(  # type: ignore[misc]
                    after, _PAGE, order=SessionOrder.OLDEST
                )
            )
            yield from page
            if len(page) < _PAGE:
                return
            position = (page[-1].created_at, page[-1].session_id)

    def _verify_session(self, session_id: str, report: IntegrityReport) -> None:
        """Look again where messages were taken back under a look, at last as of one moment."""
        state = self._database.read(lambda work: _state(work, session_id))
        for _ in range(_LOOKS):
            count, findings = self._look_at(state)
            if not findings:
                break
            seen, state = state, self._database.read(lambda work: _state(work, session_id))
            if state.removed == seen.removed:
                break
        else:
            count, findings = self._database.read(
                lambda work: self._look_at(_state(work, session_id), work)
            )
        report.sessions += 1
        report.messages += count
        report.findings += findings

    def _look_at(self, state: _State, work: UnitOfWork | None = None) -> tuple[int, list[Finding]]:
        """Examine what the counter of a session vouches for, page by page.

        Args:
            work: where all pages are read; None for a short transaction for each.
        """
        session = state.session
        findings: list[Finding] = []
        missing = _Numbers()
        count = position = 0
        while position < session.next_sequence:
            page = self._examine(session, position, work)
            for record in page:
                missing.add(position, record.sequence)
                position = record.sequence + 1
                count += 1
                if record.kind is not None:
                    detail = f"message {record.sequence}: {record.detail}"
                    findings.append(Finding(session.session_id, record.kind, detail))
            if not page:
                break
        missing.add(position, session.next_sequence)
        return count, [*findings, *_gaps(session, count, missing), *_extra(state, count)]

    def _examine(self, session: Session, position: int, work: UnitOfWork | None) -> list[Examined]:
        """Examine the next page of what the session's counter vouches for."""

        def unit(work: UnitOfWork) -> list[Examined]:
            return work.messages.examine(session.session_id, position, _PAGE)

        found = self._database.read(unit, single=True) if work is None else unit(work)
        return [record for record in found if record.sequence < session.next_sequence]


class _State(NamedTuple):
    """A session, and the stored messages that lie beyond its counter."""

    session: Session
    beyond: list[Examined]

    @property
    def removed(self) -> int:
        """How many messages were taken back."""
        return self.session.next_sequence - self.session.message_count


def _state(work: UnitOfWork, session_id: str) -> _State:
    """Give a session with what lies beyond its counter."""
    session = work.sessions.get_by_id(session_id)
    if session is None:
        raise SessionNotFoundError(session_id)
    return _State(session, work.messages.examine(session_id, session.next_sequence, _PAGE))


class _Numbers:
    """Sequences at which nothing is stored, as ranges."""

    def __init__(self) -> None:
        self.ranges: list[str] = []
        self.count = 0

    def add(self, start: int, stop: int) -> None:
        """Add the numbers from start up to, not including, stop."""
        if start < stop:
            self.count += stop - start
            self.ranges.append(str(start) if stop == start + 1 else f"{start} to {stop - 1}")

    def __str__(self) -> str:
        shown = ", ".join(self.ranges[:_SHOWN])
        more = len(self.ranges) - _SHOWN
        return f"message{'s' if self.count > 1 else ''} {shown}" + (
            f" and {more} more ranges" if more > 0 else ""
        )


def _gaps(session: Session, count: int, missing: _Numbers) -> Iterator[Finding]:
    """Say which messages are lost; where some were removed, which it may be."""
    lost = session.message_count - count
    if lost <= 0:
        return
    which = str(missing) if lost == missing.count else f"{lost} of {missing}"
    yield Finding(session.session_id, "gap", f"{which}: missing")


def _extra(state: _State, count: int) -> Iterator[Finding]:
    """Find messages that no counter vouches for."""
    session = state.session
    for record in state.beyond:
        detail = f"message {record.sequence}: the next one should be {session.next_sequence}"
        yield Finding(session.session_id, "counter", detail)
    if count > session.message_count:
        detail = f"{count} messages are there, the session counts {session.message_count}"
        yield Finding(session.session_id, "counter", detail)
