"""What a process logs, kept for a suite to look at."""

from __future__ import annotations

import logging


def collect(logger: str, starting_with: str = "") -> list[str]:
    """Collect the messages of a logger from now on, at every level."""
    seen: list[str] = []

    class Collector(logging.Handler):
        def emit(self, entry: logging.LogRecord) -> None:
            message = entry.getMessage()
            if message.startswith(starting_with):
                seen.append(message)

    log = logging.getLogger(logger)
    log.setLevel(logging.DEBUG)
    log.addHandler(Collector())
    return seen
