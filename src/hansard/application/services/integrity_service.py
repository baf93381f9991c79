"""IntegrityService: proves that the record is complete and unchanged, or names what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hansard.application.ports import Transactions, UnitOfWork
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.pages import SessionOrder
from hansard.domain.session import Session, check_reference

_PAGE = 500
_LOOKS = 5


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
        """Look at a session again where it changed under the first look."""
        session = self._get(session_id)
        count, findings = self._look_at(session)
        for _ in range(_LOOKS):
            again = self._get(session_id) if findings else session
            if _counters_of(again) == _counters_of(session):
                break
            session = again
            count, findings = self._look_at(session)
        report.sessions += 1
        report.messages += count
        report.findings += findings

    def _get(self, session_id: str) -> Session:
        session = self._database.read(lambda work: work.sessions.get_by_id(session_id))
        if session is None:
            raise SessionNotFoundError(session_id)
        return session

    def _look_at(self, session: Session) -> tuple[int, list[Finding]]:
        """Examine the messages that the session's counter vouches for, page by page."""
        session_id = session.session_id
        findings: list[Finding] = []
        count = position = 0
        while position < session.next_sequence:
            limit = min(_PAGE, session.next_sequence - position)
            page = self._database.read(
                lambda work, at=position, most=limit: work.messages.examine(  # type: ignore[misc]
                    session_id, at, most
                ),
                single=True,
            )
            page = [record for record in page if record.sequence < session.next_sequence]
            findings += [
                Finding(session_id, record.kind, f"message {record.sequence}: {record.detail}")
                for record in page
                if record.kind is not None
            ]
            if not page:
                break
            count += len(page)
            position = page[-1].sequence + 1
        return count, findings + self._counters(session, count)

    def _counters(self, session: Session, count: int) -> list[Finding]:
        beyond = self._database.read(lambda work: _has_more_than_counted(work, session.session_id))
        findings = []
        if count < session.message_count:
            missing = session.message_count - count
            findings.append(Finding(session.session_id, "gap", f"{missing} messages are missing"))
        if count > session.message_count or beyond:
            findings.append(
                Finding(
                    session.session_id,
                    "counter",
                    f"there are more messages than the counter's {session.message_count} "
                    f"before sequence {session.next_sequence}",
                )
            )
        return findings


def _has_more_than_counted(work: UnitOfWork, session_id: str) -> bool:
    """Say whether a message stands behind the counter, both as of one moment."""
    session = work.sessions.get_by_id(session_id)
    if session is None:
        return False
    return bool(work.messages.examine(session_id, session.next_sequence, 1))


def _counters_of(session: Session) -> tuple[int, int]:
    return session.message_count, session.next_sequence
