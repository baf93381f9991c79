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
from benchmarks.http.rates import Rounds, measure_answers, measure_rates, median_rate
from benchmarks.raw.places import open_places

PLACES = ("SQLite FULL", "PostgreSQL")
CONNECTIONS = (1, 32)
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


class _Requests:
    """The figures of one kind of request on one database."""

    params: ClassVar[Sequence[Sequence[object]]] = (
        PLACES,
        ("append", "page", "session"),
        CONNECTIONS,
    )
    param_names: ClassVar[Sequence[str]] = ["place", "work", "connections"]

    def setup(self, cache: Cache, place: str, work: str, connections: int) -> None:
        """Find the figures; skip where there are none."""
        if place not in cache:
            raise NotImplementedError(f"{place} is not to be had")
        self.rates = cache[place].rates[connections]
        self.rate = median_rate(self.rates[f"{work} over HTTP"])


class RequestRate(_Requests):
    """Appending a message of 500 bytes, reading fifty, reading a session, asking for nothing."""

    params: ClassVar[Sequence[Sequence[object]]] = (
        PLACES,
        ("append", "page", "session", "nothing"),
        CONNECTIONS,
    )
    unit = "per second"

    def track_rate(self, *_: object) -> float:
        """Give requests per second."""
        return self.rate


class RequestRatio(_Requests):
    """Requests beside the calls that as many tasks of one process make meanwhile."""

    unit = "ratio"

    def track_ratio(self, _: Cache, __: str, work: str, ___: int) -> float:
        """Give requests per second as a part of calls per second."""
        return self.rate / median_rate(self.rates[work])


class Chat:
    """An answer of the offline agent, each chunk recorded before it is given out."""

    params: ClassVar[Sequence[str]] = PLACES
    param_names: ClassVar[Sequence[str]] = ["place"]
    unit = "ms"

    def setup(self, cache: Cache, place: str) -> None:
        """Find the figures; skip where there are none."""
        if place not in cache:
            raise NotImplementedError(f"{place} is not to be had")
        self.answers = [over_http for over_http, _ in cache[place].answers]

    def track_first_chunk(self, *_: object) -> float:
        """Give the milliseconds from the question to the first chunk."""
        return 1e3 * median(answer.first for answer in self.answers)

    def track_further_chunk(self, *_: object) -> float:
        """Give the milliseconds that each further chunk takes."""
        return 1e3 * median(answer.each for answer in self.answers)
