"""The events of a session as they come, until it is over."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Query

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.event import Event
from hansard.domain.session import Session
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.models.described import SessionId, example_of, query_read
from hansard.interfaces.http.models.events import EventAnswer, EventsFollowed, event_map
from hansard.interfaces.http.models.values import Perhaps, Whole
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.sse import EventStream, ServerEvent

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

router = APIRouter(route_class=StrictRoute, prefix="/v1/sessions/{session_id}", tags=["events"])

PAGE = 100
"""Events that are read at a time."""
PAUSE_MS = 1000
"""How long a stream waits for events before it looks whether the session is over."""
DELETED = "deleted"
"""What a stream says at its end of a session that is gone."""

LastEventId = Annotated[
    Perhaps[Whole],
    Header(
        alias="Last-Event-ID",
        description="The sequence of the last event that was seen: what a browser sends by itself "
        "when it connects again.",
        examples=[41],
    ),
]


def _example() -> str:
    event, end = example_of(EventAnswer), {"status": "completed"}
    sent = ServerEvent(event, id=str(event["sequence"]), event=event["type"])
    return (sent.encode() + ServerEvent(end, event="end").encode()).decode()


_STREAM: dict[str, Any] = {
    "description": "Events of the session, each as `EventAnswer`, then the end.",
    "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _example()}},
}


@router.get(
    "/events/stream",
    status_code=HTTPStatus.OK,
    response_class=EventStream,
    responses={200: _STREAM, **responses(404)},
)
async def follow_events(
    session_id: SessionId,
    asked: Annotated[EventsFollowed, Query()],
    last_event_id: LastEventId = None,
    caller: Caller = allow(KeyRole.READ),
) -> EventStream:
    """Send the events of a session, and those still to come, as server-sent events.

    None is missed and none is repeated, whoever writes them: `id` is the sequence, `event` the
    type, `data` the event. It begins behind `Last-Event-ID`, else behind `after`, else with the
    first event. When the session is completed, failed, cancelled or deleted, and everything was
    sent, `event: end` says so: the client closes the stream then. A stream that ends without it,
    or with `event: error`, is opened again with the last `id`.
    """
    after = asked.after or 0 if last_event_id is None else last_event_id
    feed = Feed(caller.store, session_id, asked, after)
    await feed.begin()
    return EventStream(feed.items())


class Feed:
    """The events of one session on their way to one client.

    Args:
        asked: which of them.
        after: the sequence of the last one that the client has.
    """

    def __init__(
        self, store: AsyncHansard, session_id: str, asked: EventsFollowed, after: int
    ) -> None:
        self._store = store
        self._session_id = session_id
        self._asked = asked
        self._after = after
        self._session: Session | None = None

    async def begin(self) -> None:
        """See to it that there is something to follow.

        Raises:
            SessionNotFoundError: there is no such session.
            Refusal: nothing can be asked for like that.
        """
        self._session = await self._store.sessions.get(self._session_id, with_messages=False)
        with query_read():
            await self._read(limit=1)

    async def items(self) -> AsyncGenerator[ServerEvent, None]:
        """Yield events, and the end."""
        while (session := await self._look()) is not None:
            is_over = session.status.is_final
            page = await self._read(wait_ms=0 if is_over else PAUSE_MS)
            for event in page:
                yield _sent(event)
            self._advance(page, session)
            if is_over and len(page) < PAGE:
                yield ServerEvent({"status": session.status.value}, event="end")
                return
        yield ServerEvent({"status": DELETED}, event="end")

    async def _look(self) -> Session | None:
        """Give the session as it is now, None where it is gone, or another one has its id."""
        try:
            session = await self._store.sessions.get(self._session_id, with_messages=False)
        except SessionNotFoundError:
            return None
        known = self._session
        return session if known and known.created_at == session.created_at else None

    async def _read(self, *, limit: int = PAGE, wait_ms: int = 0) -> list[Event]:
        return await self._store.events.get(
            self._session_id,
            run_id=self._asked.run_id,
            type=self._asked.type,
            after=self._after,
            limit=limit,
            wait_timeout_ms=wait_ms,
        )

    def _advance(self, page: list[Event], session: Session) -> None:
        """Go on behind what was read.

        Args:
            session: looked at before. A page that is not full had all events up to then that were
                asked for, so the others need not be looked at again.
        """
        if page:
            self._after = page[-1].sequence or 0
        if len(page) < PAGE:
            self._after = max(self._after, session.event_count)


def _sent(event: Event) -> ServerEvent:
    return ServerEvent(event_map(event), id=str(event.sequence), event=event.type.value)
