"""PersistentSessionService: sessions and messages, durably, in one namespace."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from hansard.application.arguments import (
    moved_to,
    read_filter,
    read_metadata,
    read_new_messages,
    read_order,
    read_plan_ids,
    read_usage,
)
from hansard.application.cursors import decode_cursor, encode_cursor
from hansard.application.forking import fork_session, plan_fork, trace_lineage
from hansard.application.ports import Clock, Identifiers, Transactions, UnitOfWork
from hansard.application.services.session_import import seal_import
from hansard.domain.content import check_id
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.export import export_document
from hansard.domain.lineage import Lineage
from hansard.domain.message import (
    MessageRole,
    NewMessage,
    SealedMessage,
    SessionMessage,
    ToolCall,
    seal,
)
from hansard.domain.pages import Page, SessionOrder, check_count, check_limit, check_positive
from hansard.domain.session import (
    Session,
    SessionStatus,
    SessionTokenUsage,
    check_reference,
    read_label,
    read_status,
    read_tags,
)
from hansard.domain.session_service import SessionService
from hansard.domain.transcript import HistoryMessage, OrphanPolicy, pair_tool_calls

PAGE_OF_MESSAGES = 500


class PersistentSessionService(SessionService):
    """Sessions and messages of one namespace, each method one unit of work.

    A method either happens as a whole or not at all, and what it acknowledged survives the
    death of the process. Methods that take a ``session_id`` raise `SessionNotFoundError` for
    one that is not visible in this namespace, in the same words whether it exists elsewhere.
    """

    def __init__(self, database: Transactions, clock: Clock, identifiers: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._identifiers = identifiers

    def create(
        self,
        actor_name: str | None = None,
        *,
        session_id: str | None = None,
        owner_id: str | None = None,
        name: str | None = None,
        status: SessionStatus | str = SessionStatus.ACTIVE,
        automation_level: str | None = None,
        linked_plan_ids: Iterable[str] = (),
        metadata: Mapping[str, Any] | None = None,
        tags: Iterable[str] = (),
    ) -> Session:
        """Create an empty session.

        Args:
            actor_name: the agent that answers.
            session_id: the caller's own id, 1 to 255 characters; a ULID is made by default.
            owner_id: whose conversation it is.
            status: where it starts, ``active`` by default.
            metadata: any JSON object.

        Raises:
            DuplicateKeyError: the id is taken in this namespace.
            InvalidInputError, InvalidContentError: an argument is outside its bounds.
        """
        now = self._clock.now()
        session = Session(
            session_id=self._identifiers.session_id()
            if session_id is None
            else check_id(session_id, "session_id"),
            created_at=now,
            updated_at=now,
            namespace=self._database.namespace,
            actor_name=read_label(actor_name, "actor_name"),
            owner_id=read_label(owner_id, "owner_id"),
            name=read_label(name, "name"),
            status=read_status(status),
            automation_level=read_label(automation_level, "automation_level"),
            linked_plan_ids=read_plan_ids(linked_plan_ids),
            metadata=read_metadata(metadata),
            tags=read_tags(tags),
        )
        return self._database.write(lambda work: work.sessions.create(session))

    def get(self, session_id: str, *, with_messages: bool = True) -> Session:
        """Give a session with all its messages, in order, as of one moment.

        Args:
            with_messages: False leaves them out, for what describes a long session.
        """
        session_id = check_reference(session_id)

        def unit(work: UnitOfWork) -> Session:
            session = _found(work.sessions.get_by_id(session_id), session_id)
            if with_messages:
                session.messages = work.messages.get_for_session(session_id)
            return session

        return self._database.read(unit, single=not with_messages)

    def list(
        self,
        limit: int = 50,
        offset: int = 0,
        *,
        actor_name: str | None = None,
        owner_id: str | None = None,
        status: SessionStatus | str | None = None,
        tags: Iterable[str] = (),
    ) -> builtins.list[Session]:
        """List sessions without their messages, newest first.

        Args:
            limit: at least 1.
            offset: how many to pass over; `page` stays fast where this grows.
            tags: a session must carry every one of them.
        """
        where = read_filter(actor_name, owner_id, status, tags)
        limit, offset = check_positive(limit, "limit"), check_count(offset, "offset")
        return self._database.read(lambda work: work.sessions.list_all(limit, offset, where=where))

    def page(
        self,
        cursor: str | None = None,
        limit: int = 50,
        *,
        actor_name: str | None = None,
        owner_id: str | None = None,
        status: SessionStatus | str | None = None,
        tags: Iterable[str] = (),
        order: SessionOrder | str = SessionOrder.NEWEST,
    ) -> Page[Session]:
        """Give one page of sessions without their messages, by position and not by number.

        A session created or deleted meanwhile neither repeats nor hides another.

        Args:
            cursor: from the page before; None for the first.
            limit: 1 to 1000.
            order: ``newest`` or ``oldest`` first, by creation and then id.

        Raises:
            InvalidCursorError: not a cursor of this listing, with these filters and this order.
        """
        where = read_filter(actor_name, owner_id, status, tags)
        order, limit = read_order(order), check_limit(limit)
        position = decode_cursor(cursor, self._database.namespace, where, order)
        found = self._database.read(
            lambda work: work.sessions.list_after(position, limit + 1, where=where, order=order)
        )
        items = found[:limit]
        more = len(found) > limit
        return Page(
            items,
            encode_cursor(items[-1], self._database.namespace, where, order) if more else None,
        )

    def delete(self, session_id: str) -> None:
        """Delete a session and everything that belongs to it, in one transaction."""
        session_id = check_reference(session_id)
        removed = self._database.write(
            lambda work: work.sessions.delete(session_id), repeatable=False
        )
        if not removed:
            raise SessionNotFoundError(session_id)

    def append_message(
        self,
        session_id: str,
        role: MessageRole | str,
        content: str = "",
        metadata: Mapping[str, Any] | None = None,
        *,
        tool_calls: Iterable[ToolCall | Mapping[str, Any]] = (),
        tool_call_id: str | None = None,
        payload: Any = None,
        message_id: str | None = None,
        timestamp: datetime | None = None,
        expected_sequence: int | None = None,
    ) -> SessionMessage:
        """Append one message and give it back with its sequence.

        Args:
            role: user, assistant, system or tool.
            content: the text; may be empty only with tool calls or a payload.
            metadata: any JSON object.
            tool_calls: `ToolCall` or mappings with id, name and arguments.
            tool_call_id: the call that a tool message answers.
            payload: the agent framework's own item, any JSON value, kept verbatim.
            message_id: the idempotency key, unique within the session. Repeating an append with
                the same key and content gives back what was stored first and adds nothing.
            timestamp: aware; now by default.
            expected_sequence: the sequence that the writer believes is next.

        Raises:
            SessionClosedError: the session is completed, failed or cancelled.
            StaleSessionError: another message took the expected sequence.
            DuplicateKeyError: the key belongs to a message with other content.
            SessionMessageError, InvalidContentError, InvalidInputError: nothing was written.
        """
        session_id = check_reference(session_id)
        message = NewMessage(
            role, content, metadata, tool_calls, tool_call_id, payload, message_id, timestamp
        )
        if expected_sequence is not None:
            check_count(expected_sequence, "expected_sequence")
        now = self._clock.now()
        sealed = seal(message, self._identifiers.message_ids(1)[0], now)
        return self._database.write(
            lambda work: work.messages.append(
                session_id, sealed, now, expected_sequence=expected_sequence
            ),
            single=True,
        )

    def append_messages(
        self,
        session_id: str,
        messages: Iterable[NewMessage | Mapping[str, Any]],
        *,
        expected_sequence: int | None = None,
    ) -> builtins.list[SessionMessage]:
        """Append messages in their order in one transaction: all of them or none.

        Args:
            messages: `NewMessage` or mappings of its attributes. None at all touches nothing.
            expected_sequence: the sequence that the writer believes the first one gets.

        Raises:
            As `append_message`.
        """
        session_id = check_reference(session_id)
        if expected_sequence is not None:
            check_count(expected_sequence, "expected_sequence")
        now = self._clock.now()
        sealed = self._seal(read_new_messages(messages), now)
        if not sealed:
            return []
        return self._database.write(
            lambda work: work.messages.append_many(
                session_id, sealed, now, expected_sequence=expected_sequence
            ),
            single=True,
        )

    def remove_latest(self, session_id: str, count: int = 1) -> builtins.list[SessionMessage]:
        """Remove the last messages, up to ``count``, and give them back, oldest first.

        Their sequences stay used: the next message is numbered as if they were still there.
        """
        session_id = check_reference(session_id)
        check_count(count, "count")
        now = self._clock.now()

        def unit(work: UnitOfWork) -> builtins.list[SessionMessage]:
            _found(work.sessions.get_by_id(session_id, for_update=True), session_id)
            return work.messages.remove_latest(session_id, count, now)

        return self._database.write(unit, repeatable=False)

    def messages(
        self, session_id: str, limit: int | None = None, offset: int = 0
    ) -> builtins.list[SessionMessage]:
        """List messages by sequence.

        Args:
            limit: at least 1; None for all of them.
            offset: how many to pass over.
        """
        if limit is not None:
            check_positive(limit, "limit")
        check_count(offset, "offset")
        return self._read_messages(
            session_id, lambda work: work.messages.get_for_session(session_id, limit, offset)
        )

    def latest(self, session_id: str, n: int) -> builtins.list[SessionMessage]:
        """List the last ``n`` messages, oldest first."""
        check_count(n, "n")
        return self._read_messages(session_id, lambda work: work.messages.get_latest(session_id, n))

    def iter_messages(
        self, session_id: str, *, after: int | None = None, page_size: int = PAGE_OF_MESSAGES
    ) -> Iterator[SessionMessage]:
        """Iterate over messages by sequence, in pages, each a short transaction of its own.

        Messages appended meanwhile are seen. Memory stays that of one page.

        Args:
            after: start behind this sequence; None for the beginning.
            page_size: 1 to 1000.
        """
        check_limit(page_size, "page_size")
        if after is not None:
            check_count(after, "after")
        page = self.messages_from(session_id, 0 if after is None else after + 1, page_size)
        return self._iterate(session_id, page, page_size)

    def messages_from(
        self, session_id: str, sequence: int, limit: int = PAGE_OF_MESSAGES
    ) -> builtins.list[SessionMessage]:
        """List up to ``limit`` messages (1 to 1000) whose sequence is at least this one."""
        check_count(sequence, "sequence")
        check_limit(limit)
        return self._read_messages(
            session_id, lambda work: work.messages.get_from(session_id, sequence, limit)
        )

    def history(
        self,
        session_id: str,
        *,
        limit: int | None = None,
        orphans: OrphanPolicy | str = OrphanPolicy.ANSWER,
        marker: str | None = None,
    ) -> builtins.list[HistoryMessage]:
        """Give the conversation in a form that a model provider accepts.

        Every tool call is followed by its answer and every answer follows its call. The record
        itself is not touched.

        Args:
            limit: only the last so many messages of the record; None for all.
            orphans: ``answer`` puts a marker where an answer is missing, ``drop`` leaves the
                call out.
            marker: text of that marker.
        """
        found = self.messages(session_id) if limit is None else self.latest(session_id, limit)
        return pair_tool_calls(found, orphans=orphans, marker=marker)

    def pause(self, session_id: str) -> Session:
        """Pause an active session."""
        return self._change(session_id, moved_to(SessionStatus.PAUSED))

    def resume(self, session_id: str) -> Session:
        """Make a paused or pending session active."""
        return self._change(session_id, moved_to(SessionStatus.ACTIVE))

    def complete(self, session_id: str) -> Session:
        """End a session as completed. Final."""
        return self._change(session_id, moved_to(SessionStatus.COMPLETED))

    def fail(self, session_id: str, reason: str | None = None) -> Session:
        """End a session as failed, with a reason. Final."""
        return self._change(session_id, moved_to(SessionStatus.FAILED, reason))

    def cancel(self, session_id: str, reason: str | None = None) -> Session:
        """End a session as cancelled, with a reason. Final."""
        return self._change(session_id, moved_to(SessionStatus.CANCELLED, reason))

    def rename(self, session_id: str, name: str | None) -> Session:
        """Give a session a title of 1 to 255 characters, or take it away."""
        read_label(name, "name")
        return self._change(session_id, lambda session, now: session.rename(name, now))

    def tag(self, session_id: str, *tags: str, remove: Iterable[str] = ()) -> Session:
        """Add tags to a session, and remove others."""
        added, removed = read_tags(tags), read_tags(remove)
        return self._change(
            session_id, lambda session, now: session.change_tags(added, removed, now)
        )

    def fork(
        self,
        session_id: str,
        at_sequence: int | None = None,
        *,
        before_sequence: int | None = None,
        title: str | None = None,
    ) -> Session:
        """Make a new session with the history of this one, and give it without its messages.

        The fork is active and has the messages as they are, with their ids, sequences and times,
        the actor, the owner, the tags, the metadata and the context. What was used so far, runs,
        events and artifacts stay with the parent. Later messages of either side are not seen by
        the other.

        Args:
            at_sequence: the last message that the fork gets; all of them by default.
            before_sequence: the first one that it does not get: to edit an earlier message, fork
                before it and append it anew.
            title: the name of the fork; the parent's by default.

        Raises:
            InvalidInputError: the session has no such message.
        """
        session_id = check_reference(session_id)
        plan = plan_fork(
            self._identifiers.session_id(),
            self._clock.now(),
            at_sequence=at_sequence,
            before_sequence=before_sequence,
            title=title,
        )
        return self._database.write(lambda work: fork_session(work, session_id, plan))

    def lineage(self, session_id: str, *, limit: int = 100) -> Lineage:
        """Give a session with those that it came from and those that came from it.

        Args:
            limit: children at most, 1 to 1000.
        """
        session_id, limit = check_reference(session_id), check_limit(limit)
        return self._database.read(lambda work: trace_lineage(work, session_id, limit))

    def update_token_usage(
        self, session_id: str, input_tokens: int = 0, output_tokens: int = 0, cost: float = 0.0
    ) -> SessionTokenUsage:
        """Add to what a session has used, and give the new totals.

        Args:
            input_tokens: tokens sent to models, at least 0.
            output_tokens: tokens received from them, at least 0.
            cost: USD, finite, at least 0.
        """
        session_id = check_reference(session_id)
        usage = read_usage(input_tokens, output_tokens, cost)
        now = self._clock.now()
        total = self._database.write(
            lambda work: work.sessions.add_usage(session_id, usage, now),
            single=True,
            repeatable=False,
        )
        if total is None:
            raise SessionNotFoundError(session_id)
        return total

    def export_session(self, session_id: str) -> dict[str, Any]:
        """Give a session with its messages as a document with version and checksum."""
        return export_document(self.get(session_id))

    def import_session(self, document: Mapping[str, Any]) -> Session:
        """Store an exported document as a new session of this namespace, and give it.

        Everything is checked before anything is written. Ids are fresh, sequences run from 0 in
        the document's order, times and token usage are the document's, ``updated_at`` is now.

        Raises:
            SessionImportError: names the part that is wrong; nothing was stored.
        """
        namespace = self._database.namespace
        sealed = seal_import(document, self._clock.now(), namespace, self._identifiers)
        stored = self._database.write(sealed.store)
        stored.messages = [message.at(index) for index, message in enumerate(sealed.messages)]
        return stored

    def _seal(self, messages: Sequence[NewMessage], now: datetime) -> builtins.list[SealedMessage]:
        ids = self._identifiers.message_ids(len(messages))
        return [seal(message, new_id, now) for message, new_id in zip(messages, ids, strict=True)]

    def _read_messages(
        self, session_id: str, unit: Callable[[UnitOfWork], builtins.list[SessionMessage]]
    ) -> builtins.list[SessionMessage]:
        session_id = check_reference(session_id)

        def checked(work: UnitOfWork) -> builtins.list[SessionMessage]:
            found = unit(work)
            if not found:
                _found(work.sessions.get_by_id(session_id), session_id)
            return found

        return self._database.read(checked, single=True)

    def _iterate(
        self, session_id: str, page: builtins.list[SessionMessage], page_size: int
    ) -> Iterator[SessionMessage]:
        while page:
            yield from page
            if len(page) < page_size:
                return
            page = self.messages_from(session_id, page[-1].sequence + 1, page_size)

    def _change(self, session_id: str, change: Callable[[Session, datetime], bool]) -> Session:
        session_id = check_reference(session_id)
        now = self._clock.now()

        def unit(work: UnitOfWork) -> Session:
            session = _found(work.sessions.get_by_id(session_id, for_update=True), session_id)
            if change(session, now):
                work.sessions.update(session)
            return session

        return self._database.write(unit)


def _found(session: Session | None, session_id: str) -> Session:
    if session is None:
        raise SessionNotFoundError(session_id)
    return session
