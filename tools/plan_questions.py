"""The questions whose plans are checked: every operation of queries, each filter and each order.

What the store, the manager, the artifacts and the threads ask all the time is checked as well.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from typing import Any

from hansard import Hansard
from hansard.application.ports import UnitOfWork
from hansard.domain.searches import EventSearchOrder, RunSearchOrder, SessionSearchOrder
from testbed.bulk_records import NAMESPACE, START, digest, run_id, session_id

Filter = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A call of a store.

    Attributes:
        is_rare: its filter leaves little, so nothing may be read as a whole.
        is_page: it asks for a page of what is common, so nothing may be sorted as a whole.
        statements: it may take so many; None for any number.
    """

    name: str
    ask: Callable[[Hansard], object]
    is_rare: bool = False
    is_page: bool = False
    statements: int | None = None


def questions(sessions: int) -> Iterator[Question]:
    """Yield the questions to a store with so many sessions."""
    yield from _pages("search_sessions", SessionSearchOrder, _session_filters(sessions), _COMMON)
    yield from _pages("search_runs", RunSearchOrder, _run_filters(sessions), _COMMON_RUNS)
    yield from _pages("search_events", EventSearchOrder, _event_filters(sessions), _COMMON_EVENTS)
    for given in _session_filters(sessions):
        yield Question(_named("total_count", given), partial(_count_sessions, given), is_rare=True)
    for given in _event_filters(sessions):
        yield _question("count_events", given, is_rare=True)
    for given, operation in product(
        _usage_filters(sessions), ("get_usage_summary", "get_cost_summary")
    ):
        yield _question(operation, given, is_rare=bool(given), statements=1)
    for operation in ("get_session_stats", "export_session"):
        yield _question(operation, {"session_id": session_id(7)}, is_rare=True)
    yield from _port_questions()
    yield from _collection_questions(_moment(sessions))


def _port_questions() -> Iterator[Question]:
    """Yield what is asked of the store port, of artifacts, threads and forks."""
    of_seven = {"session_id": session_id(7)}
    asked: list[tuple[str, str, Filter]] = [
        ("session_store", "get_run", {"run_id": run_id(7)}),
        ("session_store", "get_active_run", of_seven),
        ("session_store", "get_latest_sequence", of_seven),
        *(("session_store", "list_runs", {**of_seven, **given}) for given in _OF_RUNS),
        *(("session_store", "get_events", {**of_seven, **given}) for given in _OF_EVENTS),
        ("artifacts", "get_by_key", {"key": "key 7"}),
        ("artifacts", "list_by_session", of_seven),
        ("artifacts", "session_stats", of_seven),
        ("artifacts", "page", {**of_seven, "limit": 3}),
        ("threads", "get_session_metadata", {"thread_id": "thread 7", "resource_id": "owner 7"}),
        ("threads", "delete_session", {"thread_id": "thread 8", "resource_id": "owner 8"}),
        ("threads", "list_sessions", {"resource_id": "owner 5"}),
        ("sessions", "lineage", {"session_id": session_id(70)}),
    ]
    for service, operation, given in asked:
        ask = partial(_ask, operation, given, service=service)
        yield Question(_named(f"{service}.{operation}", given), ask, is_rare=True)


def _collection_questions(now: datetime) -> Iterator[Question]:
    """Yield what services ask of their collections by themselves."""
    asked: dict[str, Callable[[UnitOfWork], object]] = {
        "a sign of life": lambda work: work.runs.beat(session_id(7), run_id(7), now),
        "the runs that are silent": lambda work: work.runs.list_silent(now, 1),
        "the run to be ended": lambda work: work.runs.get_by_id(run_id(7), for_update=True),
        "the references of a digest": lambda work: work.artifacts.list_references(
            digest(7), "file"
        ),
        "their number": lambda work: work.artifacts.count_references(digest(7), "file"),
        "a session's artifacts, also deleted ones": lambda work: work.artifacts.list_for_session(
            session_id(7), include_deleted=True
        ),
        "the children of a session": lambda work: work.sessions.list_children(session_id(70), 3),
        "the deletion of a session": lambda work: work.sessions.delete(session_id(77)),
    }
    for name, unit in asked.items():
        yield Question(name, partial(_ask_in_unit, unit), is_rare=True)


def _ask_in_unit(unit: Callable[[UnitOfWork], object], store: Hansard) -> object:
    return store.backend.in_namespace(NAMESPACE).write(unit)


