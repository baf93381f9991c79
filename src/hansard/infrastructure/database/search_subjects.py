"""What is searched: the tables, their filters and orders, and the indexes that serve them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Table

from hansard.domain.searches import (
    EventSearchOrder,
    RunSearchOrder,
    SearchOrder,
    SessionSearchOrder,
)
from hansard.infrastructure.database.event_mapping import EVENT_COLUMNS, RUN_COLUMNS
from hansard.infrastructure.database.mapping import SESSION_COLUMNS
from hansard.infrastructure.database.run_statements import EVENTS, RUNS
from hansard.infrastructure.database.search_conditions import (
    Candidates,
    Condition,
    Restriction,
    absent,
    among,
    at_least,
    at_most,
    has_run_of,
    has_tag,
    one_of,
    present,
    sessions_of,
    sessions_with_runs_of,
    tagged_sessions,
)
from hansard.infrastructure.database.statements import SESSIONS

_BY_CREATION = (SessionSearchOrder.CREATED_AT_DESC, SessionSearchOrder.CREATED_AT_ASC)
_BY_START = (RunSearchOrder.STARTED_AT_DESC, RunSearchOrder.STARTED_AT_ASC)
_BY_TIME = (EventSearchOrder.TIMESTAMP_ASC, EventSearchOrder.TIMESTAMP_DESC)


@dataclass(frozen=True, slots=True)
class Path:
    """An index that a search may begin with.

    Attributes:
        index: as SQLite calls it.
        serves: the kinds of restriction that it narrows by.
        orders: in which it gives the records of one value.
        is_narrow: what it leaves is known to be little.
        candidates: gives the sessions to look up, where another table knows them.
    """

    index: str
    serves: tuple[str, ...]
    orders: tuple[SearchOrder, ...] = ()
    is_narrow: bool = False
    candidates: Candidates | None = None


class Subject(NamedTuple):
    """A table that is searched.

    Attributes:
        conditions: by kind of restriction.
        orders: with the index that gives each.
        paths: by the kind of restriction that begins them, the best ones first.
    """

    table: Table
    columns: tuple[str, ...]
    conditions: Mapping[str, Condition]
    orders: Mapping[SearchOrder, str]
    paths: Mapping[str, Path]

    def gives_in_order(self, first: Restriction, order: SearchOrder | None) -> bool:
        """Say whether the index of a restriction gives what it leaves in an order."""
        return first.count == 1 and order in self.paths[first.kind].orders


_CREATED = Path("ix_sessions_created", ("created_after", "created_before"), _BY_CREATION)
SESSION_SEARCH = Subject(
    SESSIONS,
    SESSION_COLUMNS,
    {
        "session_id": one_of(SESSIONS.c.session_id),
        "actor_name": one_of(SESSIONS.c.actor_name),
        "owner_id": one_of(SESSIONS.c.owner_id),
        "status": one_of(SESSIONS.c.status),
        "provider": has_run_of,
        "tag": has_tag,
        "created_after": at_least(SESSIONS.c.created_at),
        "created_before": at_most(SESSIONS.c.created_at),
        "visible": absent(SESSIONS.c.deleted_at),
        "hidden": present(SESSIONS.c.deleted_at),
    },
    {
        SessionSearchOrder.UPDATED_AT_DESC: "ix_sessions_updated",
        SessionSearchOrder.CREATED_AT_DESC: "ix_sessions_created",
        SessionSearchOrder.CREATED_AT_ASC: "ix_sessions_created",
    },
    {
        "session_id": Path("sqlite_autoindex_sessions_1", ("session_id",), is_narrow=True),
        "owner_id": Path("ix_sessions_owner", ("owner_id", *_CREATED.serves), _BY_CREATION),
        "actor_name": Path("ix_sessions_actor", ("actor_name", *_CREATED.serves), _BY_CREATION),
        "status": Path("ix_sessions_status", ("status", *_CREATED.serves), _BY_CREATION),
        "tag": Path("sqlite_autoindex_sessions_1", ("tag",), candidates=tagged_sessions),
        "provider": Path(
            "sqlite_autoindex_sessions_1", ("provider",), candidates=sessions_with_runs_of
        ),
        "created_after": _CREATED,
        "created_before": _CREATED,
        "hidden": Path("ix_sessions_deleted", ("hidden",)),
    },
)

_STARTED = Path("ix_runs_started", ("started_after", "started_before"), _BY_START)
RUN_SEARCH = Subject(
    RUNS,
    RUN_COLUMNS,
    {
        "session_id": one_of(RUNS.c.session_id),
        "provider": one_of(RUNS.c.provider),
        "status": one_of(RUNS.c.status),
        "started_after": at_least(RUNS.c.started_at),
        "started_before": at_most(RUNS.c.started_at),
        "min_tokens": at_least(RUNS.c.total_tokens),
    },
    {
        RunSearchOrder.STARTED_AT_DESC: "ix_runs_started",
        RunSearchOrder.STARTED_AT_ASC: "ix_runs_started",
        RunSearchOrder.TOKEN_USAGE_DESC: "ix_runs_tokens",
    },
    {
        "session_id": Path("ix_runs_session", ("session_id", "status"), is_narrow=True),
        "provider": Path("ix_runs_provider", ("provider", *_STARTED.serves), _BY_START),
        "status": Path("ix_runs_status", ("status", *_STARTED.serves), _BY_START),
        "min_tokens": Path("ix_runs_tokens", ("min_tokens",), (RunSearchOrder.TOKEN_USAGE_DESC,)),
        "started_after": _STARTED,
        "started_before": _STARTED,
    },
)

_HAPPENED = Path("ix_events_time", ("since", "until"), _BY_TIME)
EVENT_SEARCH = Subject(
    EVENTS,
    EVENT_COLUMNS,
    {
        "session_id": one_of(EVENTS.c.session_id),
        "run_id": one_of(EVENTS.c.run_id),
        "provider": one_of(EVENTS.c.provider),
        "type": one_of(EVENTS.c.type),
        "since": at_least(EVENTS.c.timestamp),
        "until": at_most(EVENTS.c.timestamp),
        "correlation_id": one_of(EVENTS.c.correlation_id),
    },
    {
        EventSearchOrder.SEQUENCE_ASC: "ix_events_sequence",
        EventSearchOrder.TIMESTAMP_ASC: "ix_events_time",
        EventSearchOrder.TIMESTAMP_DESC: "ix_events_time",
    },
    {
        "run_id": Path("ix_events_run", ("run_id", "session_id"), is_narrow=True),
        "correlation_id": Path(
            "ix_events_correlation", ("correlation_id", *_HAPPENED.serves), is_narrow=True
        ),
        "session_id": Path(
            "sqlite_autoindex_events_1",
            ("session_id",),
            (EventSearchOrder.SEQUENCE_ASC,),
            is_narrow=True,
        ),
        "provider": Path("ix_events_provider", ("provider", *_HAPPENED.serves), _BY_TIME),
        "type": Path("ix_events_type", ("type", *_HAPPENED.serves), _BY_TIME),
        "since": _HAPPENED,
        "until": _HAPPENED,
    },
)

_OF_OWNER = sessions_of(SESSIONS.c.owner_id, "ix_sessions_owner")
_OF_ACTOR = sessions_of(SESSIONS.c.actor_name, "ix_sessions_actor")
USAGE_SEARCH = Subject(
    RUNS,
    (),
    {
        "session_id": one_of(RUNS.c.session_id),
        "owner_id": among(RUNS.c.session_id, _OF_OWNER),
        "actor_name": among(RUNS.c.session_id, _OF_ACTOR),
        "provider": one_of(RUNS.c.provider),
        "since": at_least(RUNS.c.started_at),
        "until": at_most(RUNS.c.started_at),
    },
    {},
    {
        "session_id": Path("ix_runs_session", ("session_id",), is_narrow=True),
        "owner_id": Path("sqlite_autoindex_runs_1", ("owner_id",), candidates=_OF_OWNER),
        "actor_name": Path("sqlite_autoindex_runs_1", ("actor_name",), candidates=_OF_ACTOR),
        "provider": Path("ix_runs_provider", ("provider", "since", "until")),
        "since": Path("ix_runs_started", ("since", "until")),
        "until": Path("ix_runs_started", ("since", "until")),
    },
)

SUBJECTS: dict[str, Subject] = {
    "sessions": SESSION_SEARCH,
    "runs": RUN_SEARCH,
    "events": EVENT_SEARCH,
    "usage": USAGE_SEARCH,
}
