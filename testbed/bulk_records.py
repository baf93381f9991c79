"""Many sessions, runs, events and threads, made by the database itself.

Every number decides what its record looks like, so that two databases hold the same. Most values
are common; those called ``rare`` stand on one record in a thousand.
"""

from sqlalchemy import Connection, text

NAMESPACE = "local"
RARE = 1_000
"""One record in so many is rare."""

_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS "
    "(SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count) "
)
_SESSION_ID = "'session-' || substr(CAST(100000000 + {n} AS TEXT), 2)"
_RUN_ID = "'run-' || substr(CAST(100000000 + {n} AS TEXT), 2)"

_SESSIONS = (
    "INSERT INTO sessions (session_id, namespace, actor_name, owner_id, status, input_tokens, "
    "output_tokens, estimated_cost, message_count, next_sequence, created_at, updated_at, "
    "deleted_at, event_count, pruned_event_count, metadata_json, parent_session_id) "
    + _NUMBERS
    + "SELECT "
    + _SESSION_ID.format(n="n")
    + ", :namespace, "
    "CASE WHEN n % 1000 = 7 THEN 'rare' ELSE 'actor ' || CAST(n % 5 AS TEXT) END, "
    "'owner ' || CAST(n % 1000 AS TEXT), "
    "CASE WHEN n % 1000 = 7 THEN 'paused' WHEN n % 10 = 0 THEN 'failed' ELSE 'completed' END, "
    "0, 0, 0, 0, 0, :start + n * 1000000, :start + n * 1000000 + (n * 7919) % 1000 * 1000000, "
    "CASE WHEN n % 1000 = 9 THEN :start ELSE NULL END, 0, 0, "
    '\'{"channel":"phone","topic":"invoice"}\', '
    f"CASE WHEN n % 10 = 3 THEN {_SESSION_ID.format(n='(n - 3)')} ELSE NULL END "
    "FROM numbers"
)
_TAGS = (
    "INSERT INTO session_tags (session_id, namespace, tag) SELECT session_id, namespace, "
    "CASE WHEN actor_name = 'rare' THEN 'rare' ELSE 'common' END FROM sessions "
    "WHERE namespace = :namespace"
)
_SECOND_TAG = (
    "INSERT INTO session_tags (session_id, namespace, tag) SELECT session_id, namespace, 'second' "
    "FROM sessions WHERE namespace = :namespace"
)
_RUNS = (
    "INSERT INTO runs (session_id, namespace, run_id, status, turn_count, input_json, "
    "token_usage_json, input_tokens, output_tokens, total_tokens, cache_read_tokens, "
    "cache_creation_tokens, cost_usd, started_at, provider, model) "
    + _NUMBERS
    + "SELECT "
    + _SESSION_ID.format(n="n % :sessions")
    + ", :namespace, "
    + _RUN_ID.format(n="n")
    + ", CASE WHEN n % 1000 = 7 THEN 'timeout' WHEN n % 10 = 0 THEN 'failed' ELSE 'completed' END, "
    '1, \'{"messages":[{"content":"Pay invoice 1042","role":"user"}]}\', '
    "'{\"input_tokens\":' || CAST(n % 5000 AS TEXT) || '}', n % 5000, n % 700, "
    "n % 5000 + n % 700, 0, 0, CASE WHEN n % 4 = 0 THEN 0.25 ELSE NULL END, :start + n * 1000000, "
    "CASE WHEN n % 1000 = 7 THEN 'rare' WHEN n % 3 = 0 THEN 'codex' ELSE 'claude' END, "
    "CASE WHEN n % 3 = 0 THEN 'gpt-4o' WHEN n % 2 = 0 THEN 'claude-haiku-4-5' "
    "ELSE 'claude-sonnet-4-5' END "
    "FROM numbers"
)
_EVENTS = (
    "INSERT INTO events (session_id, namespace, sequence, event_id, type, timestamp, run_id, "
    "data_json, metadata_json, schema_version, provider, correlation_id, checksum) "
    + _NUMBERS.rstrip()
    + ", places(place) AS "
    "(SELECT CAST(0 AS BIGINT) UNION ALL SELECT place + 1 FROM places WHERE place + 1 < :most) "
    "SELECT "
    + _SESSION_ID.format(n="n")
    + ", :namespace, s, 'event-' || CAST((e * 7919) % 1000003 AS TEXT) || '-' || CAST(e AS TEXT), "
    "CASE WHEN e % 1000 = 7 THEN 'policy_violation' WHEN e % 3 = 0 THEN 'message_sent' "
    "ELSE 'message_received' END, :start + (e * 7919) % :places * 50000, "
    + _RUN_ID.format(n="n")
    + ', \'{"content":"Invoice 1042 was paid on the first of May.","role":"assistant"}\', NULL, 1, '
    "CASE WHEN e % 1000 = 7 THEN 'rare' WHEN e % 2 = 0 THEN 'claude' ELSE NULL END, "
    "CASE WHEN e % 1000 = 7 THEN 'call ' || CAST(e / 1000 % 100 AS TEXT) ELSE NULL END, "
    "'0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' "
    "FROM (SELECT n, place + 1 AS s, n * :most + place AS e FROM numbers JOIN places "
    "ON place <= n * 7 % :most) AS numbered"
)
_ARTIFACTS = (
    "INSERT INTO artifacts (artifact_id, namespace, session_id, run_id, key, byte_size, "
    "checksum_sha256, storage_backend, storage_ref, created_at) "
    + _NUMBERS
    + "SELECT 'artifact-' || CAST(n AS TEXT), :namespace, "
    + _SESSION_ID.format(n="n % :sessions")
    + ", NULL, 'key ' || CAST(n AS TEXT), 4, :digest || substr(CAST(100000000 + n AS TEXT), 2), "
    "'file', :digest || substr(CAST(100000000 + n AS TEXT), 2), :start + n * 1000000 FROM numbers"
)
_THREADS = (
    "INSERT INTO session_mappings (thread_id, resource_id, namespace, session_id, created_at, "
    "updated_at) "
    + _NUMBERS
    + "SELECT 'thread ' || CAST(n AS TEXT), 'owner ' || CAST(n % 1000 AS TEXT), :namespace, "
    + _SESSION_ID.format(n="n % :sessions")
    + ", :start, :start + n * 1000000 FROM numbers"
)
_COUNT_EVENTS = (
    "UPDATE sessions SET event_count = (SELECT count(*) FROM events e WHERE "
    "e.session_id = sessions.session_id AND e.namespace = sessions.namespace)"
)
_DIGEST_HEAD = "0" * 56
START = 1_767_225_600_000_000
"""When the first session was made: the beginning of 2026 in UTC, in microseconds."""


