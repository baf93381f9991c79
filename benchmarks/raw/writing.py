"""Rows of the table that write: one append, a batch, a new session."""

import itertools
import json
from collections.abc import Callable, Iterator

from benchmarks.raw.places import Place, Site
from benchmarks.raw.results import Row, Target, compared
from benchmarks.raw.timing import Side, interleave
from benchmarks.raw.workload import ACTOR, CONTENT, METADATA, ROLE, unique_ids

LENGTHS = (0, 1_000, 10_000)
BATCH = 100
_TEXT = json.dumps(CONTENT)
_METADATA_TEXT = json.dumps(METADATA)
_APPEND_BOUNDS = {"SQLite FULL": 1.6, "SQLite NORMAL": 4.0, "PostgreSQL": 1.1}


def appends(place: Place, rounds: int) -> Iterator[Row]:
    """Compare one append at growing lengths of the history."""
    sides = []
    for length in LENGTHS:
        sides += _append_sides(place, length, rounds)
    timings = interleave(sides, rounds, block=25)
    for length in LENGTHS:
        yield compared(
            f"append at {length:,}",
            place.name,
            timings,
            _APPEND_BOUNDS[place.name],
            (f"hansard {length}", f"bare {length}"),
            f"prebuilt {length}",
        )
    longest, none = timings[f"hansard {LENGTHS[-1]}"], timings["hansard 0"]
    yield Row(
        f"append at {LENGTHS[-1]:,} against at 0",
        place.name,
        longest.median,
        none.median,
        "s",
        longest.median / none.median,
        Target(1.1),
        note="both hansard",
    )


def _append_sides(place: Place, length: int, rounds: int) -> list[Side]:
    ours, theirs, prebuilt = (_History(place.site(), length, rounds) for _ in range(3))
    append = ours.site.open().sessions.append_message
    bare, built = theirs.site.bare(), prebuilt.site.bare()
    ids = unique_ids()
    return [
        Side(
            f"hansard {length}",
            lambda: append(ours.session_id, ROLE, CONTENT, METADATA),
            ours.turn,
        ),
        Side(
            f"bare {length}",
            lambda: bare.append(theirs.session_id, next(ids), CONTENT, METADATA),
            theirs.turn,
        ),
        Side(
            f"prebuilt {length}",
            lambda: built.append_texts(prebuilt.session_id, next(ids), _TEXT, _METADATA_TEXT),
            prebuilt.turn,
        ),
    ]


class _History:
    """A session that stands at a length; one of no length is another one for each block."""

    def __init__(self, site: Site, length: int, rounds: int) -> None:
        self.site = site
        count = rounds + 1 if length == 0 else 1
        sessions = [site.fill_messages(f"session{number}", length) for number in range(count)]
        self._sessions = itertools.cycle(sessions)
        self.session_id = sessions[0]

    def turn(self) -> None:
        """Go on with the next session, the same one where it is the only one."""
        self.session_id = next(self._sessions)


def batches(place: Place, rounds: int) -> Iterator[Row]:
    """Compare a batch of a hundred messages in one transaction."""
    store = place.site().open()
    session_id = store.sessions.create(ACTOR).session_id
    site = place.site()
    bare = site.bare()
    site.fill_messages("bare", 0)
    site.fill_messages("prebuilt", 0)
    message = {"role": ROLE, "content": CONTENT, "metadata": METADATA}
    messages, pairs = [message] * BATCH, [(CONTENT, METADATA)] * BATCH
    texts = [(_TEXT, _METADATA_TEXT)] * BATCH
    some_ids = _batches_of_ids()
    sides = [
        Side("hansard", lambda: store.sessions.append_messages(session_id, messages)),
        Side("bare", lambda: bare.append_batch("bare", next(some_ids), pairs)),
        Side("prebuilt", lambda: bare.append_batch_texts("prebuilt", next(some_ids), texts)),
    ]
    timings = interleave(sides, rounds, block=8)
    bound = None if place.name == "SQLite NORMAL" else 1.5
    yield compared(f"batch of {BATCH}", place.name, timings, bound, strict="prebuilt")


def _batches_of_ids() -> Iterator[list[str]]:
    ids = unique_ids()
    return iter(lambda: list(itertools.islice(ids, BATCH)), [])


def creations(place: Place, rounds: int) -> Iterator[Row]:
    """Compare creating a session."""
    store, bare = place.site().open(), place.site().bare()
    ids = unique_ids()
    create: Callable[[], object] = lambda: store.sessions.create(ACTOR)  # noqa: E731
    sides = [Side("hansard", create), Side("bare", lambda: bare.create(next(ids)))]
    timings = interleave(sides, rounds, block=25)
    bound = 1.8 if place.name == "SQLite FULL" else None
    yield compared("create a session", place.name, timings, bound)
