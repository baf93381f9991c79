"""What the server logs of the requests of a scenario: always lines of printable ASCII."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from typing import Any

from behave.model import Table

from features.support.answers import look_up, read_cell
from features.support.tables import read_pairs
from features.support.world import World

_ANYTHING = "..."
_PATIENCE = 10.0
"""Seconds after which a line that does not come is taken for missing."""


class Log(logging.Handler):
    """Keeps the lines as the server writes them."""

    def __init__(self) -> None:
        from hansard.interfaces.http.request_log import JsonFormatter

        super().__init__()
        self.setFormatter(JsonFormatter())
        self._level = logging.NOTSET
        self.lines: list[str] = []
        self._changed = threading.Condition()

    def begin(self) -> None:
        """Listen to everything that hansard logs."""
        logger = logging.getLogger("hansard")
        self._level = logger.level
        logger.setLevel(logging.INFO)
        logger.addHandler(self)

    def end(self) -> None:
        """Listen no more."""
        logger = logging.getLogger("hansard")
        logger.removeHandler(self)
        logger.setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        with self._changed:
            self.lines.append(self.format(record))
            self._changed.notify_all()

    def wait_for(self, wanted: Mapping[str, Any], names: Mapping[str, str]) -> None:
        """Wait for a line that has all of this; fails where none comes.

        Args:
            names: what ids are called in the scenario.
        """
        with self._changed:
            come = self._changed.wait_for(
                lambda: any(_has(line, wanted, names) for line in self.lines), _PATIENCE
            )
        assert come, f"no line of the log has {wanted}: {self.lines}"
        assert all(line.isascii() and line.isprintable() for line in self.lines), self.lines


def check_log(world: World, table: Table) -> None:
    """Check that a line of the log has everything that a table says."""
    wanted = {path: read_cell(cell) for path, cell in read_pairs(table).items()}
    log: Log = world.kept["http"].log
    keys = {key.key_id: name for name, (key, _) in world.kept.get("keys", {}).items()}
    log.wait_for(wanted, world.names | keys)


def check_silence(world: World, word: str) -> None:
    """Check that a word, or the secret of a key with that name, is nowhere in the log."""
    service = world.kept["http"]
    service.log.wait_for({"request_id": service.latest.headers["x-request-id"]}, {})
    secret = service.secret_of(word)
    found = [line for line in service.log.lines if secret in line]
    assert not found, f"the log says {found}"


def _has(line: str, wanted: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    said = json.loads(line)
    for path, value in wanted.items():
        found = look_up(said, path)
        if found is None or value not in (found, names.get(str(found)), _ANYTHING):
            return False
    return True
