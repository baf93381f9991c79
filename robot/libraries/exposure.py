"""Servers that others can reach: whom they serve, under which names, and from where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import httpx

from hansard import KeyRole
from libraries.databases import new_database
from libraries.records import expect_none
from libraries.served import PATIENCE, ServerProcess
from libraries.tenants import expect_unchanged, open_as, rows_of

NAMESPACE = "local"
EVERYWHERE = ("0.0.0.0", "::")
STRANGERS = (
    "attacker.example",
    "attacker.example:{port}",
    "127.0.0.1.attacker.example",
    "localhost.attacker.example:{port}",
    "records.example.attacker.example",
    "user@localhost",
    "127.0.0.2",
    "0x7f.1",
    "",
)
"""What a name that an attacker owns puts into ``Host``, and what only looks like the machine."""
OWN = ("localhost", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:{port}", "records.example")
PAGES = ("http://attacker.example", "https://localhost.attacker.example", "null", "file://")
"""Origins of pages that a browser shows."""
FORWARDED = "203.0.113.9"


class Exposure:
    """Starts servers, calls them as strangers do, and looks at whom they took them for."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._url = new_database("sqlite")
        self._server: ServerProcess | None = None
        self._secret: str | None = None

    @property
    def server(self) -> ServerProcess:
        """The server that was started."""
        assert self._server is not None, "no server was started"
        return self._server

    def make_a_key(self) -> None:
        """Make a key, the first of the store."""
        with open_as(self._url, NAMESPACE) as store:
            self._secret = store.keys.create("operator", KeyRole.ADMIN)[1]

    def start_server(self, *options: str) -> None:
        """Start a server with these options."""
        self._server = ServerProcess(self._url, *options)
        self._server.start()

    def stop_server(self) -> None:
        """End what is still running."""
        if self._server is not None:
            self._server.__exit__()

    # --- where ------------------------------------------------------------------------------------

    def a_server_without_keys_is_not_started_for_others(self) -> None:
        """It ends at once, says which command makes a key, and has not listened."""
        for host in EVERYWHERE:
            done = subprocess.run(
                [sys.executable, "-m", "hansard", "serve", "--host", host, "--port", "0"],
                env=os.environ | {"HANSARD_URL": self._url},
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            assert (done.returncode, done.stdout) == (1, ""), f"{host}: {done}"
            assert "hansard key create" in done.stderr, done.stderr
            assert done.stderr.count("\n") == 1, done.stderr

    def others_are_served_with_a_key_alone(self) -> None:
        """Also those who call from the machine itself."""
        assert self.server.address.startswith("http://0.0.0.0:"), self.server.address
        assert self._ask("127.0.0.1").status_code == httpx.codes.OK
        stranger = self._ask("127.0.0.1", secret=None)
        assert stranger.status_code == httpx.codes.UNAUTHORIZED, stranger.text

    # --- names ------------------------------------------------------------------------------------

    def only_its_own_names_are_answered(self) -> None:
        """A page whose name points at this machine learns nothing, and changes nothing."""
        for name in OWN:
            answer = self._create(host=name)
            assert answer.status_code == httpx.codes.CREATED, f"Host: {name}: {answer.text}"
        before = rows_of(self._url)
        for name in STRANGERS:
            status = self._create(host=name).status_code
            assert status == httpx.codes.MISDIRECTED_REQUEST, f"Host: {name}: {status}"
        expect_unchanged(before, rows_of(self._url), "a name of somebody else's")

    def only_pages_of_allowed_origins_are_answered(self) -> None:
        """Those of others get 403, and no leave to read the answer."""
        before = rows_of(self._url)
        for origin in PAGES:
            answer = self._create(origin=origin)
            assert answer.status_code == httpx.codes.FORBIDDEN, f"{origin}: {answer.text}"
            allowed = [name for name in answer.headers if name.startswith("access-control")]
            expect_none(f"leave for {origin}", allowed)
        expect_unchanged(before, rows_of(self._url), "a page of somebody else's")
        assert self._create(origin="https://desk.example").status_code == httpx.codes.CREATED

    # --- proxies ----------------------------------------------------------------------------------

    def somebody_who_was_passed_on_is_not_from_this_machine(self) -> None:
        """Without keys the machine itself is served; what a proxy passes on is not from it."""
        assert self._ask().status_code == httpx.codes.OK
        for header in ("x-forwarded-for", "forwarded", "via", "x-forwarded-host"):
            status = self._ask(**{header: FORWARDED}).status_code
            assert status == httpx.codes.UNAUTHORIZED, f"{header}: {status}"

    def the_client_is(self, address: str, forwarded: str = FORWARDED) -> None:
        """The log has this address for a request that was passed on for others."""
        answer = self._ask(**{"x-forwarded-for": forwarded})
        lines = [json.loads(line) for line in self.server.logged().splitlines()]
        request_id = answer.headers["x-request-id"]
        clients = [line["client"] for line in lines if line.get("request_id") == request_id]
        assert clients == [address], f"{clients}, not {address}"

    def whoever_claims_to_be_many_is_one(self) -> None:
        """Another address in each request does not get round the limit of requests."""
        heard = [
            self._ask(secret=None, **{"x-forwarded-for": f"198.51.100.{number}"}).status_code
            for number in range(6)
        ]
        assert heard[-1] == httpx.codes.TOO_MANY_REQUESTS, heard

    def many_behind_a_trusted_proxy_are_many(self) -> None:
        """Each has the number of requests that one may have."""
        heard = {
            self._ask(secret=None, **{"x-forwarded-for": f"198.51.100.{number}"}).status_code
            for number in range(6)
        }
        assert heard == {httpx.codes.UNAUTHORIZED}, heard

    # --- requests ---------------------------------------------------------------------------------

    def _create(self, **headers: str) -> httpx.Response:
        return self._send("POST", "/v1/sessions", headers, self._secret, json={})

    def _ask(self, at: str | None = None, **headers: str | None) -> httpx.Response:
        """Ask for the sessions, at another address of the server where one is given."""
        secret = headers.pop("secret", self._secret)
        given = {name: value for name, value in headers.items() if value is not None}
        return self._send("GET", "/v1/sessions", given, secret, at=at)

    def _send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        secret: str | None,
        *,
        at: str | None = None,
        **body: Any,
    ) -> httpx.Response:
        address = httpx.URL(self.server.address)
        filled = {name: text.format(port=address.port) for name, text in headers.items()}
        key = {} if secret is None else {"authorization": f"Bearer {secret}"}
        with httpx.Client(
            base_url=address.copy_with(host=at or address.host), timeout=PATIENCE, trust_env=False
        ) as client:
            return client.request(method, path, headers={**filled, **key}, **body)
