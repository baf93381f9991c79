"""Hostile texts on their way out: through headers, the log, problems, streams and terminals."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx

from hansard import KeyRole
from libraries.databases import new_database
from libraries.evidence import record
from libraries.heard import hear
from libraries.hostile import (
    ARGUMENT,
    CONTENT,
    LABEL,
    SECRET,
    expect_ascii_json,
    expect_attachment,
    expect_harmless,
    expect_intact_head,
)
from libraries.said import say, say_on_terminal
from libraries.served import PATIENCE, ServerProcess
from libraries.tenant_commands import ENTRIES, READS, Entry
from libraries.tenant_routes import CALLS
from libraries.tenants import SOUTH, Names, furnish, make_keys, names_of, open_as, write_files

RUN = tuple(entry for entry in ENTRIES if not entry.not_run)
COLOURED = ("session show", "session list", "verify", "doctor", "key list")
"""Commands that use colours of their own, or may."""
STRANGE = (
    b"GET /v1/sessions/\x1b[2J HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GE\x1bT / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \x1b]52;c;aGVsbG8=\x07\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Split: a\r\n\r\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /%1b[2J HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /v1/x?q=%0d%0aX-Injected:%20yes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: \x9b2J\r\n"
    "X-Forwarded-For: \x9b\x85\xff\r\nOrigin: http://\xe2\x80\xae\r\n\r\n".encode("latin-1"),
)
"""What no client sends that means well."""


class OutputSafety:
    """Fills a store with hostile texts, and reads all that comes out of it."""

    ROBOT_LIBRARY_SCOPE = "SUITE"

    def __init__(self) -> None:
        self._url = ""
        self._server: ServerProcess | None = None
        self._client = httpx.Client()
        self._secret = ""
        self._key = ""
        self._files: Names = {}
        self._ids: list[str] = []

    @property
    def server(self) -> ServerProcess:
        """The server that was started."""
        assert self._server is not None, "no server was started"
        return self._server

    def serve_hostile_records(self) -> None:
        """Make records of hostile texts and serve them."""
        self._url = new_database("sqlite")
        with open_as(self._url, SOUTH) as store:
            for suffix in (LABEL, _ASKED, *_TWINS.values()):
                furnish(store, suffix, LABEL, said=CONTENT)
            self._key = store.keys.create(LABEL, KeyRole.READ)[0].key_id
            self._secret = make_keys(store, LABEL)["admin"]
        self._files = write_files(self._url, SOUTH, LABEL)
        self._server = ServerProcess(
            self._url, "--rate", "0", "--trusted-proxy", "127.0.0.1", "--abandoned-after", "86400"
        )
        self._server.start()
        self._client = httpx.Client(
            base_url=self._server.address, timeout=PATIENCE, trust_env=False
        )

    def stop_serving(self) -> None:
        """Stop the server."""
        self._client.close()
        assert self.server.stop() == 0, self.server.logged()[-2000:]

    # --- responses --------------------------------------------------------------------------------

    def every_response_has_the_headers_of_the_service_alone(self) -> None:
        """Whatever the ids are, a header is one line of printable ASCII, and none is added."""
        attachments = 0
        for call, names in _asked():
            url, request = call.url(names), call.request(names)
            head = self._head(call.method, url, **request)
            headers = expect_intact_head(head, call)
            self._ids.append(headers["x-request-id"])
            if "content-disposition" in headers:
                attachments += 1
                expect_attachment(headers["content-disposition"], call)
        assert attachments >= 2, "no artifact was given back"

    def every_problem_is_harmless_to_read(self) -> None:
        """What is refused is not repeated raw, in no member of a problem."""
        count = 0
        for method, url, body in _refused():
            heard = hear(self._client, method, url, self._secret, **body)
            kind = dict(heard.headers)["content-type"]
            plain = "application/json" if url.startswith("/api/") else "application/problem+json"
            assert (400 <= heard.status < 500, kind) == (True, plain), f"{method} {url}: {heard}"
            expect_ascii_json(heard.text.encode(), f"{method} {url}")
            count += 1
        record("problems", requests=count)

    def what_is_no_request_is_answered_with_the_headers_of_the_service_alone(self) -> None:
        """Bytes that are no HTTP, or nearly, are refused, and nothing in them is repeated."""
        for sent in STRANGE:
            received = self._exchange(sent)
            head, _, body = received.partition(b"\r\n\r\n")
            headers = expect_intact_head(head, sent)
            assert head.split()[1].startswith(b"4"), f"{sent!r}: {head!r}"
            assert b"X-Injected" not in body, f"{sent!r}: {body!r}"
            self._ids += [headers["x-request-id"]] if "x-request-id" in headers else []

    def a_stream_has_the_events_of_the_record_alone(self) -> None:
        """A text with the lines of an event in it forges none."""
        url = f"/v1/sessions/{quote(names_of(LABEL)['session'], safe='')}/events/stream"
        heard = hear(self._client, "GET", url, self._secret)
        blocks = [block.split("\n") for block in heard.text.split("\n\n") if block]
        assert len(blocks) == 3, f"{len(blocks)} events"
        for number, lines in enumerate(blocks, start=1):
            assert [line.partition(":")[0] for line in lines] == ["id", "event", "data"], lines
            event = json.loads(lines[2].removeprefix("data: "))
            assert (lines[0], event["data"]["said"]) == (f"id: {number}", CONTENT), event

    # --- the log ----------------------------------------------------------------------------------

    def the_log_has_a_plain_line_for_each_record(self) -> None:
        """One JSON object a line, in printable ASCII; no content, and no request is missing."""
        logged = self.server.log.read_bytes()
        lines = [expect_ascii_json(line, "the log") for line in logged.splitlines()]
        assert all(isinstance(line, dict) and line.get("level") for line in lines), "a line"
        assert SECRET.encode() not in logged, "content is in the log"
        assert b"forged" not in logged, "a header is in the log"
        known = [line["request_id"] for line in lines if "request_id" in line]
        missing = [given for given in self._ids if known.count(given) != 1]
        record("log", lines=len(lines), requests=len(self._ids))
        assert self._ids and not missing, f"{len(missing)} requests are not there once"

    # --- terminals --------------------------------------------------------------------------------

    def no_command_lets_a_text_act_on_a_terminal(self) -> None:
        """Every command, given hostile ids, shows on a terminal what nobody can mistake."""
        shown = 0
        for entry in RUN:
            code, text = say_on_terminal(self._words(entry, _TWINS.get(entry, LABEL)))
            assert code == 0, f"{entry}: {text}"
            expect_harmless(text, entry)
            shown += "hostile" in text
        record("commands on a terminal", commands=len(RUN), that_show_texts=shown)
        assert shown > len(RUN) / 2, "hardly any command shows a text"

    def no_command_is_refused_in_a_way_that_acts_on_a_terminal(self) -> None:
        """An argument with controls in it is shown in the error as it is written."""
        for entry in (entry for entry in RUN if "{" in entry.words and entry.does == READS):
            _, text = say_on_terminal(self._words(entry, ARGUMENT))
            expect_harmless(text, entry)

    def a_terminal_with_colours_gets_no_more_than_colours(self) -> None:
        """Only the program's own styles come through."""
        for entry in (entry for entry in RUN if entry.command in COLOURED):
            _, text = say_on_terminal(self._words(entry, LABEL), "xterm-256color")
            expect_harmless(text, entry, styled=True)

    def json_of_commands_is_ascii_and_exact(self) -> None:
        """With --json each line is JSON in plain ASCII, and says to the letter what there is."""
        for entry in (entry for entry in RUN if entry.does == READS):
            said = say(["--json", *self._words(entry, LABEL)])
            lines = [line for line in said.output.encode().splitlines() if line]
            values = [expect_ascii_json(line, entry) for line in lines]
            if str(entry) == "session show {session}":
                assert values[0]["messages"][0]["content"] == f"question {CONTENT}", values[0]
                assert values[0]["name"] == f"name {LABEL}", values[0]

    # --- requests ---------------------------------------------------------------------------------

    def _words(self, entry: Entry, suffix: str) -> list[str]:
        names = names_of(suffix) | {"key": self._key} | self._files
        return ["--url", self._url, "--namespace", SOUTH, *entry.arguments(names)]

    def _head(self, method: str, url: str, **request: Any) -> bytes:
        """Give the head of a response, byte for byte."""
        headers = {"authorization": f"Bearer {self._secret}", "connection": "close"}
        given = {name: text.encode() for name, text in {**request["headers"], **headers}.items()}
        built = self._client.build_request(method, url, **{**request, "headers": given})
        lines = [b"%s %s HTTP/1.1" % (method.encode(), built.url.raw_path)]
        lines += [b"%s: %s" % pair for pair in built.headers.raw]
        received = self._exchange(b"\r\n".join(lines) + b"\r\n\r\n" + built.read())
        return received.partition(b"\r\n\r\n")[0]

    def _exchange(self, sent: bytes) -> bytes:
        """Send bytes, and give the beginning of what comes back, with all of the head."""
        address = httpx.URL(self.server.address)
        with socket.create_connection((address.host, address.port or 0), PATIENCE) as connection:
            connection.sendall(sent)
            received = b""
            while b"\r\n\r\n" not in received:
                piece = connection.recv(65536)
                if not piece:
                    break
                received += piece
        return received


