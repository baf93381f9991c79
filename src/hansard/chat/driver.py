"""Driving an agent through a turn: everything is recorded before it is given out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

import anyio
from anyio import CancelScope, create_task_group, move_on_after

from hansard.application.turns import OpenTurn
from hansard.chat.asking import END, GRACE, AgentFailedError, begin_answer, close_answer, next_chunk
from hansard.chat.detached import spawn
from hansard.chat.wording import COMPLETE, FAILED, words_for, words_for_failed
from hansard.domain.agent_chunk import is_init, plain_chunk
from hansard.domain.errors import HansardError, NotFoundError, RunTransitionError
from hansard.domain.run import RunStatus
from hansard.infrastructure.telemetry import Invocation

if TYPE_CHECKING:
    from hansard.application.ports.agents import Agent
    from hansard.async_store import AsyncHansard

HEARTBEAT = 5.0
"""Seconds after which a silent agent gives a sign of life."""
PATIENCE = 1.0
"""Seconds that an agent has for its own beginning, before the caller is told of the turn."""
LEFT = "The caller went away before the answer was complete."

log = logging.getLogger("hansard.chat")


class Answering(AsyncIterator[dict[str, Any]]):
    """The chunks of an answer, while it is given and recorded.

    The first chunk is of type ``system`` and subtype ``init`` and has the ids of the turn; what
    the agent's own first chunk says is in it, the provider's session id as
    ``provider_session_id``. The agent's chunks follow, each recorded before it is given out. The
    last one is of type ``system`` and subtype ``complete`` once the answer is recorded, or of
    type ``error``.

    Close it when it is not read to its end: the turn is cancelled then, also where nothing was
    read. So it is when whoever reads it is cancelled.

    Args:
        store: of the namespace in which the turn began.
        agent: who answers.
        turn: has begun, and nobody else drives it.
        heartbeat: after so many seconds a silent agent gives a sign of life.
        patience: so many seconds the first chunk waits for the agent's own.
    """

    def __init__(
        self,
        store: AsyncHansard,
        agent: Agent,
        turn: OpenTurn,
        *,
        heartbeat: float = HEARTBEAT,
        patience: float = PATIENCE,
    ) -> None:
        self.turn = turn
        self._conversations = store.conversations
        self._agent = agent
        self._heartbeat = heartbeat
        self._patience = patience
        self._given, self._taken = anyio.create_memory_object_stream[dict[str, Any]](0)
        self._scope = CancelScope()
        self._invocation = Invocation()
        self._settled = anyio.Event()
        self._has_begun = self._is_introduced = self._has_spoken = False
        self._ended_by_others: HansardError | None = None

    async def __anext__(self) -> dict[str, Any]:
        if not self._has_begun:
            self._has_begun = True
            spawn(self._run)
        try:
            return await self._taken.receive()
        except (anyio.EndOfStream, anyio.ClosedResourceError):
            self._taken.close()
            raise StopAsyncIteration from None
        except anyio.get_cancelled_exc_class():
            await self.aclose()
            raise

    async def aclose(self) -> None:
        """Cancel the turn where it is not over. Whoever is cancelled meanwhile waits for that."""
        try:
            if not self._has_begun:
                self._has_begun = True
                self._settled.set()
                self._given.close()
                await self._cancel()
            elif not self._settled.is_set():
                await self._stop()
        finally:
            self._taken.close()

    async def _stop(self) -> None:
        """Cancel the turn and its agent, however often the caller is cancelled meanwhile."""
        try:
            await self._cancel()
        finally:
            self._scope.cancel()
            self._taken.close()
            await self._wait_for_end()

    # --- the turn, in a task of its own -----------------------------------------------------------

    async def _run(self) -> None:
        try:
            self._invocation.begin(self.turn.agent, self.turn.run, self.turn.turn.model_id)
            with self._scope, self._invocation.active():
                await self._answer()
        except Exception as error:  # noqa: BLE001 - nobody else would hear of it
            log.error("run %s: %s", self._run_id, type(error).__name__)
        finally:
            self._invocation.end(self.turn.run)
            self._given.close()
            self._settled.set()

    async def _answer(self) -> None:
        try:
            await self._converse()
            finished = await self._conversations.finish(self.turn)
            self._invocation.end(finished.run)
        except AgentFailedError as error:
            await self._fail(error.reason, words_for_failed(error.reason))
        except Exception as error:  # noqa: BLE001 - what cannot be recorded fails the run
            await self._fail(error, words_for(error))
        except BaseException:
            await self._cancel()
            raise
        else:
            await self._introduce()
            if finished.run.status is RunStatus.COMPLETED:
                end = {"type": "system", "subtype": "complete", "message": COMPLETE}
            else:
                end = {"type": "error", "error": FAILED}
            await self._give(end)

    async def _converse(self) -> None:
        """Let the agent answer, with signs of life, until it ends or somebody ends the run."""
        failure: Exception | None = None
        async with create_task_group() as tasks:
            tasks.start_soon(self._beat_on, tasks.cancel_scope)
            tasks.start_soon(self._introduce_soon)
            try:
                await self._pass_on()
            except Exception as error:  # noqa: BLE001 - raised below, alone and not in a group
                failure = error
            tasks.cancel_scope.cancel()
        failure = self._ended_by_others or failure
        if failure is not None:
            raise failure

    async def _pass_on(self) -> None:
        chunks = begin_answer(self._agent, self.turn.turn)
        try:
            while (given := await next_chunk(chunks)) is not END:
                chunk = plain_chunk(given)
                self._invocation.note(await self._conversations.record(self.turn, chunk))
                self._has_spoken = True
                if not is_init(chunk):
                    await self._introduce()
                    await self._give(chunk)
                elif not self._is_introduced:
                    await self._introduce(chunk)
        finally:
            await self._close(chunks)

    async def _introduce_soon(self) -> None:
        await anyio.sleep(self._patience)
        await self._introduce()

    async def _introduce(self, chunk: Mapping[str, Any] | None = None) -> None:
        """Give out the first chunk, once, with what the agent's own says besides."""
        if self._is_introduced:
            return
        self._is_introduced = True
        said = dict(chunk or {"type": "system", "subtype": "init"})
        theirs = self.turn.answer.provider_session_id
        asked = self.turn.turn
        said |= {"session_id": asked.session_id, "run_id": asked.run_id}
        said |= {"thread_id": asked.thread_id, "agent": self.turn.agent}
        if theirs is not None:
            said["provider_session_id"] = theirs
        try:
            await self._give(said)
        except anyio.get_cancelled_exc_class():
            self._is_introduced = False
            raise

    async def _give(self, chunk: dict[str, Any]) -> None:
        await self._given.send(chunk)

    async def _beat_on(self, scope: CancelScope) -> None:
        """Give signs of life while the agent is silent; stop it where the run is over."""
        while True:
            await anyio.sleep(self._heartbeat)
            if self._has_spoken:
                self._has_spoken = False
                continue
            try:
                await self._conversations.beat(self.turn)
            except (RunTransitionError, NotFoundError) as error:
                self._ended_by_others = error
                scope.cancel()
                return
            except HansardError as error:
                log.warning("run %s: no sign of life: %s", self._run_id, error.code)

    async def _close(self, chunks: AsyncIterator[Any]) -> None:
        try:
            await close_answer(chunks)
        except Exception as error:  # noqa: BLE001 - the agent's own; how the run ends is settled
            kind = type(error).__name__
            log.warning("run %s: its agent did not close: %s", self._run_id, kind)

    # --- how it ends ------------------------------------------------------------------------------

    async def _fail(self, error: BaseException, words: str) -> None:
        log.warning("run %s failed: %s", self._run_id, type(error).__name__)
        try:
            self._invocation.end(await self._conversations.fail(self.turn, error))
        except HansardError as reason:
            log.warning("run %s: its end could not be written: %s", self._run_id, reason.code)
        await self._introduce()
        await self._give({"type": "error", "error": words})

    async def _cancel(self) -> None:
        try:
            self._invocation.end(await self._conversations.cancel(self.turn, LEFT))
        except HansardError as reason:
            log.warning("run %s: its end could not be written: %s", self._run_id, reason.code)

    async def _wait_for_end(self) -> None:
        """Wait until the agent is closed, for as long as it may take, however often cancelled."""
        cancelled: BaseException | None = None
        with move_on_after(2 * GRACE, shield=True) as scope:
            while not self._settled.is_set():
                try:
                    await self._settled.wait()
                except asyncio.CancelledError as error:
                    if scope.cancel_called:
                        raise
                    cancelled = error
        if not self._settled.is_set():
            log.warning("run %s: its agent goes on, though nobody listens", self._run_id)
        if cancelled is not None:
            raise cancelled

    @property
    def _run_id(self) -> str:
        return self.turn.run.run_id
