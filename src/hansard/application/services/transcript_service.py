"""TranscriptService: transcripts of sessions, read in one form, imported and exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, BinaryIO, Literal, NamedTuple

from hansard.application.arguments import read_metadata
from hansard.application.ports import Clock, Identifiers, Transactions, UnitOfWork
from hansard.application.services.transcript_reading import TranscriptReader
from hansard.domain.chat import (
    MAX_LINE_BYTES,
    chat_metadata,
    count_bytes,
    read_chat_line,
    read_chat_message,
    write_chat_line,
)
from hansard.domain.content import check_id
from hansard.domain.errors import (
    HansardError,
    InvalidInputError,
    SessionNotFoundError,
    TranscriptError,
)
from hansard.domain.event import EventType
from hansard.domain.event_transcript import Transcript, TranscriptSource
from hansard.domain.message import SealedMessage, seal
from hansard.domain.pages import SessionOrder, check_positive
from hansard.domain.session import Session
from hansard.domain.shown import shown

_PAGE_OF_SESSIONS = 50
_CONTINUE = "Conversations before this line are stored; continue from this line."


@dataclass(frozen=True, slots=True)
class ImportedConversation:
    """A conversation that has become a session.

    Attributes:
        line: where it came from, from 1.
        messages: how many it has.
    """

    line: int
    conversation_id: str
    session_id: str
    messages: int


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import has come.

    Attributes:
        lines: read so far, blank ones and those before ``from_line`` included.
        bytes: read so far.
        conversations: stored so far.
        messages: stored so far.
        stored: the conversation of this line, None where it was skipped.
    """

    lines: int = 0
    bytes: int = 0
    conversations: int = 0
    messages: int = 0
    stored: ImportedConversation | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that is not a conversation: its number, from 1, and why it is not."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        conversations: what was stored, in the order of the lines.
        skipped: what was not.
    """

    conversations: list[ImportedConversation] = field(default_factory=list)
    skipped: list[SkippedLine] = field(default_factory=list)

    @property
    def session_ids(self) -> list[str]:
        """The sessions that were made."""
        return [conversation.session_id for conversation in self.conversations]

    @property
    def messages(self) -> int:
        """How many messages were stored."""
        return sum(conversation.messages for conversation in self.conversations)


class _Conversation(NamedTuple):
    conversation_id: str
    metadata: dict[str, Any]
    messages: list[SealedMessage]


class TranscriptService:
    """Transcripts of the sessions of one namespace.

    `read` and `update` give what was said and called in a session in one form, from its events
    or from its messages. `import_chats` and `export_chats` take conversations in and out as JSON
    lines of ``{"conversation_id", "messages"}``, with messages of the chat-completions API: each
    goes out as it came in, equal values and equal order of keys, whatever else it holds.
    """

    def __init__(self, database: Transactions, clock: Clock, identifiers: Identifiers) -> None:
        self._database = database
        self._reader = TranscriptReader(database)
        self._clock = clock
        self._identifiers = identifiers

    def import_chats(
        self,
        lines: Iterable[str | bytes],
        *,
        on_error: Literal["stop", "skip"] = "stop",
        on_progress: Callable[[ImportProgress], None] | None = None,
        from_line: int = 1,
    ) -> ImportReport:
        """Store each conversation as a new session, in one transaction of its own.

        Blank lines are passed over. After an error the conversations before that line stay
        stored; continue with ``from_line``.

        Args:
            lines: for example a file open for reading bytes, or `read_lines` of one from
                somebody unknown.
            on_error: ``stop`` raises at the first line that is not a conversation, ``skip``
                puts it in the report and goes on.
            on_progress: called after each line that is not blank.
            from_line: lines before this one, counted from 1, are passed over.

        Raises:
            TranscriptError: a line that is not a conversation, by its number.
        """
        if on_error not in ("stop", "skip"):
            raise InvalidInputError(f"on_error must be stop or skip, not {shown(on_error)}.")
        given: object = lines
        if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
            raise InvalidInputError(
                f"lines must be a file or a list of lines, not {type(given).__name__}."
            )
        check_positive(from_line, "from_line")
        report, progress = ImportReport(), ImportProgress()
        for number, line in enumerate(lines, 1):
            _check_line(number, line)
            size = progress.bytes + count_bytes(line)
            progress = replace(progress, lines=number, bytes=size, stored=None)
            if number < from_line or not line.strip():
                continue
            imported = self._import_line(number, line, report=report, skip=on_error == "skip")
            if imported is not None:
                progress = replace(
                    progress,
                    conversations=progress.conversations + 1,
                    messages=progress.messages + imported.messages,
                    stored=imported,
                )
            if on_progress is not None:
                on_progress(progress)
        return report

    def export_chats(self, session_ids: Iterable[str] | None = None) -> Iterator[str]:
        """Iterate over sessions as JSON lines, without their ends.

        Each session is read as of one moment, when its turn comes, and only one is held in
        memory. A session that did not come from a transcript has its own id as conversation id.

        Args:
            session_ids: which, in this order; None for all of the namespace, oldest first.

        Raises:
            SessionNotFoundError: at the turn of a session that is not there.
        """
        if session_ids is None:
            return self._export_all()
        if isinstance(session_ids, (str, bytes)):
            raise InvalidInputError("session_ids must be a list of texts, not one text.")
        return self._export_each([check_id(chosen, "session_ids") for chosen in session_ids])

    def read(
        self,
        session_id: str,
        *,
        source: TranscriptSource | str = TranscriptSource.EVENTS,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
        max_messages: int | None = None,
        max_chars: int | None = None,
        max_tokens_approx: int | None = None,
    ) -> Transcript:
        """Give the transcript of a session: what was said, called and answered, in order.

        Args:
            source: ``events`` or ``messages``.
            run_id: only events of this run.
            type: only events of this type.
            since: only what has a later timestamp.
            after: only what has a larger sequence.
            before: only what has a smaller sequence.
            limit: at most so many events or messages are read, the first ones.
            max_messages: the latest entries stay, so many.
            max_chars: the latest entries stay, as many as fit, each of them whole.
            max_tokens_approx: the same, at four characters a token; the smaller of both holds.

        Raises:
            SessionNotFoundError: the session is not visible in this namespace.
        """
        return self._reader.read(
            session_id,
            source=source,
            run_id=run_id,
            type=type,
            since=since,
            after=after,
            before=before,
            limit=limit,
            max_messages=max_messages,
            max_chars=max_chars,
            max_tokens_approx=max_tokens_approx,
        )

    def update(self, transcript: Transcript, *, limit: int | None = None) -> Transcript:
        """Give a transcript with what has come since it was read; the same without anything new.

        It covers what it covered, within the limits that it had. Messages that were taken back
        meanwhile stay in it.

        Args:
            limit: at most so many further events or messages are read.

        Raises:
            SessionNotFoundError: the session is not visible in this namespace.
        """
        return self._reader.update(transcript, limit=limit)

    def _import_line(
        self, number: int, line: str | bytes, *, report: ImportReport, skip: bool
    ) -> ImportedConversation | None:
        try:
            now = self._clock.now()
            conversation = self._read_conversation(line, now)
        except InvalidInputError as error:
            if not skip:
                reason = str(error).removesuffix(".")
                raise TranscriptError(number, f"{reason}. {_CONTINUE}") from error
            report.skipped.append(SkippedLine(number, str(error)))
            return None
        try:
            session_id = self._store(conversation, now)
        except HansardError as error:
            error.add_note(f"Line {number} is not known to be stored. {_CONTINUE}")
            raise
        imported = ImportedConversation(
            number, conversation.conversation_id, session_id, len(conversation.messages)
        )
        report.conversations.append(imported)
        return imported

    def _read_conversation(self, line: str | bytes, now: datetime) -> _Conversation:
        document = read_chat_line(line)
        items = document["messages"]
        ids = self._identifiers.message_ids(len(items))
        sealed = []
        for index, (item, message_id) in enumerate(zip(items, ids, strict=True)):
            try:
                sealed.append(seal(read_chat_message(item), message_id, now))
            except InvalidInputError as error:
                raise InvalidInputError(f"messages[{index}]: {error}") from error
        metadata = read_metadata(chat_metadata(document))
        return _Conversation(document["conversation_id"], metadata, sealed)

    def _store(self, conversation: _Conversation, now: datetime) -> str:
        session = Session(
            session_id=self._identifiers.session_id(),
            created_at=now,
            updated_at=now,
            namespace=self._database.namespace,
            metadata=conversation.metadata,
        )

        def unit(work: UnitOfWork) -> None:
            work.sessions.create(session)
            if conversation.messages:
                work.messages.append_many(session.session_id, conversation.messages, now)

        self._database.write(unit)
        return session.session_id

    def _export_all(self) -> Iterator[str]:
        position: tuple[datetime, str] | None = None
        while page := self._list_after(position):
            for position in page:
                line = self._export(position[1])
                if line is not None:
                    yield line

    def _list_after(self, position: tuple[datetime, str] | None) -> list[tuple[datetime, str]]:
        found = self._database.read(
            lambda work: work.sessions.list_after(
                position, _PAGE_OF_SESSIONS, order=SessionOrder.OLDEST
            )
        )
        return [(session.created_at, session.session_id) for session in found]

    def _export_each(self, session_ids: list[str]) -> Iterator[str]:
        for session_id in session_ids:
            line = self._export(session_id)
            if line is None:
                raise SessionNotFoundError(session_id)
            yield line

    def _export(self, session_id: str) -> str | None:
        def unit(work: UnitOfWork) -> Session | None:
            session = work.sessions.get_by_id(session_id)
            if session is not None:
                session.messages = work.messages.get_for_session(session_id)
            return session

        session = self._database.read(unit)
        return None if session is None else write_chat_line(session)


def read_lines(file: BinaryIO) -> Iterator[bytes]:
    """Iterate over the lines of a file without ever holding more than a line may take.

    A longer line comes cut off, yet still too long, so that an import refuses it.
    """
    while line := file.readline(MAX_LINE_BYTES + 2):
        rest = line
        while len(rest) == MAX_LINE_BYTES + 2 and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LINE_BYTES + 2)
        yield line


def _check_line(number: int, line: object) -> None:
    if not isinstance(line, (str, bytes)):
        raise TranscriptError(number, f"must be a text or bytes, not {type(line).__name__}")
