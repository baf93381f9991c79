"""Requests that are to be refused: none of them is stored, and none of them harms the server."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx

from libraries.databases import new_database
from libraries.evidence import record
from libraries.heard import faults_in
from libraries.records import expect_none
from libraries.served import PATIENCE, ServerProcess
from libraries.tenants import (
    SOUTH,
    TEXT,
    expect_unchanged,
    move_in,
    names_of,
    rows_of,
)

MEBIBYTE = 2**20
GROWTH = 48
"""MiB that the server may be larger after the second round than after the first."""
KNOWN = "known0"
"""What the ids of records end in that are there."""


class Endpoint(NamedTuple):
    """An endpoint that takes a body, with ``%s`` at the place of a JSON value that it keeps."""

    method: str
    path: str
    body: str


_SESSION = f"/v1/sessions/{names_of(KNOWN)['session']}"
_RECORD = '{"status": "running", "started_at": "2026-05-01T09:00:00Z", '
ENDPOINTS = (
    Endpoint("POST", "/v1/sessions", '{"metadata": {"a": %s}}'),
    Endpoint("POST", f"{_SESSION}/messages", '{"role": "user", "content": "x", "payload": %s}'),
    Endpoint(
        "POST",
        f"{_SESSION}/messages",
        '{"role": "assistant", "tool_calls": [{"id": "1", "name": "n", "arguments": %s}]}',
    ),
    Endpoint(
        "POST",
        f"{_SESSION}/messages/batch",
        '{"messages": [{"role": "user", "content": "x"}, '
        '{"role": "user", "content": "y", "metadata": {"a": %s}}]}',
    ),
    Endpoint("POST", f"{_SESSION}/events", '{"type": "tool_call_started", "data": {"a": %s}}'),
    Endpoint(
        "POST",
        f"{_SESSION}/events/batch",
        '{"events": [{"type": "run_started"}, {"type": "run_started", "metadata": {"a": %s}}]}',
    ),
    Endpoint("POST", f"{_SESSION}/runs", '{"input": {"a": %s}}'),
    Endpoint("PUT", f"{_SESSION}/runs/new", _RECORD + '"output": {"a": %s}}'),
    Endpoint("POST", "/v1/sessions/import", '{"schema_version": "1.0", "messages": [], "a": %s}'),
    Endpoint(
        "POST", "/v1/threads", '{"thread_id": "t", "resource_id": "r", "metadata": {"a": %s}}'
    ),
    Endpoint("POST", "/api/chat", '{"message": "Hello", "modelId": %s}'),
)
VALUES: dict[str, bytes] = {
    "NaN": b"NaN",
    "infinity": b"Infinity",
    "negative infinity": b"-Infinity",
    "beyond what a float holds": b"1e999",
    "65 levels": b"[" * 65 + b"]" * 65,
    "1,000 levels": b"[" * 1_000 + b"]" * 1_000,
    "100,000 levels": b"[" * 100_000 + b"]" * 100_000,
    "100,000 levels of objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "100,001 nodes": b"[" + b"0," * 100_000 + b"0]",
    "5,000 digits": b"1" * 5_000,
    "8 MiB and a byte": b'"' + b"x" * (8 * MEBIBYTE + 1) + b'"',
    "the same key twice": b'{"a": 1, "a": 2}',
    "a key that is no text": b"{1: 2}",
    "half a value": b'{"a": ',
    "more than a value": b"1}, {",
    "a comma at the end": b"[1,]",
    "a comment": b"1 /* one */",
    "single quotes": b"'a'",
    "a control character": b'"\x00"',
    "invalid UTF-8": b'"\xff\xfe"',
    "an overlong form": b'"\xc0\x80"',
    "a surrogate in UTF-8": b'"\xed\xa0\x80"',
    "a leading zero": b"01",
    "hexadecimal": b"0x1f",
}
"""What no body may hold, by what it is."""

_GOOD = b'{"role": "user", "content": "x"}'
_START = f"POST {_SESSION}/messages HTTP/1.1\r\nHost: localhost\r\n".encode()
_JSON = b"Content-Type: application/json\r\n"


class RejectedRequests:
    """Sends a server all that it has to refuse, twice, and looks at what it has become."""

    ROBOT_LIBRARY_SCOPE = "SUITE"

    def __init__(self) -> None:
        self._url = ""
        self._server: ServerProcess | None = None
        self._client = httpx.Client()
        self._secret = ""
        self._accepted: list[str] = []
        self._sizes: list[int] = []

    @property
    def server(self) -> ServerProcess:
        """The server that was started."""
        assert self._server is not None, "no server was started"
        return self._server

    def serve_a_record(self) -> None:
        """Serve a session, and take down what is stored."""
        self._url = new_database("sqlite")
        self._secret = move_in(self._url, SOUTH, TEXT, [KNOWN])["append"]
        self._server = ServerProcess(self._url, "--rate", "0", "--abandoned-after", "86400")
        self._server.start()
        key = {"authorization": f"Bearer {self._secret}"}
        self._client = httpx.Client(
            base_url=self._server.address, headers=key, timeout=PATIENCE, trust_env=False
        )
        self._before = rows_of(self._url)
        self._pid = self._server.process.pid

    def stop_serving(self) -> None:
        """Stop the server."""
        self._client.close()
        assert self.server.stop() == 0, self.server.logged()[-2000:]

    def send_everything_that_is_to_be_refused(self, times: int) -> None:
        """Send each value to each endpoint, and each malformed request, again and again."""
        for _ in range(times):
            count = sum(map(self._is_refused, _values()))
            count += sum(map(self._is_refused_as_malformed, _malformed()))
            self._sizes.append(_resident(self._pid))
        record("refused", requests=count * times, MiB_after_each=str(self._sizes))

    def everything_was_refused(self) -> None:
        """Each was answered with a status that tells the client that it is at fault."""
        assert len(self._sizes) > 1, "nothing was sent twice, so nothing is shown"
        assert not self._accepted, f"{len(self._accepted)}: {self._accepted[:10]}"

    def nothing_was_written(self) -> None:
        """Every row is as it was."""
        expect_unchanged(self._before, rows_of(self._url), "what is to be refused")

    def the_server_is_as_it_was(self) -> None:
        """It is the same process, has not grown, has logged no fault, and appends what is right."""
        assert self.server.process.poll() is None and self.server.process.pid == self._pid
        grown = self._sizes[-1] - self._sizes[0]
        assert grown <= GROWTH, f"it has grown by {grown} MiB: {self._sizes}"
        expect_none("faults", faults_in(self.server.logged()))
        response = self._client.post(f"{_SESSION}/messages", json=json.loads(_GOOD))
        assert (response.status_code, response.json()["sequence"]) == (201, 3), response.text

    def _is_refused(self, sent: tuple[str, Endpoint, bytes]) -> bool:
        what, endpoint, body = sent
        kind = {"content-type": "application/json"}
        response = self._client.request(endpoint.method, endpoint.path, content=body, headers=kind)
        if response.status_code not in range(400, 500):
            self._accepted.append(f"{what}: {endpoint.method} {endpoint.path}: {response.text}")
        return True

    def _is_refused_as_malformed(self, sent: tuple[str, bytes]) -> bool:
        what, request = sent
        address = httpx.URL(self.server.address)
        key = f"Authorization: Bearer {self._secret}\r\n".encode()
        with socket.create_connection((address.host, address.port or 0), PATIENCE) as connection:
            connection.sendall(request.replace(b"\r\n", b"\r\n" + key, 1))
            status = connection.recv(65536).split(b" ", 2)[1:2]
        if not (status and status[0].startswith(b"4")):
            self._accepted.append(f"{what}: {status}")
        return True


def _values() -> Iterator[tuple[str, Endpoint, bytes]]:
    for endpoint in ENDPOINTS:
        before, after = endpoint.body.encode().split(b"%s")
        for what, value in VALUES.items():
            yield what, endpoint, before + value + after
        yield "no body", endpoint, b""
        yield "a list", endpoint, b"[]"
        yield "UTF-16", endpoint, endpoint.body.replace("%s", "1").encode("utf-16")
        yield "10 MiB and a byte", endpoint, b" " * (10 * MEBIBYTE + 1)


def _malformed() -> Iterator[tuple[str, bytes]]:
    """Yield requests that are refused before anything of their bodies is parsed."""
    length = b"Content-Length: %d\r\n" % len(_GOOD)
    whole = length + b"\r\n" + _GOOD
    chunked = b"Transfer-Encoding: chunked\r\n"
    chunk = b"%x\r\n" % len(_GOOD) + _GOOD + b"\r\n0\r\n\r\n"
    long, host = b"x" * 33_000, b"Host: localhost\r\n"
    yield "no Content-Type", _START + whole
    yield "another Content-Type", _START + b"Content-Type: text/plain\r\n" + whole
    yield "another charset", _START + _JSON.replace(b"\r", b"; charset=utf-16\r") + whole
    yield "compressed", _START + _JSON + b"Content-Encoding: gzip\r\n" + whole
    yield "two lengths", _START + _JSON + b"Content-Length: 5\r\n" + whole
    yield "a negative length", _START + _JSON + b"Content-Length: -1\r\n\r\n" + _GOOD
    yield "a length and chunks", _START + _JSON + length + chunked + b"\r\n" + chunk
    yield "too long, as it says", _START + _JSON + b"Content-Length: 10485761\r\n\r\n"
    yield "headers too long", _START + _JSON + b"X-Long: " + long + b"\r\n\r\n"
    yield "a path too long", b"GET /" + long + b" HTTP/1.1\r\n" + host + b"\r\n"
    yield "no host", b"GET /v1/sessions HTTP/1.1\r\n\r\n"
    yield "two hosts", b"GET /v1/sessions HTTP/1.1\r\n" + host + host + b"\r\n"
    yield "no HTTP", b"hello\r\n\r\n"


def _resident(pid: int) -> int:
    """Give how much memory a process has, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) // 1024
