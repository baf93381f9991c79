"""Turns that are under way: what is asked, by whom it is answered, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from hansard.application.ports import UnitOfWork
from hansard.application.ports.agents import Turn
from hansard.application.recording import Recording
from hansard.domain.agent_answer import AgentAnswer
from hansard.domain.content import check_id
from hansard.domain.errors import DuplicateKeyError
from hansard.domain.event import EventType
from hansard.domain.message import SealedMessage, SessionMessage
from hansard.domain.provider_sessions import resumed_by
from hansard.domain.run import Run, RunStatus
from hansard.domain.session import Session, read_label
from hansard.domain.thread import ThreadMapping, ThreadSession, check_thread
from hansard.domain.transcript import pair_tool_calls

MAX_HISTORY = 1000
"""How many messages before the question an agent is told."""
THREAD = "thread"
"""What is taken, in the error of a thread that is not new."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller asks, and whom.

    Attributes:
        thread_id, resource_id: whose conversation it belongs to.
        message: its text.
        agent: the name of the agent that answers.
        provider: who serves the agent's model.
        model_id: the model that the caller asks for.
    """

    thread_id: str
    resource_id: str
    message: str
    agent: str
    provider: str
    model_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A turn that has begun: the question is recorded and its run is running.

    Attributes:
        turn: what the agent is given.
        message: the question, as it is stored.
        resumed: whether the session was there before.
        session: as it was when the turn began, without its messages.
        run: likewise.
        answer: what the agent has said so far.
    """

    turn: Turn
    message: SessionMessage
    resumed: bool
    session: Session
    run: Run
    answer: AgentAnswer = field(default_factory=AgentAnswer)

    @property
    def agent(self) -> str:
        """The name of the agent that answers."""
        return str(self.run.metadata["agent"])


@dataclass(frozen=True, slots=True)
class FinishedTurn:
    """A turn that is over.

    Attributes:
        run: as it ended.
        messages: what was added to the conversation, none where the run failed.
    """

    run: Run
    messages: tuple[SessionMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """A turn that is to begin; everything that must not differ between attempts.

    Attributes:
        question: what is asked.
        run_id: of the run that answers it.
        message: the question as it is to be stored.
    """

    question: Question
    run_id: str
    message: SealedMessage


def read_question(
    thread_id: str,
    resource_id: str,
    message: str,
    agent: str,
    provider: str | None,
    model_id: str | None = None,
) -> Question:
    """Give a question whose ids are ids.

    Raises:
        InvalidInputError: names the one that is none.
    """
    thread_id, resource_id = check_thread(thread_id, resource_id)
    agent = check_id(agent, "agent")
    provider = agent if provider is None else check_id(provider, "provider")
    model_id = read_label(model_id, "model_id")
    return Question(thread_id, resource_id, message, agent, provider, model_id)


def claim_new(work: UnitOfWork, mapping: ThreadMapping, *, is_new: bool) -> None:
    """Take a thread that must be new; one that an earlier attempt has taken is.

    Raises:
        DuplicateKeyError: it is somebody else's.
    """
    if not is_new or work.threads.claim(mapping):
        return
    known = work.threads.get(mapping.thread_id, mapping.resource_id)
    if known is None or known.session_id != mapping.session_id:
        raise DuplicateKeyError(THREAD, mapping.thread_id)


def begin_turn(recording: Recording, thread: ThreadSession, plan: TurnPlan) -> OpenTurn:
    """Add the question to a session that is locked, and set the run running that answers it."""
    work, now, session = recording.work, recording.now, thread.session
    message = work.messages.append(session.session_id, plan.message, now)
    run = _run_of(plan, session, now)
    if work.runs.get_by_id(run.run_id) is None:
        work.runs.save(run)
    model = thread.mapping.model_id
    recording.note(EventType.RUN_STARTED, session, {"model": model} if model else {}, run=run)
    said = {"content": message.content, "role": message.role.value}
    recording.note(EventType.MESSAGE_SENT, session, said, run=run)
    recording.store(session)
    turn = _turn_of(plan.question, thread, run, message.sequence)
    return OpenTurn(turn, message, thread.resumed, session, run)


def with_history(work: UnitOfWork, turn: OpenTurn) -> OpenTurn:
    """Give a turn whose agent is told what was said before."""
    sequence = turn.message.sequence
    first = max(0, sequence - MAX_HISTORY)
    found = work.messages.get_from(turn.turn.session_id, first, MAX_HISTORY)
    before = [message for message in found if message.sequence < sequence]
    return replace(turn, turn=replace(turn.turn, history=tuple(pair_tool_calls(before))))


def _run_of(plan: TurnPlan, session: Session, now: datetime) -> Run:
    asked = plan.question
    about = {
        "agent": asked.agent,
        "thread_id": asked.thread_id,
        "resource_id": asked.resource_id,
        "message_id": plan.message.message_id,
    }
    return Run(
        run_id=plan.run_id,
        session_id=session.session_id,
        started_at=now,
        namespace=session.namespace,
        status=RunStatus.RUNNING,
        input={"prompt": plan.message.content},
        metadata=about,
        provider=asked.provider,
    )


def _turn_of(question: Question, thread: ThreadSession, run: Run, sequence: int) -> Turn:
    """Give what the agent is told, apart from the history.

    Args:
        sequence: of the question.
    """
    session = thread.session
    resumed = resumed_by(session, question.provider, sequence)
    return Turn(
        session_id=session.session_id,
        run_id=run.run_id,
        thread_id=question.thread_id,
        resource_id=question.resource_id,
        message=question.message,
        resume=resumed.provider_session_id,
        fork=resumed.fork,
        model_id=thread.mapping.model_id,
    )
