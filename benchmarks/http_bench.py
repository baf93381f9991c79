"""asv: requests per second of a server process, beside the calls of the service that they make.

Everything is measured once, side by side, on a server that is started once for each database; each
benchmark gives one of the figures.
"""

import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import ClassVar, NamedTuple

from benchmarks.http.comparison import Answer, Comparison
from benchmarks.http.rates import (
    CONNECTIONS,
    NOTHING,
    Rounds,
    measure_answers,
    measure_rates,
    median_rate,
)
from benchmarks.raw.places import open_places

PLACES = ("SQLite FULL", "PostgreSQL")
ROUNDS = 3
SECONDS = 0.2
"""How long each side is asked in a round."""


class Measured(NamedTuple):
    """What was measured on one database.

    Attributes:
        rates: by the number of connections.
        answers: over HTTP and in process.
    """

    rates: dict[int, Rounds]
    answers: list[tuple[Answer, Answer]]


Cache = dict[str, Measured]


def setup_cache() -> Cache:
    """Measure on every database that is to be had."""
    found: Cache = {}
    if find_spec("uvicorn") is None:
        return found
    with (
        tempfile.TemporaryDirectory() as folder,
        open_places(Path(folder), frozenset(PLACES)) as (places, _),
    ):
        for place in places:
            comparison = Comparison(place.site())
            rates = {
                connections: measure_rates(comparison, connections, ROUNDS, SECONDS)
                for connections in CONNECTIONS
            }
            found[place.name] = Measured(rates, measure_answers(comparison, ROUNDS))
            place.release()
    return found


setup_cache.timeout = 300  # type: ignore[attr-defined]


class Requests:
    """Appending a message of 500 bytes, and reading a page of fifty, over HTTP."""

    params: ClassVar[Sequence[Sequence[object]]] = (PLACES, ("append", "page"), CONNECTIONS)
    param_names: ClassVar[Sequence[str]] = ["place", "work", "connections"]

    def setup(self, cache: Cache, place: str, work: str, connections: int) -> None:
        """Find the figures; skip where there are none."""
        if place not in cache:
            raise NotImplementedError(f"{place} is not to be had")
        rates = cache[place].rates[connections]
        self.ours, self.floor = median_rate(rates[f"{work} over HTTP"]), median_rate(rates[NOTHING])
        self.call = median_rate(rates[work])

    def track_rate(self, *_: object) -> float:
        """Give requests per second."""
        return self.ours

    def track_ratio_to_the_call(self, *_: object) -> float:
        """Give them as a part of the calls that as many tasks make per second."""
        return self.ours / self.call

    def track_ratio_to_nothing(self, *_: object) -> float:
        """Give them as a part of the requests for /healthz that are answered per second."""
        return self.ours / self.floor

    track_rate.unit = "per second"  # type: ignore[attr-defined]
    track_ratio_to_the_call.unit = track_ratio_to_nothing.unit = "ratio"  # type: ignore[attr-defined]


class Chat:
    """An answer of the offline agent, each chunk recorded before it is given out."""

    params: ClassVar[Sequence[str]] = PLACES
    param_names: ClassVar[Sequence[str]] = ["place"]

    def setup(self, cache: Cache, place: str) -> None:
        """Find the figures; skip where there are none."""
        if place not in cache:
            raise NotImplementedError(f"{place} is not to be had")
        self.answers = [over_http for over_http, _ in cache[place].answers]
        self.calls = [in_process for _, in_process in cache[place].answers]

    def track_first_chunk(self, *_: object) -> float:
        """Give the milliseconds from the question to the first chunk."""
        return 1e3 * median(answer.first for answer in self.answers)

    def track_further_chunk(self, *_: object) -> float:
        """Give the milliseconds that each further chunk takes."""
        return 1e3 * median(answer.each for answer in self.answers)

    def track_ratio_of_first_chunk(self, *_: object) -> float:
        """Give the time of the first chunk as a multiple of that in process."""
        return self.track_first_chunk() / (1e3 * median(call.first for call in self.calls))

    track_first_chunk.unit = track_further_chunk.unit = "ms"  # type: ignore[attr-defined]
    track_ratio_of_first_chunk.unit = "ratio"  # type: ignore[attr-defined]
