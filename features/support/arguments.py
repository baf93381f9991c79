"""Arguments of every kind of request, given one at a time as any value.

An argument is named by the request that it belongs to. The iterators that some requests give are
taken to their end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from parse import with_pattern

from features.support import store_arguments, thread_arguments
from features.support.values import VALUES
from features.support.world import World
from hansard.domain.error_codes import category_of, find_code, is_retryable
from hansard.infrastructure.database import SessionMessageRepository, SessionRepository

Request = Callable[[World, Any], Any]


def _sessions(method: str, argument: str, **others: Any) -> Request:
    """Call a method of the sessions with a value for an argument."""
    return lambda world, value: world.call(
        getattr(world.sessions, method), **others, **{argument: value}
    )


def _of_alpha(method: str, argument: str, **others: Any) -> Request:
    """Call a method about the session Alpha with a value for an argument."""
    return lambda world, value: world.call(
        getattr(world.sessions, method), world.id_of("Alpha"), **others, **{argument: value}
    )


def _repository(kind: type, method: str, argument: str, *others: Any) -> Request:
    """Call a method of a repository alone with a value for an argument."""
    return lambda world, value: getattr(kind(world.store.backend), method)(
        *others, **{argument: value}
    )


REQUESTS: dict[str, Request] = {
    "the id of a new session": _sessions("create", "session_id"),
    "the tags of a new session": _sessions("create", "tags"),
    "the plans of a new session": _sessions("create", "linked_plan_ids"),
    "the tags of a listing": _sessions("list", "tags"),
    "the tags of a paged listing": _sessions("page", "tags"),
    "more tags of Alpha": lambda world, value: world.call(
        world.sessions.tag, world.id_of("Alpha"), *value
    ),
    "the tags that Alpha loses": _of_alpha("tag", "remove"),
    "the messages of Alpha": _of_alpha("append_messages", "messages"),
    "the cost of Alpha": _of_alpha("update_token_usage", "cost", input_tokens=0),
    "the reason why Alpha failed": _of_alpha("fail", "reason"),
    "a transcript": lambda world, value: world.call(world.store.transcripts.import_chats, value),
    "a line of a transcript": lambda world, value: world.call(
        world.store.transcripts.import_chats, [value]
    ),
    "a code of an error": lambda _, value: {
        "known": find_code(value) is not None,
        "category": category_of(value),
        "retry": is_retryable(value),
    },
    "a session's id, to a repository alone": _repository(
        SessionRepository, "get_by_id", "session_id"
    ),
    "the limit of a listing, to a repository alone": _repository(
        SessionRepository, "list_all", "limit"
    ),
    "the limit of messages, to a repository alone": _repository(
        SessionMessageRepository, "get_for_session", "limit", "Alpha"
    ),
    **store_arguments.REQUESTS,
    **thread_arguments.REQUESTS,
}


@with_pattern("|".join(re.escape(name) for name in sorted(REQUESTS, key=len, reverse=True)))
def read_request(text: str) -> Request:
    """Read the name of an argument."""
    return REQUESTS[text]


def give(world: World, request: Request, value: str) -> None:
    """Make a request with a named value for its argument, as the attempt of the scenario."""
    world.run(lambda: request(world, VALUES[value]()))
