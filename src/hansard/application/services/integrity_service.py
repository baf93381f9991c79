"""IntegrityService: proves that the record is complete and unchanged, or names what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hansard.application.ports import Examined, Transactions, UnitOfWork
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.pages import SessionFilter, SessionOrder
from hansard.domain.session import Session, check_reference

_PAGE = 500
_STORED = SessionFilter(include_deleted=True)
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
        events: events looked at.
    """

    sessions: int = 0
    messages: int = 0
    findings: list[Finding] = field(default_factory=list)
    events: int = 0

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
            session_id: only this session, also one that retention hid; None for the database's
                own check of its storage and every session of the namespace.

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
                    after, _PAGE, where=_STORED, order=SessionOrder.OLDEST
                )
            )
            yield from page
            if len(page) < _PAGE:
                return
            position = (page[-1].created_at, page[-1].session_id)

    def _verify_session(self, session_id: str, report: IntegrityReport) -> None:
        messages, found = self._verify_kind(session_id, _MESSAGES)
        events, also_found = self._verify_kind(session_id, _EVENTS)
        report.sessions += 1
        report.messages += messages
        report.events += events
        report.findings += [*found, *also_found]

    def _verify_kind(self, session_id: str, kind: _Kind) -> tuple[int, list[Finding]]:
        """Look again where records were removed under a look, at last as of one moment."""
        state = self._database.read(lambda work: _state(work, session_id, kind))
        for _ in range(_LOOKS):
            count, findings = self._look_at(state)
            if not findings:
                break
            seen, state = state, self._database.read(lambda work: _state(work, session_id, kind))
            if state.removed == seen.removed:
                break
        else:
            count, findings = self._database.read(
                lambda work: self._look_at(_state(work, session_id, kind), work)
            )
        return count, findings

    def _look_at(self, state: _State, work: UnitOfWork | None = None) -> tuple[int, list[Finding]]:
        """Examine what the counter of a session vouches for, page by page.

        Args:
            work: where all pages are read; None for a short transaction for each.
        """
        findings: list[Finding] = []
        missing = _Numbers(state.kind.name)
        count, position = 0, state.kind.first
        while position < state.next:
            page = self._examine(state, position, work)
            for record in page:
                missing.add(position, record.sequence)
                position = record.sequence + 1
                count += 1
                if record.kind is not None:
                    detail = f"{state.kind.name} {record.sequence}: {record.detail}"
                    findings.append(Finding(state.session_id, record.kind, detail))
            if not page:
                break
        missing.add(position, state.next)
        return count, [*findings, *_gaps(state, count, missing), *_extra(state, count)]

    def _examine(self, state: _State, position: int, work: UnitOfWork | None) -> list[Examined]:
        """Examine the next page of what the session's counter vouches for."""

        def unit(work: UnitOfWork) -> list[Examined]:
            return state.kind.examine(work, state.session_id, position)

        found = self._database.read(unit, single=True) if work is None else unit(work)
        return [record for record in found if record.sequence < state.next]


class _Kind(NamedTuple):
    """What a session has numbered records of.

    Attributes:
        name: of one of them.
        first: the number of the first.
        next: the number that its counter gives out next.
        count: how many there should be.
        examine: examines up to a page of them from a number on.
    """

    name: str
    first: int
    next: Callable[[Session], int]
    count: Callable[[Session], int]
    examine: Callable[[UnitOfWork, str, int], list[Examined]]


_MESSAGES = _Kind(
    "message",
    0,
    lambda session: session.next_sequence,
    lambda session: session.message_count,
    lambda work, session_id, sequence: work.messages.examine(session_id, sequence, _PAGE),
)
_EVENTS = _Kind(
    "event",
    1,
    lambda session: session.event_count + 1,
    lambda session: session.event_count - session.pruned_event_count,
    lambda work, session_id, sequence: work.events.examine(session_id, sequence, _PAGE),
)


class _State(NamedTuple):
    """What a session counts of a kind, and the stored records that lie beyond its counter."""

    kind: _Kind
    session_id: str
    next: int
    expected: int
    beyond: list[Examined]

    @property
    def removed(self) -> int:
        """How many records were taken back or pruned."""
        return self.next - self.kind.first - self.expected


def _state(work: UnitOfWork, session_id: str, kind: _Kind) -> _State:
    """Give the counters of a session with what lies beyond them."""
    session = work.sessions.get_by_id(session_id, include_deleted=True)
    if session is None:
        raise SessionNotFoundError(session_id)
    following = kind.next(session)
    beyond = kind.examine(work, session_id, following)
    return _State(kind, session_id, following, kind.count(session), beyond)


class _Numbers:
    """Sequences at which nothing is stored, as ranges."""

    def __init__(self, name: str) -> None:
        self._name = name
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
        return f"{self._name}{'s' if self.count > 1 else ''} {shown}" + (
            f" and {more} more ranges" if more > 0 else ""
        )


def _gaps(state: _State, count: int, missing: _Numbers) -> Iterator[Finding]:
    """Say which records are lost; where some were removed, which it may be."""
    lost = state.expected - count
    if lost <= 0:
        return
    which = str(missing) if lost == missing.count else f"{lost} of {missing}"
    yield Finding(state.session_id, "gap", f"{which}: missing")


def _extra(state: _State, count: int) -> Iterator[Finding]:
    """Find records that no counter vouches for."""
    name = state.kind.name
    for record in state.beyond:
        detail = f"{name} {record.sequence}: the next one should be {state.next}"
        yield Finding(state.session_id, "counter", detail)
    if count > state.expected:
        detail = f"{count} {name}s are there, the session counts {state.expected}"
        yield Finding(state.session_id, "counter", detail)
