"""What the OpenAPI document says, against what the service does: requests made by schemathesis."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from libraries.databases import database_of, new_database, new_folder
from libraries.evidence import record
from libraries.heard import faults_in, hear
from libraries.records import expect_none
from libraries.served import PATIENCE, ServerProcess
from libraries.tenants import SOUTH, TEXT, furnish, make_keys, names_of, open_as

SEED = "4"
CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance", "negative_data_rejection"),
    *("missing_required_header", "unsupported_method", "allow_header_conformance"),
    *("ignored_auth", "use_after_free"),
)
"""Without ``positive_data_acceptance``: a schema cannot say what a cursor continues, or that two
members exclude each other."""
STREAM = "GET /v1/sessions/{session_id}/events/stream"
EXCEPT = {
    # a session may have this name, too, and other methods are there for it
    "POST /v1/sessions/import": "allow_header_conformance",
    # schemathesis takes the form of the whole response for that of each event
    STREAM: "response_schema_conformance",
    "POST /api/chat": "response_schema_conformance",
    "POST /api/chat/fork": "response_schema_conformance",
}
"""Checks that are left out of an operation."""
REFUSALS = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 431]
"""What somebody may be answered whose request is not as it has to be."""
_COUNTS = re.compile(r"^ +(\d+) generated(?:, (\d+) passed)?", re.MULTILINE)


class OpenapiContract:
    """Serves some records, and asks for them in every way that the description allows."""

    ROBOT_LIBRARY_SCOPE = "SUITE"

    def __init__(self) -> None:
        self._server: ServerProcess | None = None
        self._secrets: dict[str, str] = {}
        self._folder = Path()

    @property
    def server(self) -> ServerProcess:
        """The server that was started."""
        assert self._server is not None, "no server was started"
        return self._server

    def serve_records(self) -> None:
        """Serve a session for each operation, so that none finds what another one has changed."""
        url = new_database("sqlite")
        with open_as(url, SOUTH) as store:
            self._secrets = make_keys(store, TEXT)
        self._server = ServerProcess(url, "--rate", "0", "--abandoned-after", "86400")
        self._server.start()
        document = self._document()
        with open_as(url, SOUTH) as store:
            furnish(store, "first", TEXT)
            with database_of(store).dialect.engine.begin() as connection:
                joined = store.within(connection)
                for operation in _operations(document):
                    furnish(joined, _suffix(operation), TEXT)
            store.sessions.complete(names_of(_suffix(STREAM))["session"])
        self._folder = new_folder()
        (self._folder / "schemathesis.toml").write_text(_configuration(document))

    def stop_serving(self) -> None:
        """Stop the server."""
        assert self.server.stop() == 0, self.server.logged()[-2000:]

    def the_service_keeps_its_description(self, role: str, *options: str) -> None:
        """Whatever is asked for with a key, the answer is one that is described, and no fault.

        Args:
            role: of the key.
            options: of schemathesis.
        """
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run"),
                f"{self.server.address}/openapi.json",
                *("--header", f"Authorization: Bearer {self._secrets[role]}"),
                *("--seed", SEED, "--no-color", *options),
            ],
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=10 * PATIENCE,
            check=False,
        )
        counts = _COUNTS.findall(done.stdout)
        assert done.returncode == 0, f"{done.stdout[-8000:]}\n{done.stderr[-2000:]}"
        assert counts and int(counts[-1][1] or 0) > 100, done.stdout[-2000:]
        record(f"key: {role}", generated=int(counts[-1][0]), passed=int(counts[-1][1]))

    def nothing_went_wrong_inside(self) -> None:
        """The log has no fault that nobody expected."""
        expect_none("faults", faults_in(self.server.logged()))

    def _document(self) -> Any:
        with httpx.Client(base_url=self.server.address, trust_env=False) as client:
            return json.loads(hear(client, "GET", "/openapi.json", None).text)


def _operations(document: Any) -> list[str]:
    paths = document["paths"].items()
    return [f"{method.upper()} {path}" for path, methods in paths for method in methods]


def _suffix(operation: str) -> str:
    """Give what the ids end in that an operation is given."""
    return re.sub(r"\W+", "-", operation).strip("-").lower()


def _configuration(document: Any) -> str:
    """Give a configuration by which each operation asks for records of its own."""
    lines = ["request-timeout = 20", "[generation]", 'database = "none"']
    lines += ["[checks]", "enabled = false", *(f"{name}.enabled = true" for name in CHECKS)]
    lines += [f"negative_data_rejection.expected-statuses = {REFUSALS}"]
    for operation in _operations(document):
        names = names_of(_suffix(operation))
        given = {
            "path.session_id": names["session"],
            "path.run_id": names["run"],
            "path.thread_id": names["thread"],
            "path.key": names["artifact"],
            "query.resource_id": names["resource"],
            "query.resourceId": names["resource"],
            "query.wait_ms": 1,
        }
        lines += ["[[operations]]", f'include-name = "{operation}"', "[operations.parameters]"]
        lines += [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in given.items()]
        if operation in EXCEPT:
            lines += ["[operations.checks]", f"{EXCEPT[operation]}.enabled = false"]
    return "\n".join(lines)
