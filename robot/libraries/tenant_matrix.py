"""Two tenants on one server: whatever one of them asks, the other one is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

import anyio
import httpx
from fastapi.routing import APIRoute

from hansard.domain.api_key import KeyRole
from hansard.interfaces.http.app import create_app
from hansard.interfaces.http.settings import ServerSettings
from hansard.testing import open_memory_async
from libraries.databases import new_database
from libraries.evidence import record
from libraries.heard import Heard, hear
from libraries.records import expect_none
from libraries.served import PATIENCE, ServerProcess
from libraries.tenant_routes import CALLS, Call
from libraries.tenants import (
    FOREIGN,
    MAKING,
    MARK,
    MISSING,
    NORTH,
    SHARED,
    SOUTH,
    SOUTHS,
    TEXT,
    Names,
    expect_unchanged,
    move_in,
    names_of,
    rows_of,
)

UNKNOWN = "hansard_" + "A" * 43
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
CLAIMS = ("namespace", "x-namespace", "x-hansard-namespace", "x-tenant-id", "x-forwarded-user")
"""Headers in which somebody may say whose namespace they mean."""
TIMES = 30
"""How often each of two requests is timed."""
GUARDED = tuple(call for call in CALLS if call.role is not None)


class TenantMatrix:
    """Serves two tenants, calls every endpoint as one of them, and looks after the other one."""

    ROBOT_LIBRARY_SCOPE = "SUITE"

    def __init__(self) -> None:
        self._url = ""
        self._server: ServerProcess | None = None
        self._client = httpx.Client()
        self._south: dict[str, str] = {}
        self._north: dict[str, str] = {}
        self._alone: dict[str, Heard] = {}
        self._beside: dict[str, Heard] = {}

    def serve_two_tenants(self, backend: str) -> None:
        """Serve South alone, take down what it sees, let North move in, and take it down again."""
        self._url = new_database(backend)
        self._south = move_in(self._url, SOUTH, TEXT, [SHARED, SOUTHS, *_MINE, *_TWINS.values()])
        self._server = ServerProcess(self._url, "--rate", "0", "--abandoned-after", "86400")
        self._server.start()
        self._client = httpx.Client(
            base_url=self._server.address, timeout=PATIENCE, trust_env=False
        )
        self._alone = self._view_of_south()
        norths = [SHARED, FOREIGN, MAKING[0], *_TWINS.values()]
        self._north = move_in(self._url, NORTH, MARK, norths, taken=[*_TWINS.values()])
        self._beside = self._view_of_south()

    def stop_serving(self) -> None:
        """Stop the server."""
        self._client.close()
        if self._server is not None:
            assert self._server.stop() == 0, self._server.logged()[-2000:]

    # --- the other tenant -------------------------------------------------------------------------

    def every_endpoint_has_an_entry(self) -> None:
        """The router, the OpenAPI document and the table have the same endpoints."""
        served = set(anyio.run(_served))
        described = {
            f"{method.upper()} {path}"
            for path, methods in self._document()["paths"].items()
            for method in methods
        }
        known = {call.endpoint for call in CALLS}
        expect_none("endpoints without an entry", sorted(served - known))
        expect_none("entries without an endpoint", sorted(known - served))
        expect_none("endpoints that are not described", sorted(served ^ described))

    def what_is_norths_looks_like_what_never_was(self) -> None:
        """South's mightiest key hears the same of North's ids as of ids that nobody has."""
        before = rows_of(self._url)
        for call in GUARDED:
            suffixes = MAKING if call.makes else (FOREIGN, MISSING)
            heard = [self._ask(call, _names(suffix)) for suffix in suffixes]
            foreign, missing = (each.without(suffixes) for each in heard)
            assert foreign == missing, f"{call}:\n{foreign}\n{missing}"
            assert MARK not in heard[0].whole, f"{call} shows what is North's: {heard[0]}"
            after = rows_of(self._url)
            expect_unchanged(before, after, call, namespace=NORTH if call.makes else None)
            before = after

    def south_sees_what_it_saw_alone(self) -> None:
        """Every list, count, sum, search, stream and export is as it was before North came."""
        for asked, heard in self._alone.items():
            assert heard == self._beside[asked], f"{asked}:\n{heard}\n{self._beside[asked]}"
        seen = sum(TEXT in heard.text for heard in self._alone.values())
        record("what South sees", answers=len(self._alone), with_records=seen)
        assert seen > len(self._alone) / 2, "hardly any answer shows a record"

    def south_uses_the_same_ids_without_touching_norths(self) -> None:
        """Each call does what it should with an id that both have, to South's record alone."""
        before, shown = rows_of(self._url), 0
        for place, call in enumerate(CALLS):
            twin = _TWINS.get(place, SHARED)
            names = _names(twin) | {"my session": f"session-{twin}"}
            norths = self._ask(call, names, self._north["read"]) if _reads(call) else None
            shown += norths is not None and MARK in norths.text
            heard = self._ask(call, names, self._south[call.role or KeyRole.READ])
            assert heard.status < 400, f"{call}, with the least key: {heard}"
            assert MARK not in heard.whole, f"{call} shows what is North's: {heard}"
            expect_unchanged(before, rows_of(self._url), call, namespace=NORTH)
        assert shown > len([*filter(_reads, CALLS)]) / 2, f"North saw its mark {shown} times only"

    def cursors_of_north_show_south_nothing(self) -> None:
        """A cursor holds a place in a listing, and no right to see it."""
        paged = list(self._paged())
        for url in paged:
            first = self._call("GET", f"{url}?limit=1", self._north["read"])
            cursor = json.loads(first.text)["next_cursor"]
            assert MARK in first.text and cursor, f"{url} shows North nothing: {first}"
            heard = self._call("GET", f"{url}?limit=1&cursor={cursor}", self._south["admin"])
            assert heard.status in (200, 400), f"{url}: {heard}"
            assert MARK not in heard.whole, f"{url} shows what is North's: {heard}"
        assert len(paged) >= 5, f"only {paged} have pages"

    def what_a_request_says_of_its_namespace_counts_for_nothing(self) -> None:
        """In a header it is not looked at, in a query or a body it is refused."""
        missing = self._ask(_SHOWN, _names(MISSING)).without((MISSING,))
        url = _SHOWN.url(_names(FOREIGN))
        for name in CLAIMS:
            claimed = self._call("GET", url, self._south["admin"], headers={name: NORTH})
            assert claimed.without((FOREIGN,)) == missing, f"{name}: {claimed}"
        before, key = rows_of(self._url), self._south["admin"]
        asked = self._call("GET", f"/v1/sessions?namespace={NORTH}", key)
        given = self._call("POST", "/v1/sessions", key, json={"namespace": NORTH})
        assert (asked.status, given.status) == (400, 422), f"{asked}\n{given}"
        expect_unchanged(before, rows_of(self._url), "a namespace in a body")

    # --- whoever has no right to ask --------------------------------------------------------------

    def nobody_comes_in_without_a_key_that_counts(self) -> None:
        """401, the same whatever is asked for and whether it is there; nothing is changed."""
        secrets = {"unknown": UNKNOWN, **self._south}
        asked = [("none", None, SOUTHS), ("none", None, MISSING)]
        asked += [("other scheme", f"Basic {secrets['admin']}", SOUTHS)]
        asked += [
            ("does not count", f"Bearer {secrets[name]}", suffix)
            for name, suffix in (("unknown", SOUTHS), ("revoked", SOUTHS), ("expired", MISSING))
        ]
        before, answers = rows_of(self._url), {}
        for call in GUARDED:
            for kind, credential, suffix in asked:
                heard = self._ask_with(call, suffix, credential)
                assert heard.status == 401, f"{call}, key: {kind}: {heard}"
                first = answers.setdefault((kind, call.endpoint.split("/")[1]), heard)
                assert heard == first, f"{call}, key: {kind}:\n{heard}\n{first}"
        expect_unchanged(before, rows_of(self._url), "somebody without a key")

    def nobody_does_what_their_role_does_not_allow(self) -> None:
        """403, the same whether what is asked for is there; nothing is changed."""
        before, count = rows_of(self._url), 0
        for call in GUARDED:
            for role in KeyRole:
                if call.role is None or role.allows(call.role):
                    continue
                there, missing = (
                    self._ask_with(call, suffix, f"Bearer {self._south[role]}")
                    for suffix in (SOUTHS, MISSING)
                )
                assert there.status == 403, f"{call}, role {role}: {there}"
                assert there == missing, f"{call}, role {role}:\n{there}\n{missing}"
                count += 1
        assert count > len(CALLS) / 2, "hardly anything was refused"
        expect_unchanged(before, rows_of(self._url), "somebody without the role")

    def no_other_method_does_anything(self) -> None:
        """What the router does not have is refused; HEAD needs the key that GET needs."""
        before = rows_of(self._url)
        known = {call.endpoint for call in CALLS}
        for path, call in {call.endpoint.partition(" ")[2]: call for call in CALLS}.items():
            url = call.url(_names(SOUTHS)).partition("?")[0]
            for method in METHODS:
                if method == "HEAD" and f"GET {path}" in known:
                    heard = self._call(method, url, None)
                    assert heard.status == (401 if call.role else 200), f"HEAD {path}: {heard}"
                elif f"{method} {path}" not in known:
                    heard = self._call(method, url, self._south["admin"])
                    assert 400 <= heard.status < 500, f"{method} {path}: {heard}"
        expect_unchanged(before, rows_of(self._url), "a method that is not served")

    # --- time -------------------------------------------------------------------------------------

    def note_how_long_foreign_and_missing_take(self) -> None:
        """Take down medians; nothing is expected of them, the machine decides."""
        for endpoint in ("/v1/sessions/{session_id}", "/v1/runs/{run_id}", "/v1/artifacts/{key}"):
            call = Call(KeyRole.READ, f"GET {endpoint}")
            taken: dict[str, list[float]] = {FOREIGN: [], MISSING: []}
            for suffix in (FOREIGN, MISSING) * TIMES:
                began = perf_counter()
                self._ask(call, _names(suffix))
                taken[suffix].append((perf_counter() - began) * 1000)
            foreign, missing = (round(median(each), 2) for each in taken.values())
            record(f"GET {endpoint}", foreign_ms=foreign, missing_ms=missing)

    # --- requests ---------------------------------------------------------------------------------

    def _view_of_south(self) -> dict[str, Heard]:
        reading = [call for call in CALLS if _reads(call)]
        return {str(call): self._ask(call, _names(SOUTHS)).without(()) for call in reading}

    def _ask(self, call: Call, names: Names, secret: str | None = None) -> Heard:
        """Make a call, with South's mightiest key unless another one is given."""
        key = self._south["admin"] if secret is None else secret
        return self._call(call.method, call.url(names), key, **call.request(names))

    def _ask_with(self, call: Call, suffix: str, credential: str | None) -> Heard:
        """Make a call with an Authorization of any kind, or without one."""
        request = call.request(_names(suffix))
        if credential is not None:
            request["headers"] = {**request["headers"], "authorization": credential}
        heard = self._call(call.method, call.url(_names(suffix)), None, **request)
        return heard.without((suffix,))

    def _call(self, method: str, url: str, secret: str | None, **request: Any) -> Heard:
        return hear(self._client, method, url, secret, **request)

    def _document(self) -> Any:
        return json.loads(self._call("GET", "/openapi.json", None).text)

    def _paged(self) -> Iterator[str]:
        """Yield the listings whose pages have cursors, of a session that both have."""
        for path, methods in self._document()["paths"].items():
            asked = methods.get("get", {}).get("parameters", ())
            if any(parameter["name"] == "cursor" for parameter in asked):
                yield Call(KeyRole.READ, f"GET {path}").url(_names(SHARED))


_MINE = tuple(f"my-{suffix}" for suffix in (SOUTHS, FOREIGN, MISSING, *MAKING))
"""What ids of South's end in that it uses beside those of others."""
_TWINS = {place: f"twin{place:02}" for place, call in enumerate(CALLS) if call.method != "GET"}
"""What the ids end in that both have for a call that may change what it names."""
_SHOWN = Call(KeyRole.READ, "GET /v1/sessions/{session_id}")


async def _served() -> list[str]:
    """Give the endpoints of the application; whatever is of another kind has no entry either."""
    async with open_memory_async() as store:
        routes = create_app(store, ServerSettings()).routes
        return [
            f"{method} {route.path_format}" if isinstance(route, APIRoute) else repr(route)
            for route in routes
            for method in getattr(route, "methods", None) or ("ANY",)
        ]


def _names(suffix: str) -> Names:
    return names_of(suffix) | {"my session": f"session-my-{suffix}"}


def _reads(call: Call) -> bool:
    return call.role == KeyRole.READ and call.method == "GET"
