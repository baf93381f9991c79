"""What runners raise and give that can hardly be told, by name."""

from __future__ import annotations

from collections.abc import Callable

from hansard.domain.run_result import RunnerError, RunResult

_MANY = 20_000_000
"""Characters: more than a run, an event or anything else can hold."""


class Speechless(Exception):
    """An error that fails whenever it is asked what it is."""

    def __str__(self) -> str:
        raise LookupError("no words")

    __repr__ = __str__


ERRORS: dict[str, Callable[[], Exception]] = {
    "an error that fails to say what it is": Speechless,
    "an error of 20,000,000 characters": lambda: ValueError("x" * _MANY),
    "a runner's own error of 20,000,000 characters": lambda: RunnerError("x" * _MANY),
}

RESULTS: dict[str, Callable[[], RunResult]] = {
    "a result whose cost fails to say what it is": lambda: RunResult(
        cost_usd=Speechless()  # type: ignore[arg-type]
    ),
}
