"""Real server processes: ``hansard serve`` on a database, with its log and its address."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, Self

import httpx

from libraries.databases import new_folder
from testbed.child_process import die_with_parent

PATIENCE = 60.0
"""Seconds after which a server counts as stuck."""

ADDRESS = "hansard listens on "


class ServerProcess:
    """A server on a database, which may be stopped, killed and started again.

    Args:
        url: of the database.
        options: of ``hansard serve``.
        environment: variables besides those of this process.

    Attributes:
        address: where it listens.
        log: the file that its standard error goes to, also after a restart.
    """

    address: str

    def __init__(
        self, url: str, *options: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self.url = url
        self.log = new_folder() / "server.log"
        self._command = [sys.executable, "-m", "hansard", "serve", "--port", "0", *options]
        self._environment = os.environ | {"HANSARD_URL": url} | dict(environment or {})
        self._process: subprocess.Popen[str] | None = None

    @property
    def process(self) -> subprocess.Popen[str]:
        """The process that is running."""
        assert self._process is not None, "the server was not started"
        return self._process

    def start(self) -> None:
        """Start it, and wait until it listens."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self._environment,
                preexec_fn=die_with_parent,
            )
        assert self._process.stdout is not None, "no output"
        line = self._process.stdout.readline()
        assert line.startswith(ADDRESS), f"{line!r}\n{self.logged()[-2000:]}"
        self.address = line.removeprefix(ADDRESS).strip()

    def stop(self) -> int:
        """Tell it to end, and give its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL."""
        code = self._end(signal.SIGKILL)
        assert code == -signal.SIGKILL, f"the server ended with {code} before it was killed"

    def restart(self) -> None:
        """Stop it and start it again, somewhere else."""
        code = self.stop()
        assert code == 0, f"the server ended with {code}\n{self.logged()[-2000:]}"
        self.start()

    def logged(self) -> str:
        """Give what it has logged so far."""
        return self.log.read_text(errors="replace")

    def open_sockets(self) -> int:
        """Count its sockets; files of the database come and go with the pool's connections."""
        held = 0
        for entry in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                held += str(entry.readlink()).startswith("socket:")
        return held

    def _end(self, number: signal.Signals) -> int:
        process = self.process
        process.send_signal(number)
        code = process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()
        self._process = None
        return code

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._end(signal.SIGKILL)


class Client:
    """Calls a server as an application would.

    Args:
        server: it may have moved between two calls.
        secret: of a key; None for a caller without one.
    """

    def __init__(self, server: ServerProcess, secret: str | None = None) -> None:
        self._server = server
        self._headers = {} if secret is None else {"authorization": f"Bearer {secret}"}

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Make a request and read its response."""
        with self._client() as client:
            return client.request(method, path, **options)

    @contextmanager
    def chat(self, message: str, **fields: str) -> Iterator[Iterator[dict[str, Any]]]:
        """Ask, in a fork where one is named, and give the chunks of the answer as they come."""
        path = "/api/chat/fork" if "forkFromThreadId" in fields else "/api/chat"
        body = {"message": message, **fields}
        with self._client() as client, client.stream("POST", path, json=body) as response:
            if response.status_code != httpx.codes.OK:
                response.read()
            assert response.status_code == httpx.codes.OK, response.text
            yield chunks_of(response)

    def ask(self, message: str, **fields: str) -> list[dict[str, Any]]:
        """Ask and give all chunks of the answer."""
        with self.chat(message, **fields) as chunks:
            return list(chunks)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self._server.address, headers=self._headers, timeout=PATIENCE, trust_env=False
        )


def chunks_of(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """Yield what the events of a response carry."""
    for line in response.iter_lines():
        if line.startswith("data: "):
            yield httpx.Response(200, text=line.removeprefix("data: ")).json()


def answer_of(chunks: list[dict[str, Any]]) -> str:
    """Give the answer that chunks end with."""
    assert (chunks[-1]["type"], chunks[-1].get("subtype")) == ("system", "complete"), chunks[-1]
    results = [chunk["result"] for chunk in chunks if chunk["type"] == "result"]
    assert len(results) == 1, results
    return str(results[0])


def eventually(holds: Any, what: str, *, seconds: float = PATIENCE) -> None:
    """Wait until something holds."""
    import time

    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
