"""Rows of the table that are about events and searches: appends, batches, pages far away."""

import itertools
import json
from collections.abc import Iterator

from benchmarks.raw.places import Place
from benchmarks.raw.results import Row, Target, compared
from benchmarks.raw.timing import Side, interleave
from benchmarks.raw.workload import EVENT_DATA, EVENT_TYPE, PROVIDER, RUN_ID, unique_ids
from hansard import Event

LENGTHS = (0, 10_000)
BATCH = 100
PAGE = 100
DEPTHS = (100, 100_000)
SESSIONS = (1_000, 100_000)
FOUND = 50
_TEXT = json.dumps(EVENT_DATA)
_BOUNDS = {"SQLite FULL": 1.6, "SQLite NORMAL": 4.0, "PostgreSQL": 1.1}


def appends(place: Place, rounds: int) -> Iterator[Row]:
    """Compare one append to an empty session and to a long one."""
    for length in LENGTHS:
        ours, theirs = place.site(), place.site()
        session_id = ours.fill_events("session", length)
        theirs.fill_events("session", length)
        append, bare, ids = ours.open().events.append, theirs.bare(), unique_ids()
        sides = [
            Side(
                "hansard",
                lambda append=append, session_id=session_id: append(  # type: ignore[misc]
                    session_id, EVENT_TYPE, EVENT_DATA, run_id=RUN_ID, provider=PROVIDER
                ),
            ),
            Side(
                "bare",
                lambda bare=bare, ids=ids: bare.append_events(  # type: ignore[misc]
                    "session", [next(ids)], [json.dumps(EVENT_DATA)]
                ),
            ),
            Side(
                "prebuilt",
                lambda bare=bare, ids=ids: bare.append_events(  # type: ignore[misc]
                    "session", [next(ids)], [_TEXT]
                ),
            ),
        ]
        timings = interleave(sides, rounds, block=25)
        work, bound = f"event append at {length:,}", _BOUNDS[place.name]
        yield compared(work, place.name, timings, bound, strict="prebuilt")


def batches(place: Place, rounds: int) -> Iterator[Row]:
    """Compare a batch of a hundred events in one transaction."""
    ours, theirs = place.site(), place.site()
    session_id = ours.fill_events("session", 0)
    theirs.fill_events("session", 0)
    store, bare, ids = ours.open(), theirs.bare(), unique_ids()

    def events() -> list[Event]:
        new = store.session_store.new_event
        return [
            new(EVENT_TYPE, session_id, data=EVENT_DATA, run_id=RUN_ID, provider=PROVIDER)
            for _ in range(BATCH)
        ]

    made: list[list[Event]] = []
    sides = [
        Side(
            "hansard",
            lambda: store.events.append_many(made.pop()),
            lambda: made.extend(events() for _ in range(12)),
        ),
        Side(
            "bare",
            lambda: bare.append_events(
                "session",
                list(itertools.islice(ids, BATCH)),
                [json.dumps(EVENT_DATA) for _ in range(BATCH)],
            ),
        ),
        Side(
            "prebuilt",
            lambda: bare.append_events(
                "session", list(itertools.islice(ids, BATCH)), [_TEXT] * BATCH
            ),
        ),
    ]
    timings = interleave(sides, rounds, block=8)
    bound = None if place.name == "SQLite NORMAL" else 1.5
    work = f"event batch of {BATCH}"
    yield compared(work, place.name, timings, bound, strict="prebuilt")


def searches(place: Place, rounds: int) -> Iterator[Row]:
    """Compare the first page of a search among many sessions with one among few."""
    sides = []
    for count in SESSIONS:
        site = place.site()
        site.fill_sessions(count)
        search = site.open().queries.search_sessions
        sides.append(Side(f"{count}", lambda search=search: search(limit=FOUND)))  # type: ignore[misc]
    timings = interleave(sides, rounds, block=20)
    few, many = (timings[f"{count}"].median for count in SESSIONS)
    work = f"search among {SESSIONS[1]:,} against {SESSIONS[0]:,}"
    note = "both hansard"
    yield Row(work, place.name, many, few, "s", many / few, Target(2.0), note=note)


def pages(place: Place, rounds: int) -> Iterator[Row]:
    """Compare a page near the beginning of a long session with one far into it."""
    near, far = DEPTHS
    site = place.site()
    session_id = site.fill_events("session", far + PAGE)
    get = site.open().events.get
    sides = [
        Side("far", lambda: get(session_id, after=far, limit=PAGE)),
        Side("near", lambda: get(session_id, after=near, limit=PAGE)),
    ]
    timings = interleave(sides, rounds, block=25)
    above, below = timings["far"].median, timings["near"].median
    work = f"events after {far:,} against after {near:,}"
    note = "both hansard"
    yield Row(work, place.name, above, below, "s", above / below, Target(1.2), note=note)
