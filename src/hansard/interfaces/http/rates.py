"""How often somebody may ask: a bucket of tokens for each, filled at a steady rate."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from http import HTTPStatus

from hansard.interfaces.http.problems import Refusal
from hansard.interfaces.http.settings import Limits


class Buckets:
    """One bucket of tokens for each caller.

    Args:
        limits: the rate, 0 for no limit at all; how much each bucket holds; how many there are.
            Of more callers those are forgotten that came longest ago.
        clock: gives seconds that never go back.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = limits.rate
        self._burst = float(max(limits.burst, 1))
        self._callers = limits.callers
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, caller: str) -> None:
        """Take a token from the bucket of a caller.

        Raises:
            Refusal: it is empty; says when there is one again.
        """
        if not self._rate:
            return
        now = self._clock()
        held, then = self._buckets.pop(caller, (self._burst, now))
        held = min(self._burst, held + (now - then) * self._rate)
        self._buckets[caller] = (held - 1 if held >= 1 else held, now)
        if len(self._buckets) > self._callers:
            del self._buckets[next(iter(self._buckets))]
        if held < 1:
            wait = math.ceil((1 - held) / self._rate)
            raise Refusal(
                HTTPStatus.TOO_MANY_REQUESTS,
                "rate_limited",
                f"Too many requests. Try again in {wait} s.",
                retry_after=str(wait),
            )
