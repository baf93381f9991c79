"""One PostgreSQL server process on a temporary data directory."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from testbed.child_process import children_of, die_with_parent, wait_until_gone
from testbed.postgres_binaries import (
    Installation,
    private_directory,
    reachable,
    server_account,
)

StopMode = Literal["fast", "immediate"]

_START_SECONDS = 60.0
_STOP_SECONDS = 60.0
_PORT_ATTEMPTS = 5
_STOP_SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "max_wal_senders": "5",
    "log_min_messages": "warning",
}
_FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresUnavailableError(RuntimeError):
    """There is no PostgreSQL here, or it did not start, or it is not ours to stop."""


class PostgresProcess:
    """A server on 127.0.0.1 that trusts the user ``postgres``; its files go when it is removed.

    Args:
        installation: The programs.
        durable: Keep fsync and synchronous commits, as in production; False is faster.
        answers: Returns whether the server on that port accepts connections.
    """

    def __init__(
        self, installation: Installation, *, durable: bool, answers: Callable[[int], bool]
    ) -> None:
        self.port = 0
        self._answers = answers
        self._settings = _SETTINGS if durable else _SETTINGS | _FAST_SETTINGS
        self._process: subprocess.Popen[bytes] | None = None
        self._account = server_account()
        self._directory = private_directory(self._account)
        try:
            self._programs = reachable(installation, self._account, self._directory).programs
            self._initialise()
        except BaseException:
            self.remove()
            raise

    def start(self) -> None:
        """Start on a free port; another one is tried when somebody else takes it first."""
        for _ in range(_PORT_ATTEMPTS):
            self.port = _free_port()
            if self._launch():
                return
        raise PostgresUnavailableError(f"PostgreSQL did not start:\n{self._log_tail()}")

    def resume(self) -> None:
        """Start again on the old data and port after ``halt`` or ``kill``."""
        if self._process is not None:
            raise PostgresUnavailableError("the server is running")
        if not self._launch():
            raise PostgresUnavailableError(f"port {self.port} was taken\n{self._log_tail()}")

    def halt(self, mode: StopMode) -> None:
        """Stop the server and keep its data."""
        process = self._running
        process.send_signal(_STOP_SIGNALS[mode])
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """Kill the server and all its backends with SIGKILL, as a crash of the machine would."""
        process = self._running
        children = children_of(process.pid)
        process.kill()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        process.wait(_STOP_SECONDS)
        wait_until_gone(children, _STOP_SECONDS)
        self._process = None

    def remove(self) -> None:
        """Stop the server, if it runs, and remove its files."""
        if self._process is not None:
            self.halt("immediate")
        shutil.rmtree(self._directory, ignore_errors=True)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise PostgresUnavailableError("the server is not running")
        return self._process

    def _initialise(self) -> None:
        command = [str(self._programs / "initdb"), "-D", str(self._directory / "data")]
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        done = subprocess.run(
            [*command, *options],
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self._account,
        )
        if done.returncode != 0:
            raise PostgresUnavailableError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _launch(self) -> bool:
        """Start the process; return True when it answers, False when it ends instead."""
        settings = {**self._settings, "port": str(self.port)}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        with (self._directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self._directory / "data"), *options],
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_before_exec(),
                **self._account,
            )
        return self._wait_for_answer()

    def _wait_for_answer(self) -> bool:
        deadline = time.monotonic() + _START_SECONDS
        while self._running.poll() is None:
            if self._answers(self.port):
                return True
            if time.monotonic() > deadline:
                raise PostgresUnavailableError(f"PostgreSQL does not answer:\n{self._log_tail()}")
            time.sleep(0.02)
        self._process = None
        return False

    def _log_tail(self) -> str:
        log = self._directory / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def _before_exec() -> Callable[[], None] | None:
    """Return the death wish of a child of the main thread; other threads may end before it."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    return die_with_parent if in_main_thread else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    """Return this process's environment without what would steer PostgreSQL elsewhere."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}