def fill(
    connection: Connection,
    *,
    sessions: int,
    runs: int = 0,
    events_each: int = 0,
    artifacts: int = 0,
    threads: int = 0,
) -> None:
    """Fill an empty store, whose schema stands, with records of the namespace ``local``.

    Args:
        sessions: how many.
        runs: how many, dealt out to the sessions in turn.
        events_each: how many a session has on average; some have one, some nearly twice as many.
        artifacts: how many, dealt out to the sessions in turn; each has bytes of its own.
        threads: how many, dealt out to the sessions and to a thousand resources in turn.
    """
    given = {"namespace": NAMESPACE, "start": START, "sessions": sessions}
    connection.execute(text(_SESSIONS), given | {"count": sessions})
    connection.execute(text(_TAGS), given)
    connection.execute(text(_SECOND_TAG), given)
    if runs:
        connection.execute(text(_RUNS), given | {"count": runs})
    if artifacts:
        named = {"count": artifacts, "digest": _DIGEST_HEAD}
        connection.execute(text(_ARTIFACTS), given | named)
    if threads:
        connection.execute(text(_THREADS), given | {"count": threads})
    if events_each:
        most = 2 * events_each - 1
        made = {"count": sessions, "most": most, "places": sessions * most}
        connection.execute(text(_EVENTS), given | made)
        connection.execute(text(_COUNT_EVENTS), given)


def session_id(number: int) -> str:
    """Return the id of a session by its number, from 0."""
    return f"session-{number:08}"


def digest(number: int) -> str:
    """Return the digest of the bytes of an artifact by its number, from 0."""
    return f"{_DIGEST_HEAD}{number:08}"


def run_id(number: int) -> str:
    """Return the id of a run by its number, from 0."""
    return f"run-{number:08}"
