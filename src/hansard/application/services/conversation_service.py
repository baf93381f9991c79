"""ConversationService: a question, its answer piece by piece, and how that ended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from hansard.application.forking import plan_fork
from hansard.application.parts import Parts
from hansard.application.ports import Transactions, UnitOfWork
from hansard.application.recording import Recording, Stamp, refuse
from hansard.application.run_arguments import read_reason
from hansard.application.services.run_execution import UNKEPT
from hansard.application.threads import fork_thread, open_thread, plan_thread
from hansard.application.turns import (
    THREAD,
    FinishedTurn,
    OpenTurn,
    Question,
    TurnPlan,
    begin_turn,
    claim_new,
    read_question,
    with_history,
)
from hansard.domain.agent_chunk import read_chunk
from hansard.domain.content import is_id
from hansard.domain.error_codes import ErrorRecord
from hansard.domain.errors import (
    DuplicateKeyError,
    HansardError,
    RunNotFoundError,
    ThreadNotFoundError,
)
from hansard.domain.event import Event
from hansard.domain.message import MessageRole, NewMessage, SealedMessage, SessionMessage, seal
from hansard.domain.provider_sessions import bind_provider_session
from hansard.domain.run import Run, RunStatus
from hansard.domain.run_ending import Ending, read_error, status_after
from hansard.domain.session import Session
from hansard.domain.thread import ThreadMapping, ThreadSession, check_strings

Opening = Callable[[UnitOfWork], ThreadSession]
"""Gives the session of a turn, in its transaction."""
Begin = Callable[[str, bool], OpenTurn]
"""Begins a turn in a thread, which must be new or need not."""

log = logging.getLogger("hansard.chat")


class _Closed(NamedTuple):
    """How the end of a run came out.

    Attributes:
        is_ours: whether it ended this way, and not by somebody else.
        messages: what was added to the conversation.
    """

    run: Run
    is_ours: bool
    messages: Sequence[SessionMessage] = ()


class ConversationService:
    """Conversations with agents, in one namespace: each step of a turn is one transaction.

    A turn begins with a question and ends in one of three ways: finished, failed or cancelled.
    What the agent says meanwhile is recorded as events; only a turn that is finished adds an
    answer to the conversation. A turn whose process dies is ended by
    `SessionManager.recover_abandoned_runs`.
    """

    def __init__(self, database: Transactions, parts: Parts) -> None:
        self._database = database
        self._parts = parts

    def begin(
        self,
        thread_id: str | None,
        resource_id: str,
        message: str,
        *,
        agent: str,
        model_id: str | None = None,
        provider: str | None = None,
    ) -> OpenTurn:
        """Record a question and the run that is to answer it.

        The session that continues the thread is found or made as `ThreadService.get_or_create`
        does; the question is its next message.

        Args:
            thread_id: the caller's own handle of the conversation, unique within the resource.
                None begins a new thread, called ``thread-`` and the millisecond, or the next one
                that is free.
            message: the question.
            agent: the name of the agent that answers; the actor of a session that is made.
            model_id: the model that is asked for; None for no particular one.
            provider: who serves the agent's model; by default the agent's name.

        Raises:
            ThreadConflictError: the thread is mapped to a session of another system.
            SessionMessageError, InvalidInputError, InvalidContentError: nothing was written.
        """

        def begin(name: str, is_new: bool) -> OpenTurn:
            question = read_question(name, resource_id, message, agent, provider, model_id)
            stamp = Stamp(self._parts)
            draft = Session(
                session_id=self._parts.identifiers.session_id(),
                created_at=stamp.now,
                updated_at=stamp.now,
                namespace=self._database.namespace,
                actor_name=question.agent,
            )
            plan = plan_thread(name, resource_id, draft, question.model_id)

            def opening(work: UnitOfWork) -> ThreadSession:
                claim_new(work, plan.mapping, is_new=is_new)
                return open_thread(work, plan)

            return self._begin(question, stamp, opening)

        return self._begin_named("thread", thread_id, begin)

    def begin_fork(
        self,
        from_thread_id: str,
        resource_id: str,
        thread_id: str | None,
        message: str,
        *,
        agent: str,
        provider: str | None = None,
    ) -> OpenTurn:
        """Fork the session of a thread, and record a question in the fork.

        The fork has the whole history; the parent and its thread stay as they are. Everything is
        done in one transaction, as `ThreadService.fork` and `begin` do it.

        Args:
            from_thread_id: a thread of the same resource.
            thread_id: of the fork, in place of what it was mapped to. None begins a new thread,
                called ``fork-`` and the millisecond, or the next one that is free.

        Raises:
            ThreadNotFoundError: the resource has no such thread; another resource's is none.
            SessionNotFoundError: the thread's session is gone.
            ThreadConflictError, SessionMessageError, InvalidInputError: as `begin`.
        """
        check_strings(from_thread_id=from_thread_id)

        def begin(name: str, is_new: bool) -> OpenTurn:
            question = read_question(name, resource_id, message, agent, provider)
            if not is_id(from_thread_id):
                raise ThreadNotFoundError(from_thread_id)
            stamp, fork_id = Stamp(self._parts), self._parts.identifiers.session_id()
            plan = plan_fork(fork_id, stamp.now, at_sequence=None, before_sequence=None, title=None)
            mapping = ThreadMapping(name, resource_id, fork_id, stamp.now, stamp.now)

            def opening(work: UnitOfWork) -> ThreadSession:
                claim_new(work, mapping, is_new=is_new)
                return fork_thread(work, from_thread_id, mapping, plan)

            return self._begin(question, stamp, opening)

        return self._begin_named("fork", thread_id, begin)

    def record(self, turn: OpenTurn, chunk: Mapping[str, Any]) -> list[Event]:
        """Record what the agent says next, and that it is alive; give the events of it.

        Args:
            chunk: see `hansard.domain.agent_chunk`; a chunk of any other shape is kept verbatim.

        Raises:
            RunTransitionError: somebody else has ended the run meanwhile; nothing was written.
            RunNotFoundError, SessionNotFoundError: somebody has deleted it.
            InvalidContentError: the chunk cannot be stored; nothing was written.
        """
        read, stamp = read_chunk(chunk), Stamp(self._parts)
        facts = read.facts(turn.answer.tools)

        def unit(work: UnitOfWork) -> list[Event]:
            recording = Recording(work, stamp)
            for kind, data in facts:
                recording.note(kind, turn.session, data, run=turn.run)
            events = recording.store()
            if not work.runs.beat(turn.turn.session_id, turn.turn.run_id, stamp.now):
                self._refuse_ended(work, turn)
            return events

        events = self._database.write(unit)
        turn.answer.take(read)
        return events

    def beat(self, turn: OpenTurn) -> None:
        """Note that the agent is alive, though it says nothing.

        Raises:
            RunTransitionError: somebody else has ended the run meanwhile.
            RunNotFoundError: somebody has deleted it.
        """
        now, asked = self._parts.clock.now(), turn.turn
        alive = self._database.write(
            lambda work: work.runs.beat(asked.session_id, asked.run_id, now), single=True
        )
        if not alive:
            self._database.read(lambda work: self._refuse_ended(work, turn))

    def finish(self, turn: OpenTurn) -> FinishedTurn:
        """Add the agent's answer to the conversation, and complete the run.

        Its messages, tool calls and what tools answered included, the run's output, figures and
        cost, what the session used and the provider's name for the conversation are written
        together. Where the agent reported that it failed, or said nothing at all, the run fails
        instead and nothing is added.

        Raises:
            RunTransitionError: somebody else has ended the run meanwhile.
            RunNotFoundError, SessionNotFoundError, SessionClosedError: likewise the session.
            InvalidContentError: the answer cannot be stored.
        """
        answer, stamp = turn.answer, Stamp(self._parts)
        error = answer.error()
        if error is not None:
            closed = self._end(turn, RunStatus.FAILED, error)
        else:
            ending = Ending(RunStatus.COMPLETED, None, answer.run_result(), answer.turns)
            closed = self._close(turn, ending, stamp, self._seal(turn, stamp))
        if not closed.is_ours:
            raise refuse(closed.run, RunStatus.FAILED if error else RunStatus.COMPLETED)
        return FinishedTurn(closed.run, tuple(closed.messages))

    def fail(
        self, turn: OpenTurn, error: str | BaseException | ErrorRecord | Mapping[str, Any]
    ) -> Run:
        """End a turn without an answer, with why, and give its run.

        A run that is over already stays as it is, whoever ended it.

        Args:
            error: a text, an exception, a record, or a mapping of ``code``, ``message`` and
                perhaps ``provider_error`` and ``details``. A `TimeoutError` makes the run
                ``timeout``.

        Raises:
            RunNotFoundError: somebody has deleted the run.
        """
        status = status_after(error) if isinstance(error, BaseException) else RunStatus.FAILED
        return self._end(turn, status, read_error(error)).run

    def cancel(self, turn: OpenTurn, reason: str | None = None) -> Run:
        """End a turn because nobody waits for its answer any more, and give its run.

        A run that is over already stays as it is, whoever ended it.

        Raises:
            RunNotFoundError: somebody has deleted the run.
        """
        return self._end(turn, RunStatus.CANCELLED, read_reason(reason)).run

    def _begin_named(self, kind: str, thread_id: str | None, begin: Begin) -> OpenTurn:
        """Begin a turn in a thread, or in a new one that is called by the time."""
        if thread_id is not None:
            return begin(thread_id, False)
        milliseconds = int(self._parts.clock.now().timestamp() * 1000)
        while True:
            try:
                return begin(f"{kind}-{milliseconds}", True)
            except DuplicateKeyError as error:
                if error.kind != THREAD:
                    raise
                milliseconds += 1

    def _begin(self, question: Question, stamp: Stamp, opening: Opening) -> OpenTurn:
        plan = TurnPlan(
            question,
            self._parts.identifiers.run_id(),
            seal(
                NewMessage(MessageRole.USER, question.message),
                self._parts.identifiers.message_ids(1)[0],
                stamp.now,
            ),
        )

        def unit(work: UnitOfWork) -> OpenTurn:
            return begin_turn(Recording(work, stamp), opening(work), plan)

        turn = self._database.write(unit)
        try:
            return self._database.read(lambda work: with_history(work, turn))
        except BaseException as error:
            self._give_up(turn, error)
            raise

    def _give_up(self, turn: OpenTurn, error: BaseException) -> None:
        """Fail a turn that nobody gets to know; what stands against it is left to a recovery."""
        try:
            self.fail(turn, error)
        except HansardError as reason:
            log.warning("run %s: its end could not be written: %s", turn.run.run_id, reason.code)

    def _seal(self, turn: OpenTurn, stamp: Stamp) -> list[SealedMessage]:
        """Give the messages of the answer as they are to be stored."""
        said = {"agent": turn.agent, "model": turn.answer.model, "run_id": turn.run.run_id}
        known = {key: value for key, value in said.items() if value is not None}
        messages = turn.answer.messages(known)
        ids = self._parts.identifiers.message_ids(len(messages))
        return [
            seal(message, new_id, stamp.now) for message, new_id in zip(messages, ids, strict=True)
        ]

    def _end(self, turn: OpenTurn, status: RunStatus, error: ErrorRecord | None) -> _Closed:
        """End the run without an answer, with as much of its figures and error as can be kept."""
        result = turn.answer.run_result()
        code = None if error is None else ErrorRecord(error.code)
        for ending in (Ending(status, error, result, turn.answer.turns), Ending(status, error)):
            try:
                return self._close(turn, ending, Stamp(self._parts))
            except UNKEPT as reason:
                kind = type(reason).__name__
                log.warning("run %s: not all of its end is kept: %s", turn.run.run_id, kind)
        return self._close(turn, Ending(status, code), Stamp(self._parts))

    def _close(
        self, turn: OpenTurn, ending: Ending, stamp: Stamp, answer: Sequence[SealedMessage] = ()
    ) -> _Closed:
        """End the run, with the messages of the answer, unless it is over."""
        session_id, run_id = turn.turn.session_id, turn.run.run_id
        prices = self._parts.prices.table()

        def unit(work: UnitOfWork) -> _Closed:
            recording = Recording(work, stamp)
            run = recording.lock_run(run_id)
            if run.status.is_final and not (stamp.is_repeated and ending.is_of(run, stamp.now)):
                return _Closed(run, False)
            messages = work.messages.append_many(session_id, answer, stamp.now)
            if run.status.is_final:
                return _Closed(run, True, messages)
            for kind, data in turn.answer.closing() if answer else ():
                recording.note(kind, turn.session, data, run=run)
            recording.end(run, ending, prices)
            if ending.result is not None:
                usage = turn.answer.usage(run.cost_usd)
                work.sessions.add_usage(session_id, usage, stamp.now)
                _bind(work, turn, messages)
            recording.store()
            return _Closed(run, True, messages)

        return self._database.write(unit)

    def _refuse_ended(self, work: UnitOfWork, turn: OpenTurn) -> NoReturn:
        run = work.runs.get_by_id(turn.run.run_id)
        if run is None:
            raise RunNotFoundError(turn.run.run_id)
        raise refuse(run, RunStatus.RUNNING)


def _bind(work: UnitOfWork, turn: OpenTurn, answer: Sequence[SessionMessage]) -> None:
    """Say how far the provider knows the conversation; not where others spoke meanwhile."""
    if turn.answer.provider_session_id is None:
        return
    sequences = [turn.message.sequence, *(message.sequence for message in answer)]
    session = work.sessions.get_by_id(turn.turn.session_id)
    if session is None or sequences != list(range(sequences[0], session.next_sequence)):
        return
    if bind_provider_session(session, turn.run.provider or "", session.next_sequence):
        work.sessions.update(session)
