"""Rows of the table about the HTTP service: rates of requests, and answers in a chat."""

import statistics
from collections.abc import Iterator, Sequence

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


def requests(place: Place, rounds: int) -> Iterator[Row]:
    """Compare requests per second with calls of the service per second.

    A request that asks for nothing is the floor: what the framework takes without the store.
    """
    comparison = Comparison(place.site())
    for connections in CONNECTIONS if rounds > 1 else FEW:
        yield from _rows(place.name, connections, measure(comparison, connections, runs(rounds)))


def runs(rounds: int) -> int:
    """Give how many rounds are made where each takes seconds, not calls."""
    return max(min(rounds, 3), rounds // 4)


def measure(comparison: Comparison, connections: int, rounds: int) -> Rounds:
    """Let each side do each thing in turns, the other way round every second time."""
    steps = [(f"{name} over HTTP", name, comparison.over_http) for name in comparison.requests]
    steps += [(name, name, comparison.in_process) for name in comparison.calls]
    for _, name, side in steps:
        side(name, connections, SECONDS / 2)
    found: Rounds = {}
    for number in range(rounds):
        for label, name, side in steps if number % 2 == 0 else reversed(steps):
            found.setdefault(label, []).append(side(name, connections, SECONDS))
    return found


def _rows(place: str, connections: int, found: Rounds) -> Iterator[Row]:
    over = f"over {connections} connection{'s' if connections > 1 else ''}"
    floor, with_key = found["nothing over HTTP"], found["nothing, with a key over HTTP"]
    yield _row(f"/healthz {over}, with a key against without", place, with_key, floor)
    for name in ("append", "page"):
        ours = found[f"{name} over HTTP"]
        yield _row(f"{name} {over} against the call", place, ours, found[name])
        yield _row(f"{name} {over} against /healthz", place, ours, floor)


def _row(work: str, place: str, ours: Sequence[Figures], theirs: Sequence[Figures]) -> Row:
    """Make a row of what was measured in the same rounds."""
    upper, lower = _median("rate", ours), _median("rate", theirs)
    ratios = [above.rate / below.rate for above, below in zip(ours, theirs, strict=True)]
    note = (
        f"{_median('used', ours) * 1e6:.0f} against {_median('used', theirs) * 1e6:.0f} us of "
        f"processor; {CLIENT} was {_median('busy', ours):.0%} busy"
    )
    return Row(
        work, place, upper, lower, "per s", upper / lower, spread=_quartiles(ratios), note=note
    )


def answers(place: Place, rounds: int) -> Iterator[Row]:
    """Compare the chunks of an answer over HTTP with the same ones in process.

    Both are recorded before they are given out.
    """
    comparison = Comparison(place.site())
    comparison.chat_over_http(), comparison.chat_in_process()
    pairs = [
        (comparison.chat_over_http(), comparison.chat_in_process())
        for _ in range(ANSWERS * runs(rounds))
    ]
    for work, part in (("first chunk of an answer", "first"), ("each further chunk", "each")):
        yield _timed(work, place.name, part, pairs)


def _timed(work: str, place: str, part: str, pairs: Sequence[tuple[Answer, Answer]]) -> Row:
    ours = [getattr(over, part) for over, _ in pairs]
    theirs = [getattr(within, part) for _, within in pairs]
    ratios = [above / below for above, below in zip(ours, theirs, strict=True)]
    upper, lower = statistics.median(ours), statistics.median(theirs)
    return Row(
        f"{work}, over HTTP against in process",
        place,
        upper,
        lower,
        "s",
        upper / lower,
        spread=_quartiles(ratios),
        note="both hansard",
    )


def _median(part: str, figures: Sequence[Figures]) -> float:
    return statistics.median(getattr(one, part) for one in figures)


def _quartiles(ratios: Sequence[float]) -> tuple[float, float]:
    if len(ratios) < 2:
        return ratios[0], ratios[0]
    first, _, third = statistics.quantiles(ratios, n=4)
    return first, third
