"""A real server process: ``hansard serve`` on a database."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from testbed.child_process import die_with_parent

PATIENCE = 60.0
"""Seconds after which a server counts as stuck."""
_LISTENS = "hansard listens on "
_TICKS = os.sysconf("SC_CLK_TCK")


class ServerProcess:
    """``hansard serve``, on any port that is free, with no limit to the rate of requests.

    Its log, a line for each request, goes to a file, as it would where it is in use.

    Args:
        url: of the database.

    Attributes:
        host: where it listens.
        port: where it listens.
    """

    host: str
    port: int

    def __init__(self, url: str) -> None:
        self._url = url
        self._opened = ExitStack()

    @property
    def address(self) -> str:
        """Where it listens, as a URL."""
        return f"http://{self.host}:{self.port}"

    def used(self) -> float:
        """Give the processor time that all of its threads have taken, in seconds (Linux)."""
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2]
        user, system = after_name.split()[11:13]
        return (int(user) + int(system)) / _TICKS

    def __enter__(self) -> Self:
        log = self._opened.enter_context(tempfile.TemporaryFile())
        self._process = self._opened.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "hansard", "serve", "--port", "0", "--rate", "0"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=os.environ | {"HANSARD_URL": self._url},
                preexec_fn=die_with_parent,
            )
        )
        assert self._process.stdout is not None, "no output"
        line = self._process.stdout.readline()
        if not line.startswith(_LISTENS):
            self._stop()
            log.seek(0)
            raise RuntimeError(f"no server: {line}{log.read().decode(errors='replace')}")
        parts = urlsplit(line.removeprefix(_LISTENS).strip())
        self.host, self.port = parts.hostname or "", parts.port or 0
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._opened.close()

    def _stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE)