_OF_RUNS: list[Filter] = [
    {},
    {"status": "completed"},
    {"status": "timeout", "limit": 3},
]
_OF_EVENTS: list[Filter] = [
    {},
    {"run_id": run_id(7)},
    {"type": "message_sent"},
    {"since": datetime.fromtimestamp(START / 1_000_000, UTC)},
    {"after": 1},
    {"before": 9},
    {"limit": 3},
    {"after": 1, "before": 9, "limit": 3},
    {"run_id": run_id(7), "type": "message_sent", "after": 1, "limit": 3},
]
_COMMON: list[Filter] = [
    {},
    {"actor_name": "actor 3"},
    {"status": "completed"},
    {"status": ["completed", "failed"]},
    {"provider": "claude"},
    {"provider": ["claude", "codex"]},
    {"tags": "common"},
    {"tags": ["common", "second"]},
    {"actor_name": "actor 3", "tags": "common"},
    {"include_deleted": True},
]
_COMMON_RUNS: list[Filter] = [
    {},
    {"provider": "claude"},
    {"status": "completed"},
    {"status": ["completed", "failed"]},
    {"min_tokens": 10},
]
_COMMON_EVENTS: list[Filter] = [
    {},
    {"providers": ["claude"]},
    {"types": "message_sent"},
    {"types": ["message_sent", "message_received"]},
]


def _session_filters(sessions: int) -> list[Filter]:
    end = _moment(sessions)
    return [
        {"actor_name": "rare"},
        {"owner_id": "owner 5"},
        {"status": "paused"},
        {"status": ["paused", "active"]},
        {"provider": "rare"},
        {"provider": ["rare", "unheard of"]},
        {"tags": "rare"},
        {"tags": ["second", "rare"]},
        {"created_after": end - timedelta(seconds=9)},
        {"created_after": end - timedelta(seconds=9), "created_before": end},
        {"actor_name": "rare", "status": "paused", "tags": "second"},
        {"actor_name": "rare", "include_deleted": True},
    ]


def _run_filters(sessions: int) -> list[Filter]:
    end = _moment(sessions)
    return [
        {"session_id": session_id(7)},
        {"provider": "rare"},
        {"status": "timeout"},
        {"status": ["timeout", "pending"]},
        {"started_after": end - timedelta(seconds=9)},
        {"started_after": end - timedelta(seconds=9), "started_before": end},
        {"min_tokens": 5690},
        {"provider": "claude", "status": "timeout"},
        {"session_id": session_id(7), "provider": "claude", "min_tokens": 1},
    ]


def _event_filters(sessions: int) -> list[Filter]:
    end = _moment(sessions)
    return [
        {"session_ids": [session_id(7)]},
        {"session_ids": [session_id(7), session_id(70), session_id(700)]},
        {"run_ids": [run_id(7)]},
        {"run_ids": [run_id(7), run_id(70), run_id(700)]},
        {"providers": ["rare"]},
        {"providers": ["rare", "unheard of"]},
        {"types": "policy_violation"},
        {"types": ["policy_violation", "run_failed"]},
        {"since": end - timedelta(seconds=9)},
        {"since": end - timedelta(seconds=9), "until": end},
        {"correlation_id": "call 7"},
        {"types": "message_sent", "correlation_id": "call 7"},
        {"types": "message_sent", "providers": ["rare"]},
        {"types": "message_sent", "session_ids": [session_id(7), session_id(70)]},
    ]


def _usage_filters(sessions: int) -> list[Filter]:
    end = _moment(sessions)
    return [
        {},
        {"session_id": session_id(7)},
        {"provider": "rare"},
        {"actor_name": "rare"},
        {"owner_id": "owner 5"},
        {"since": end - timedelta(seconds=9)},
        {"since": end - timedelta(seconds=9), "until": end},
        {"provider": "claude", "since": end - timedelta(seconds=9)},
        {"actor_name": "rare", "since": end - timedelta(days=99)},
    ]


def _pages(operation: str, orders: Any, rare: list[Filter], common: list[Filter]) -> Iterator[Any]:
    """Yield first and following pages of a search, in each order."""
    for order, is_rare in product(orders, (True, False)):
        for given in rare if is_rare else common:
            ordered = {**given, "order_by": order.value}
            yield _question(operation, ordered, is_rare=is_rare, is_page=not is_rare)
            if order is not RunSearchOrder.TOKEN_USAGE_DESC:
                ask = partial(_second_page, operation, ordered)
                name = f"{_named(operation, ordered)}, second page"
                yield Question(name, ask, is_rare=is_rare, is_page=not is_rare)


def _question(operation: str, given: Filter, **kinds: Any) -> Question:
    return Question(_named(operation, given), partial(_ask, operation, given), **kinds)


def _ask(operation: str, given: Filter, store: Hansard, service: str = "queries") -> object:
    return getattr(getattr(store, service), operation)(**given)


def _second_page(operation: str, given: Filter, store: Hansard) -> object:
    search = getattr(store.queries, operation)
    return search(**given, cursor=search(**given).cursor)


def _count_sessions(given: Filter, store: Hansard) -> int:
    return store.queries.search_sessions(**given).total_count


def _named(operation: str, given: Filter) -> str:
    words = (f"{name}={value}" for name, value in given.items())
    return f"{operation}({', '.join(words)})"


def _moment(seconds: int) -> datetime:
    """Return the moment so many seconds after the first session was made."""
    return datetime.fromtimestamp(START / 1_000_000, UTC) + timedelta(seconds=seconds)
