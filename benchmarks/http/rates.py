"""Rows of the table about the HTTP service: rates of requests, and answers in a chat."""

import statistics
from collections.abc import Callable, Iterator, Sequence

from benchmarks.http.clients import CLIENT
from benchmarks.http.comparison import Answer, Comparison, Figures
from benchmarks.raw.places import Place
from benchmarks.raw.results import Row

CONNECTIONS = (1, 8, 32)
FEW = (8,)
"""Where one round is enough."""
SECONDS = 0.5
"""How long each side is asked in a round."""
ANSWERS = 4
"""Questions of each side in a round."""

Rounds = dict[str, list[Figures]]
Side = Callable[[str, int, float], Figures]


def service(place: Place, rounds: int) -> Iterator[Row]:
    """Compare what a server process does per second with what its service does, called here.

    A request that asks for nothing, of nobody in particular, is the floor: what the framework takes
    without the store. A session without its messages is the least that is asked for with a key.
    """
    comparison = Comparison(place.site())
    count = max(min(rounds, 3), rounds // 4)
    for connections in CONNECTIONS if rounds > 1 else FEW:
        found = measure_rates(comparison, connections, count, SECONDS)
        yield from _rate_rows(place.name, connections, found)
    yield from _answer_rows(place.name, measure_answers(comparison, count))


def measure_rates(comparison: Comparison, connections: int, rounds: int, seconds: float) -> Rounds:
    """Let each side do each thing in turns, the other way round every second time."""
    steps: list[tuple[str, str, Side]] = [
        *((f"{name} over HTTP", name, comparison.over_http) for name in comparison.requests),
        *((name, name, comparison.in_process) for name in comparison.calls),
    ]
    for _, name, side in steps:
        side(name, connections, seconds / 2)
    found: Rounds = {label: [] for label, _, _ in steps}
    for number in range(rounds):
        for label, name, side in steps if number % 2 == 0 else reversed(steps):
            found[label].append(side(name, connections, seconds))
    return found


def measure_answers(comparison: Comparison, rounds: int) -> list[tuple[Answer, Answer]]:
    """Ask the offline agent the same over HTTP and in process, in turns."""
    sides = comparison.chat_over_http, comparison.chat_in_process
    pairs = [(sides[0](), sides[1]()) for _ in range(1 + ANSWERS * rounds)]
    return pairs[1:]


def median_rate(figures: Sequence[Figures]) -> float:
    """Give how often something was done per second."""
    return statistics.median(one.rate for one in figures)


def _rate_rows(place: str, connections: int, found: Rounds) -> Iterator[Row]:
    over = f"over {connections} connection{'s' if connections > 1 else ''}"
    floor = found["nothing over HTTP"]
    for name in ("session", "append", "page"):
        ours = found[f"{name} over HTTP"]
        yield _rate_row(f"{name} {over} against the call", place, ours, found[name])
        yield _rate_row(f"{name} {over} against /healthz", place, ours, floor)


def _rate_row(work: str, place: str, ours: Sequence[Figures], theirs: Sequence[Figures]) -> Row:
    """Make a row of what was measured in the same rounds."""
    upper, lower = median_rate(ours), median_rate(theirs)
    used = [statistics.median(one.used for one in side) * 1e6 for side in (ours, theirs)]
    busy = statistics.median(one.busy for one in ours)
    return Row(
        work,
        place,
        upper,
        lower,
        "per s",
        upper / lower,
        spread=_spread([one.rate for one in ours], [one.rate for one in theirs]),
        note=f"processor {used[0]:.0f} against {used[1]:.0f} us; {CLIENT} was {busy:.0%} busy",
    )


def _answer_rows(place: str, pairs: Sequence[tuple[Answer, Answer]]) -> Iterator[Row]:
    for work, part in (("first chunk of an answer", "first"), ("each further chunk", "each")):
        ours = [getattr(over_http, part) for over_http, _ in pairs]
        theirs = [getattr(in_process, part) for _, in_process in pairs]
        upper, lower = statistics.median(ours), statistics.median(theirs)
        yield Row(
            f"{work} over HTTP against in process",
            place,
            upper,
            lower,
            "s",
            upper / lower,
            spread=_spread(ours, theirs),
            note="both recorded first",
        )


def _spread(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float]:
    """Give the quartiles of the ratio over the rounds; of a few, the least and the most."""
    ratios = [above / below for above, below in zip(ours, theirs, strict=True)]
    if len(ratios) < 4:
        return min(ratios), max(ratios)
    first, _, third = statistics.quantiles(ratios, n=4)
    return first, third
