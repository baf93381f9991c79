"""How every endpoint is called with something of a tenant's own.

``{session}`` and its like stand for the ids of records that belong together: they may be the
caller's own, another tenant's, or nobody's. ``{my session}`` is the caller's own always, and
``{fresh}`` is an id that the caller has not used yet.

An endpoint that is not here fails the suite, and so does an entry that is no endpoint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from hansard.domain.api_key import KeyRole
from hansard.domain.export import checksum
from libraries.tenants import FOREIGN, NORTH, Names, filled, names_of

READ, APPEND, ADMIN = KeyRole.READ, KeyRole.APPEND, KeyRole.ADMIN
_TIME = "2026-05-01T09:00:00Z"
_IN_PATHS = {
    "session_id": "{session}",
    "run_id": "{run}",
    "thread_id": "{thread}",
    "key": "{artifact}",
}
SESSION = "/v1/sessions/{session_id}"
THREAD = {"threadId": "{thread}", "resourceId": "{resource}"}


@dataclass(frozen=True, slots=True)
class Call:
    """A way to call an endpoint.

    Attributes:
        role: the least that a key must be good for; None where nobody is asked for one.
        endpoint: the method and the path as the router has it.
        makes: where the ids are nobody's, something of the caller's own is made.
        parts: of the path, where they are others than usual.
    """

    role: KeyRole | None
    endpoint: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    makes: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """Give the method."""
        return self.endpoint.partition(" ")[0]

    def url(self, names: Names) -> str:
        """Give the path and the query."""
        parts = filled({**_IN_PATHS, **self.parts}, names)
        path = self.endpoint.partition(" ")[2].format_map(
            {name: quote(part, safe="") for name, part in parts.items()}
        )
        return f"{path}?{urlencode(filled(dict(self.query), names))}" if self.query else path

    def request(self, names: Names) -> dict[str, Any]:
        """Give what httpx calls the rest of the request."""
        given: dict[str, Any] = {"headers": filled(dict(self.headers), names)}
        if isinstance(self.body, bytes):
            return given | {"content": self.body}
        return given if self.body is None else given | {"json": filled(self.body, names)}

    def __str__(self) -> str:
        asked = f"?{urlencode(self.query, safe='{}')}" if self.query else ""
        return f"{self.endpoint}{asked}"


_EVENT = {"type": "tool_call_started", "data": {"tool": "search"}}
_KEY = {"idempotency-key": "{fresh}"}
_RUN = {"status": "completed", "started_at": _TIME}
_DOCUMENT = {
    "schema_version": "1.0",
    "namespace": NORTH,
    "session_id": names_of(FOREIGN)["session"],
    "messages": [{"role": "user", "content": "Hello", "sequence": 0}],
}

CALLS: tuple[Call, ...] = (
    Call(None, "GET /healthz"),
    Call(None, "GET /readyz"),
    Call(None, "GET /openapi.json"),
    Call(ADMIN, "GET /v1/health"),
    # sessions
    Call(APPEND, "POST /v1/sessions", body={"actor_name": "clerk"}, makes=True),
    Call(
        APPEND,
        "POST /v1/sessions",
        body={"thread_id": "{thread}", "resource_id": "{resource}", "metadata": {"a": 1}},
        makes=True,
    ),
    Call(READ, "GET /v1/sessions"),
    Call(READ, "GET /v1/sessions", {"owner_id": "{owner}"}),
    Call(READ, "GET /v1/sessions", {"tag": "{tag}"}),
    Call(READ, f"GET {SESSION}"),
    Call(APPEND, f"PATCH {SESSION}", body={"name": "another"}),
    Call(APPEND, f"PATCH {SESSION}", body={"add_tags": ["new"], "remove_tags": ["{tag}"]}),
    Call(ADMIN, f"DELETE {SESSION}"),
    Call(APPEND, f"POST {SESSION}/usage", body={"input_tokens": 1, "cost": 0.25}),
    Call(APPEND, f"POST {SESSION}/fork", body={"at_sequence": 1}),
    Call(READ, f"GET {SESSION}/lineage"),
    Call(APPEND, f"POST {SESSION}/pause"),
    Call(APPEND, f"POST {SESSION}/resume"),
    Call(APPEND, f"POST {SESSION}/complete"),
    Call(APPEND, f"POST {SESSION}/fail", body={"reason": "it broke"}),
    Call(APPEND, f"POST {SESSION}/cancel", body={"reason": "no longer needed"}),
    # messages
    Call(
        APPEND, f"POST {SESSION}/messages", body={"role": "user", "content": "Hello"}, headers=_KEY
    ),
    Call(
        APPEND,
        f"POST {SESSION}/messages",
        body={"role": "user", "content": "Hello"},
        headers={"if-match": '"3"'},
    ),
    Call(
        APPEND,
        f"POST {SESSION}/messages/batch",
        body={"messages": [{"role": "user", "content": "Hello", "message_id": "{fresh}"}]},
    ),
    Call(READ, f"GET {SESSION}/messages"),
    Call(READ, f"GET {SESSION}/messages", {"from": "1", "limit": "1"}),
    Call(READ, f"GET {SESSION}/messages", {"latest": "2"}),
    Call(READ, f"GET {SESSION}/history"),
    # documents
    Call(READ, f"GET {SESSION}/export"),
    Call(
        APPEND,
        "POST /v1/sessions/import",
        body=_DOCUMENT | {"checksum": checksum(_DOCUMENT)},
        makes=True,
    ),
    # threads
    Call(READ, "GET /v1/threads", {"resource_id": "{resource}"}),
    Call(
        APPEND,
        "POST /v1/threads",
        body={"thread_id": "{thread}", "resource_id": "{resource}"},
        makes=True,
    ),
    Call(READ, "GET /v1/threads/{thread_id}", {"resource_id": "{resource}"}),
    Call(ADMIN, "DELETE /v1/threads/{thread_id}", {"resource_id": "{resource}"}),
    # chat
    Call(READ, "GET /api/sessions", {"resourceId": "{resource}"}),
    Call(ADMIN, "DELETE /api/sessions", body=THREAD),
    Call(READ, "POST /api/sessions/metadata", body=THREAD),
    Call(APPEND, "POST /api/chat", body={"message": "What is 2+2?", **THREAD}, makes=True),
    Call(
        APPEND,
        "POST /api/chat/fork",
        body={
            "message": "What is 2+2?",
            "forkFromThreadId": "{thread}",
            "threadId": "{fresh}",
            "resourceId": "{resource}",
        },
    ),
    # runs
    Call(READ, f"GET {SESSION}/runs"),
    Call(APPEND, f"POST {SESSION}/runs", body={"run_id": "{fresh}"}),
    Call(READ, "GET /v1/runs/{run_id}"),
    Call(APPEND, f"PUT {SESSION}/runs/{{run_id}}", body=_RUN),
    Call(
        APPEND,
        f"PUT {SESSION}/runs/{{run_id}}",
        body=_RUN,
        parts={"session_id": "{my session}"},
        makes=True,
    ),
    Call(APPEND, "POST /v1/runs/{run_id}/cancel", body={"reason": "no longer needed"}),
    # events
    Call(READ, f"GET {SESSION}/events"),
    Call(READ, f"GET {SESSION}/events", {"after": "3", "wait_ms": "1"}),
    Call(READ, f"GET {SESSION}/events", {"run_id": "{run}"}, parts={"session_id": "{my session}"}),
    Call(APPEND, f"POST {SESSION}/events", body=_EVENT, headers=_KEY),
    Call(
        APPEND,
        f"POST {SESSION}/events",
        body={**_EVENT, "run_id": "{run}"},
        parts={"session_id": "{my session}"},
        makes=True,
    ),
    Call(
        APPEND, f"POST {SESSION}/events/batch", body={"events": [{**_EVENT, "event_id": "{fresh}"}]}
    ),
    Call(READ, f"GET {SESSION}/events/stream"),
    Call(READ, f"GET {SESSION}/events/stream", {"after": "1"}, headers={"last-event-id": "2"}),
    # searches and sums
    Call(READ, "GET /v1/search/sessions", {"include_deleted": "true"}),
    Call(READ, "GET /v1/search/sessions", {"owner_id": "{owner}"}),
    Call(READ, "GET /v1/search/sessions", {"tag": "{tag}", "include_deleted": "true"}),
    Call(READ, "GET /v1/search/runs"),
    Call(READ, "GET /v1/search/runs", {"session_id": "{session}"}),
    Call(READ, "GET /v1/search/events"),
    Call(READ, "GET /v1/search/events", {"session_id": "{session}", "run_id": "{run}"}),
    Call(READ, "GET /v1/usage"),
    Call(READ, "GET /v1/usage", {"owner_id": "{owner}", "by": "model"}),
    Call(READ, "GET /v1/usage", {"session_id": "{session}", "by": "actor"}),
    Call(READ, "GET /v1/costs"),
    Call(READ, "GET /v1/costs", {"session_id": "{session}"}),
    # artifacts
    Call(READ, "GET /v1/artifacts"),
    Call(READ, "GET /v1/artifacts", {"session_id": "{session}"}),
    Call(READ, "GET /v1/artifacts/{key}"),
    Call(READ, "GET /v1/artifacts/{key}", headers={"range": "bytes=0-3"}),
    Call(
        APPEND,
        "PUT /v1/artifacts/{key}",
        {"session_id": "{session}", "run_id": "{run}"},
        b"Hello",
        {"content-type": "application/octet-stream"},
        makes=True,
    ),
    Call(
        APPEND,
        "PUT /v1/artifacts/{key}",
        body=b"Hello",
        headers={"content-type": "application/octet-stream", "if-none-match": "*"},
        parts={"key": "{fresh}"},
        makes=True,
    ),
    Call(ADMIN, "DELETE /v1/artifacts/{key}"),
)
