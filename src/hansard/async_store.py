"""AsyncHansard: the same services, the same names and order, awaited.

The core runs on a few threads of its own; on every database that is faster than its asynchronous
drivers. What has started is finished: a caller that is cancelled meanwhile is told so only once
the outcome is settled.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import partial, update_wrapper
from itertools import islice
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from anyio import CancelScope, to_thread

from hansard.application.services import (
    IntegrityService,
    PersistentSessionService,
    TranscriptService,
)
from hansard.application.services.session_service import PAGE_OF_MESSAGES
from hansard.domain.errors import ConfigurationError
from hansard.domain.message import SessionMessage
from hansard.domain.pages import check_count, check_limit
from hansard.store import Hansard
from hansard.threads import Threads

if TYPE_CHECKING:
    from sqlalchemy import Connection

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Item = TypeVar("Item")


def awaited(
    method: Callable[Concatenate[Any, Parameters], Result],
) -> Callable[Concatenate[Any, Parameters], Coroutine[Any, Any, Result]]:
    """Give a method of a service as one that is awaited."""

    async def call(self: Any, /, *args: Parameters.args, **options: Parameters.kwargs) -> Result:
        call_on_thread = partial(method, self._service, *args, **options)
        result: Result = await self._threads.run(call_on_thread)
        return result

    update_wrapper(call, method)
    return call


def iterated(
    method: Callable[Concatenate[Any, Parameters], Iterator[Item]],
) -> Callable[Concatenate[Any, Parameters], AsyncIterator[Item]]:
    """Give a method that iterates as one that iterates asynchronously, each item awaited."""

    async def iterate(
        self: Any, /, *args: Parameters.args, **options: Parameters.kwargs
    ) -> AsyncIterator[Item]:
        items = await self._threads.run(partial(method, self._service, *args, **options))
        while True:
            found = await self._threads.run(lambda: list(islice(items, 1)))
            if not found:
                return
            yield found[0]

    update_wrapper(iterate, method)
    return iterate


class AsyncService:
    """A service whose calls run on the threads of its store."""

    def __init__(self, service: object, threads: Threads) -> None:
        self._service = service
        self._threads = threads


class AsyncSessionService(AsyncService):
    """`PersistentSessionService`, awaited."""

    create = awaited(PersistentSessionService.create)
    get = awaited(PersistentSessionService.get)
    list = awaited(PersistentSessionService.list)
    page = awaited(PersistentSessionService.page)
    delete = awaited(PersistentSessionService.delete)
    append_message = awaited(PersistentSessionService.append_message)
    append_messages = awaited(PersistentSessionService.append_messages)
    remove_latest = awaited(PersistentSessionService.remove_latest)
    messages = awaited(PersistentSessionService.messages)
    latest = awaited(PersistentSessionService.latest)

    async def iter_messages(
        self, session_id: str, *, after: int | None = None, page_size: int = PAGE_OF_MESSAGES
    ) -> AsyncIterator[SessionMessage]:
        """Iterate over messages by sequence, a page at a time; see the synchronous service."""
        check_limit(page_size, "page_size")
        if after is not None:
            check_count(after, "after")
        sequence = 0 if after is None else after + 1
        page = await self.messages_from(session_id, sequence, page_size)
        while page:
            for message in page:
                yield message
            if len(page) < page_size:
                return
            page = await self.messages_from(session_id, page[-1].sequence + 1, page_size)

    messages_from = awaited(PersistentSessionService.messages_from)
    history = awaited(PersistentSessionService.history)
    pause = awaited(PersistentSessionService.pause)
    resume = awaited(PersistentSessionService.resume)
    complete = awaited(PersistentSessionService.complete)
    fail = awaited(PersistentSessionService.fail)
    cancel = awaited(PersistentSessionService.cancel)
    rename = awaited(PersistentSessionService.rename)
    tag = awaited(PersistentSessionService.tag)
    update_token_usage = awaited(PersistentSessionService.update_token_usage)
    export_session = awaited(PersistentSessionService.export_session)
    import_session = awaited(PersistentSessionService.import_session)


class AsyncTranscriptService(AsyncService):
    """`TranscriptService`, awaited."""

    import_chats = awaited(TranscriptService.import_chats)
    export_chats = iterated(TranscriptService.export_chats)


class AsyncIntegrityService(AsyncService):
    """`IntegrityService`, awaited."""

    verify = awaited(IntegrityService.verify)


_OPENED = {"_store", "_threads", "namespace", "sessions", "transcripts", "integrity"}


class AsyncHansard:
    """One namespace of a store, awaited. Open it with ``async with``.

    Attributes:
        namespace: the part of the store that is visible here.
        sessions: sessions and their messages.
        transcripts: chat-completions transcripts in and out.
        integrity: proof that the record is complete and unchanged.
    """

    namespace: str
    sessions: AsyncSessionService
    transcripts: AsyncTranscriptService
    integrity: AsyncIntegrityService
    _threads: Threads

    def __init__(self, opener: Callable[[], Hansard]) -> None:
        self._opener = opener

    def _serve(self, store: Hansard, threads: Threads) -> Self:
        self._store, self._threads, self.namespace = store, threads, store.namespace
        self.sessions = AsyncSessionService(store.sessions, threads)
        self.transcripts = AsyncTranscriptService(store.transcripts, threads)
        self.integrity = AsyncIntegrityService(store.integrity, threads)
        return self

    def __getattr__(self, name: str) -> Any:
        """Say what to do where something is asked for before the store is open."""
        if name in _OPENED:
            raise ConfigurationError(
                "The store is not open. Open it: async with hansard.open_async(...) as store"
            )
        raise AttributeError(name)

    @property
    def backend(self) -> Any:
        """What the sessions are kept in."""
        return self._store.backend

    def for_namespace(self, namespace: str) -> AsyncHansard:
        """Give the same store as seen from another namespace; closing one closes both."""
        return self._sibling(self._store.for_namespace(namespace))

    def within(self, connection: Connection) -> AsyncHansard:
        """Give the same services inside a transaction of the caller's.

        The caller commits or rolls back, and nothing is retried.
        """
        return self._sibling(self._store.within(connection))

    async def close(self) -> None:
        """Give back every connection."""
        await self._threads.close()
        await to_thread.run_sync(self._store.close)

    def _sibling(self, store: Hansard) -> AsyncHansard:
        return AsyncHansard(lambda: store)._serve(store, self._threads)

    async def __aenter__(self) -> Self:
        store = await to_thread.run_sync(self._opener)
        return self._serve(store, Threads(store.backend.concurrency))

    async def __aexit__(self, *_: object) -> None:
        with CancelScope(shield=True):
            await self.close()
