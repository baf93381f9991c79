"""Retries: the one place where a transient fault is met with another attempt.

Only faults after which nothing was written are retried, and a lost connection where repeating
is harmless. The delay grows exponentially with full jitter and is bounded in attempts and time.
"""

from __future__ import annotations

import functools
import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from hansard.domain.errors import ConfigurationError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Repository = TypeVar("Repository", bound="Any")

log = logging.getLogger("hansard.database")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long transient faults are met with another attempt.

    Attributes:
        attempts: at most so many in all, at least 1.
        base_delay: seconds; the first delay is a random part of it.
        max_delay: seconds; bound of a single delay.
        time_limit: seconds after which no further attempt starts.
    """

    attempts: int = 8
    base_delay: float = 0.02
    max_delay: float = 1.0
    time_limit: float = 60.0

    def __post_init__(self) -> None:
        if self.attempts < 1 or min(self.base_delay, self.max_delay, self.time_limit) < 0:
            raise ConfigurationError("A retry policy has at least 1 attempt and no negative time.")

    def delays(self) -> Iterator[float]:
        """Give the delay before each further attempt, in seconds, until the bounds are reached."""
        return self._delays_until(time.monotonic() + self.time_limit)

    def _delays_until(self, end: float) -> Iterator[float]:
        for attempt in range(self.attempts - 1):
            delay = random.uniform(0, min(self.max_delay, self.base_delay * 2**attempt))  # noqa: S311
            if time.monotonic() + delay > end:
                return
            yield delay


def wait(delay: float, fault: str) -> None:
    """Wait before another attempt, and log why."""
    log.info("%s; trying again in %.3f s", fault, delay)
    time.sleep(delay)


def database_retry(
    *, writes: bool, single: bool = False, repeatable: bool = True
) -> Callable[
    [Callable[Concatenate[Repository, Parameters], Result]],
    Callable[Concatenate[Repository, Parameters], Result],
]:
    """Make a repository's method its own retried transaction where it stands alone.

    Inside a unit of work the method joins the transaction that is there and nothing is retried:
    then only the runner of the unit retries, and always the whole unit.

    Args:
        writes: whether it needs a writing transaction.
        single: whether it is one statement, which needs no transaction around it.
        repeatable: whether it may be repeated when its outcome is unknown.
    """

    def decorate(
        method: Callable[Concatenate[Repository, Parameters], Result],
    ) -> Callable[Concatenate[Repository, Parameters], Result]:
        name = method.__name__

        def run(
            self: Repository, /, *args: Parameters.args, **options: Parameters.kwargs
        ) -> Result:
            binding = self.binding
            if binding.link is not None:
                return method(self, *args, **options)

            def unit(work: Any) -> Result:
                joined: Result = getattr(getattr(work, self.collection), name)(*args, **options)
                return joined

            if writes:
                written: Result = binding.transactions.write(
                    unit, single=single, repeatable=repeatable
                )
                return written
            found: Result = binding.transactions.read(unit, single=single)
            return found

        functools.update_wrapper(run, method)
        return run

    return decorate
