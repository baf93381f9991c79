"""Timing of things side by side: in turns, in blocks, so that noise falls on all of them."""

import gc
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter_ns

WARM_UP = 12
"""Calls before anything counts; psycopg prepares a statement when it is run for the sixth time."""


def nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that are compared.

    Attributes:
        name: of this side in the results.
        operate: what is timed, one call at a time.
        prepare: runs before each block of calls, untimed.
    """

    name: str
    operate: Callable[[], object]
    prepare: Callable[[], object] = nothing


@dataclass(slots=True)
class Timings:
    """What the calls of one side took, block by block, in nanoseconds."""

    blocks: list[list[int]] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of all calls, in seconds."""
        return statistics.median(self._calls()) / 1e9

    @property
    def low(self) -> float:
        """What a tenth of all calls stay below, in seconds."""
        return statistics.quantiles(self._calls(), n=10)[0] / 1e9

    def _calls(self) -> list[int]:
        return [time for block in self.blocks for time in block]


def interleave(sides: Sequence[Side], rounds: int, block: int) -> dict[str, Timings]:
    """Time the sides in turns: a block of calls each, in another order every round.

    What a call gives back is dropped outside the timed region, and garbage is collected between
    the blocks; within them the collector works as it always does.
    """
    timings = {side.name: Timings() for side in sides}
    for side in sides:
        side.prepare()
        for _ in range(min(WARM_UP, block)):
            side.operate()
    order = random.Random(0)
    for _ in range(rounds):
        for side in order.sample(sides, len(sides)):
            side.prepare()
            gc.collect()
            timings[side.name].blocks.append(_block(side.operate, block))
    return timings


def ratio_spread(upper: Timings, lower: Timings) -> tuple[float, float]:
    """Give the quartiles of the ratio of medians over the rounds."""
    ratios = [
        statistics.median(above) / statistics.median(below)
        for above, below in zip(upper.blocks, lower.blocks, strict=True)
    ]
    if len(ratios) < 2:
        return ratios[0], ratios[0]
    first, _, third = statistics.quantiles(ratios, n=4)
    return first, third


def _block(operate: Callable[[], object], count: int) -> list[int]:
    times = []
    for _ in range(count):
        start = perf_counter_ns()
        kept = operate()
        end = perf_counter_ns()
        times.append(end - start)
        del kept
    return times
