"""Rows of the table that are about forks and threads: a history copied, a mapping looked up."""

import itertools
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.raw.places import Place, Site
from benchmarks.raw.results import Row, compared
from benchmarks.raw.timing import Side, interleave
from benchmarks.raw.workload import ACTOR, CONTENT, METADATA, ROLE, unique_ids

LENGTHS = {100: 8, 10_000: 1}
"""Messages with the calls in a block."""
_BOUNDS = {("SQLite NORMAL", 100): None}
"""What hansard does beside the copying shows where a short write waits for no disk."""
PARENT = "parent"
RESOURCE = "ann"
THREADS = 1_000
_BATCH = 1_000
_ONLY_PARENT = f"DELETE FROM sessions WHERE session_id <> '{PARENT}'"


def forks(place: Place, rounds: int) -> Iterator[Row]:
    """Compare a fork with a bare INSERT … SELECT; forks are removed between the blocks.

    The bare side gives every copy the same checksum. hansard verifies that of each message and
    makes it anew for its new place.
    """
    for length, block in LENGTHS.items():
        ours, theirs = place.site(), place.site()
        for site in (ours, theirs):
            _fill(site, length)
        fork, bare, ids = ours.open().sessions.fork, theirs.bare(), unique_ids()
        sides = [
            Side("hansard", partial(fork, PARENT), _cleaning(ours)),
            Side(
                "bare",
                lambda bare=bare, ids=ids: bare.fork(PARENT, next(ids)),  # type: ignore[misc]
                _cleaning(theirs),
            ),
        ]
        timings = interleave(sides, rounds, block)
        bound = _BOUNDS.get((place.name, length), 3.0)
        yield compared(f"fork of {length:,}", place.name, timings, bound)


def mappings(place: Place, rounds: int) -> Iterator[Row]:
    """Compare looking up the session of a thread."""
    site = place.site()
    store, bare = site.open(), site.bare()
    for number in range(THREADS):
        store.threads.save_session_id(f"thread {number}", RESOURCE, PARENT)
    bare.settle()
    numbers = itertools.cycle(range(THREADS))
    sides = [
        Side(
            "hansard",
            lambda: store.threads.get_session_id(f"thread {next(numbers)}", RESOURCE),
        ),
        Side("bare", lambda: bare.find_session(f"thread {next(numbers)}", RESOURCE)),
    ]
    timings = interleave(sides, rounds, block=50)
    yield compared(f"session of a thread among {THREADS:,}", place.name, timings, 6.0)


def _fill(site: Site, length: int) -> None:
    """Add the session that is forked, through hansard, so that its checksums are good."""
    sessions = site.open().sessions
    sessions.create(ACTOR, session_id=PARENT)
    message = {"role": ROLE, "content": CONTENT, "metadata": METADATA}
    for start in range(0, length, _BATCH):
        sessions.append_messages(PARENT, [message] * min(_BATCH, length - start))


def _cleaning(site: Site) -> Callable[[], None]:
    """Give what removes the forks that were made, and lets the database come to rest."""
    bare = site.bare()

    def clean() -> None:
        bare.run_untimed(_ONLY_PARENT)
        bare.settle()

    return clean