_TWINS = {entry: f"{LABEL} {place:02}" for place, entry in enumerate(RUN) if entry.does != READS}
"""What the ids end in of what a command may change."""
_ASKED = f"{LABEL} http"
"""What they end in of what the endpoints are asked for."""


def _asked() -> Iterator[tuple[Any, Names]]:
    """Yield calls of all endpoints with hostile ids, of records that are there."""
    for call in sorted(CALLS, key=lambda call: call.method == "DELETE"):
        yield call, names_of(_ASKED) | {"my session": names_of(_ASKED)["session"]}


def _refused() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield requests that are refused for a hostile text, which a problem might repeat."""
    label, content = quote(LABEL, safe=""), quote(CONTENT.encode(errors="replace"), safe="")
    session = f"/v1/sessions/{quote(names_of(LABEL)['session'], safe='')}"
    for path in ("/v1/sessions", "/v1/runs", "/v1/artifacts", "/v1/nothing"):
        yield "GET", f"{path}/{label}", {}
        yield "GET", f"{path}/{content}", {}
    for path in ("/v1/sessions", "/v1/search/events", "/v1/usage", "/api/sessions"):
        yield "GET", f"{path}?{label}={label}&cursor={label}", {}
    yield "GET", f"/v1/usage?since={label}&by={label}", {}
    yield "GET", f"/v1/sessions?cursor={label}", {}
    yield "GET", f"/v1/threads/{label}?resource_id={label}", {}
    for body in ({CONTENT: 1}, {"role": CONTENT, "content": "x"}, {"role": "user", LABEL: LABEL}):
        yield "POST", f"{session}/messages", _json(body)
        yield "POST", f"{session}/events", _json({"type": LABEL} | body)
        yield "POST", "/v1/sessions/import", _json(body)
        yield "POST", "/api/chat", _json({"message": "Hello", "agent": 1} | body)
    yield "POST", "/api/chat", _json({"message": "Hello", LABEL: 1})
    taken = {"role": "user", "content": LABEL, "message_id": names_of(LABEL)["message"]}
    yield "POST", f"{session}/messages", _json(taken)
    key, new_only = quote(names_of(LABEL)["artifact"], safe=""), {"if-none-match": "*"}
    yield "PUT", f"/v1/artifacts/{key}", {"content": b"x", "headers": new_only}
    yield "BREW", f"/v1/sessions/{label}", {}


def _json(value: Any) -> dict[str, Any]:
    """Give a body in ASCII, so that it may hold lone surrogates."""
    return {"content": json.dumps(value), "headers": {"content-type": "application/json"}}
