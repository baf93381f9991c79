"""Filters of searches over HTTP that mean harm: quotes, patterns, code, what no text may hold."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from features.support.http_server import SERVER

if TYPE_CHECKING:
    import httpx

_FILTERS = {
    "sessions": "actor_name owner_id status provider tag created_after created_before "
    "include_deleted order_by limit cursor",
    "runs": "session_id provider status started_after started_before min_tokens order_by limit "
    "cursor",
    "events": "session_id run_id provider type since until correlation_id order_by limit cursor",
}
_IDS = {"sessions": "session_id", "runs": "run_id", "events": "event_id"}
_KEYS = ("$where", "metadata.a", "tag'", "order_by[]", "limit)", "a->>'b'", "\u202e", "__class__")
_VALUES = (
    "'", "''", '"', "`", "\\", "\\'", "%", "_", "%%", "$", "$1", "$ne", '{"$gt": ""}', ".", "..",
    "a.b", "data->>'a'", "')", "'))--", "'); DROP TABLE sessions; --", "' OR '1'='1", "' OR 1=1 --",
    '" OR ""="', "1; SELECT pg_sleep(9)", "\0", "a\0b", "\x1b[2J", "\r\nSet-Cookie: a=b", "\u202e",
    "\ufeff", "\u00e9", "e\u0301", "\U0001f4a3", "\U000e0001", "null", "None", "true", "NaN", "-1",
    "0", "9" * 40, "1e9", "0x10", "[]", "{}", "*", "?", "(", ":actor_name", "%(actor_name)s", "{0}",
    "${jndi:ldap://x}", "../../etc/passwd", "<script>", "x" * 255, "x" * 256, "y" * 4000,
    "\U0001f4a3" * 200, "+", "&", "=", "#", ";", "clerk", "local", "2026-13-99", "updated_at_desc",
)  # fmt: skip
_RAW = ("%ff%fe", "%ed%a0%80", "%c0%af", "%00", "%0d%0a")
"""What is no UTF-8, or nothing that a text may hold, as it stands in a URL."""


@dataclass
class Tried:
    """What came of filters.

    Attributes:
        tried: how many requests were made.
        accepted: how many were answered with what was found.
        failed: those that the service had no answer to.
        beyond: those that gave what a search without filters does not give.
    """

    tried: int = 0
    accepted: int = 0
    failed: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)


def try_filters(count: int) -> Tried:
    """Search with keys and values that mean harm, always the same ones."""
    own = {what: set(_found(what, _search(what, "limit=500"))) for what in _FILTERS}
    tried = Tried()
    for what, query in random.Random(20).sample(_queries(), count):
        tried.tried += 1
        answer = _search(what, query)
        if answer.status_code >= 500:
            tried.failed.append(f"{what}?{query}: {answer.text}")
        elif answer.status_code == 200:
            tried.accepted += 1
            found = _found(what, answer)
            if len(found) > len(own[what]) or not own[what].issuperset(found):
                tried.beyond.append(f"{what}?{query}")
    assert all(own.values()), "without records of one's own nothing was tried"
    assert tried.accepted > count / 5, f"only {tried.accepted} were taken at all"
    return tried


def _queries() -> list[tuple[str, str]]:
    """Give every search with every pair of a key and a value, in a fixed order."""
    values = [quote(value, safe="") for value in _VALUES] + list(_RAW)
    queries = []
    for what, names in _FILTERS.items():
        queries += [(what, f"{name}={value}") for name in names.split() for value in values]
        queries += [
            (what, f"{quote(key, safe='')}={value}") for key in _KEYS for value in values[:2]
        ]
    return queries


def _search(what: str, query: str) -> httpx.Response:
    return SERVER.client.get(f"{SERVER.url}/v1/search/{what}?{query}")


def _found(what: str, answer: httpx.Response) -> list[str]:
    return [record[_IDS[what]] for record in answer.json()[what]]
