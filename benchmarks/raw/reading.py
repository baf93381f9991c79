"""Rows of the table that read: messages of a session, and pages of sessions."""

from collections.abc import Iterator
from functools import partial

from benchmarks.raw.places import Place
from benchmarks.raw.results import Row, Target, compared
from benchmarks.raw.timing import Side, Timings, interleave

LOADS = {100: (3.0, 20), 1_000: (1.6, 4), 10_000: (1.6, 1)}
"""Messages with the bound of their row and the calls in a block."""
LATEST, OF = 20, 10_000
PAGE = 50
FEW, MANY = 1_000, 20_000
FAR = 200


def loads(place: Place, rounds: int) -> Iterator[Row]:
    """Compare reading all messages of a session as entities."""
    site = place.site()
    store, bare = site.open(), site.bare()
    for length, (bound, block) in LOADS.items():
        session_id = site.fill_messages(f"of{length}", length)
        sides = [
            Side("hansard", partial(store.sessions.messages, session_id)),
            Side("bare", partial(bare.load, session_id)),
            Side("plain", partial(bare.load_plain, session_id)),
        ]
        timings = interleave(sides, rounds, block)
        yield compared(f"load {length:,}", place.name, timings, bound, strict="plain")


def latest(place: Place, rounds: int) -> Iterator[Row]:
    """Compare reading the end of a long session."""
    site = place.site()
    store, bare = site.open(), site.bare()
    session_id = site.fill_messages("long", OF)
    sides = [
        Side("hansard", lambda: store.sessions.latest(session_id, LATEST)),
        Side("bare", lambda: bare.latest(session_id, LATEST)),
    ]
    timings = interleave(sides, rounds, block=25)
    yield compared(f"latest {LATEST} of {OF:,}", place.name, timings, 6.0)


def pages(place: Place, rounds: int) -> Iterator[Row]:
    """Compare the first page among many sessions, and hansard with itself elsewhere."""
    many, few = place.site(), place.site()
    many.fill_sessions(MANY)
    few.fill_sessions(FEW)
    sessions, among_few, bare = many.open().sessions, few.open().sessions, many.bare()
    cursor = sessions.page(limit=PAGE).cursor
    for _ in range(FAR - 2):
        cursor = sessions.page(cursor, limit=PAGE).cursor
    sides = [
        Side("hansard", lambda: sessions.page(limit=PAGE)),
        Side("bare", lambda: bare.page(PAGE)),
        Side("few", lambda: among_few.page(limit=PAGE)),
        Side("far", lambda: sessions.page(cursor, limit=PAGE)),
    ]
    timings = interleave(sides, rounds, block=20)
    yield compared(f"first page of {PAGE} among {MANY:,}", place.name, timings, 6.0)
    yield _within(f"first page among {MANY:,} against {FEW:,}", place, timings, ("hansard", "few"))
    yield _within(f"page {FAR} against the first", place, timings, ("far", "hansard"))


def _within(work: str, place: Place, timings: dict[str, Timings], sides: tuple[str, str]) -> Row:
    above, below = timings[sides[0]].median, timings[sides[1]].median
    target = Target(1.2 if sides[1] == "few" else 1.3)
    return Row(work, place.name, above, below, "s", above / below, target, note="both hansard")
