"""The same durable work through hansard and through the bare driver, in one run.

``python -m benchmarks.against_raw [--only NAME,…] [--rounds N] [--json FILE] [--quick]``

The sides take turns, block by block, and the ratio of the medians of all their calls is held to a
target. "spread" is the quartiles of that ratio over the turns; "low" is the ratio of the times that
a tenth of the calls stay below, which other programs on the machine disturb least.

The bare side does on the same schema, which hansard's own migrations made, what a careful program
does with `sqlite3` or psycopg alone:

- It keeps one connection, one for each thread, with the same pragmas and the same ``synchronous``
  setting, or with psycopg's defaults: prepared statements from the sixth call on.
- An append is one transaction: BEGIN IMMEDIATE, UPDATE … RETURNING of the counters, INSERT of the
  same columns with values of the same size, COMMIT. On PostgreSQL it begins as psycopg begins it.
  A batch takes its numbers at once and inserts with ``executemany``.
- A fork is one transaction: SELECT of the parent's count, INSERT of the session, INSERT … SELECT of
  its messages.
- It makes the texts of the JSON columns, content and metadata, from Python values with
  `json.dumps`, and on reading decodes all JSON columns with `json.loads`, into a tuple for each
  row.
- On PostgreSQL it reads in autocommit, one round trip for each statement.

It does not check its arguments, make ids (they are there beforehand) or checksums (a constant of
the same length), see to it that the session is neither closed nor deleted, queue fairly with other
writers, recognise repeated messages, retry, or make entities. That is what the ratio pays for.

The rows of HTTP compare `hansard serve`, a process of its own, with the calls of the service that
its endpoints make, in this process by as many tasks as there are connections; and with /healthz,
which asks nothing of the store.

The column "strict" is the ratio to a bare side that does less: writing, it has its JSON texts made
beforehand too; loading, it takes the content as if it had been stored as plain text.

Nobody else should use the machine meanwhile; the load before and after stands below the table.
"""

import argparse
import json
import os
import platform
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from benchmarks.http import rates
from benchmarks.raw import concurrency, events, forks, processes, reading, writing
from benchmarks.raw.places import Place, open_places
from benchmarks.raw.results import Row, as_json, table

ROWS: dict[str, Callable[[Place, int], Iterator[Row]]] = {
    "append": writing.appends,
    "batch": writing.batches,
    "create": writing.creations,
    "event-append": events.appends,
    "event-batch": events.batches,
    "event-page": events.pages,
    "search": events.searches,
    "load": reading.loads,
    "latest": reading.latest,
    "page": reading.pages,
    "fork": forks.forks,
    "mapping": forks.mappings,
    "threads": concurrency.threads,
    "async": concurrency.tasks,
    "http": rates.service,
    "memory": processes.memory,
    "import": processes.imports,
}
LEFT_OUT = {
    "SQLite NORMAL": frozenset(
        {
            *("load", "latest", "page", "event-page", "search", "mapping", "async"),
            *("http", "memory", "import"),
        }
    ),
    "PostgreSQL": frozenset({"import"}),
}
"""Rows that a place has no part in: reading does not depend on the flushes of writing, and
``hansard serve`` flushes always."""
QUICK, FULL = 8, 40


def measure(places: list[Place], names: frozenset[str], rounds: int) -> Iterator[Row]:
    """Make the rows of those names, of all where none is named."""
    for name, rows in ROWS.items():
        for place in places:
            if name not in LEFT_OUT.get(place.name, ()) and (not names or name in names):
                yield from rows(place, rounds)
                place.release()


def main() -> int:
    """Measure, print the table and write the JSON."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, _terminated)
    rounds = arguments.rounds or (QUICK if arguments.quick else FULL)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    before = os.getloadavg()[0]
    rows = []
    with (
        tempfile.TemporaryDirectory(dir=arguments.folder) as folder,
        open_places(Path(folder), arguments.place) as (places, missing),
    ):
        for row in measure(places, arguments.only, rounds):
            print(f"{row.work} on {row.place}: {row.value:.2f}", file=sys.stderr)
            rows.append(row)
    machine = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "processors": os.cpu_count(),
        "load_before": round(before, 2),
        "load_after": round(os.getloadavg()[0], 2),
        "rounds": rounds,
        "left_out": missing,
    }
    print(table(rows))
    print("\n" + ", ".join(f"{name} {value}" for name, value in machine.items()))
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    document = {"machine": machine, "rows": [as_json(row) for row in rows]}
    arguments.json.write_text(json.dumps(document, indent=1) + "\n")
    missed = any(row.verdict == "over" for row in rows)
    return 1 if missed and arguments.enforce else 0


def _terminated(number: int, _frame: object) -> NoReturn:
    """End as an exception does, so that databases and servers are removed."""
    raise SystemExit(128 + number)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against_raw")
    named: Callable[[str], frozenset[str]] = lambda text: frozenset(text.split(","))  # noqa: E731
    parser.add_argument("--only", type=named, default=frozenset(), help=f"of {', '.join(ROWS)}")
    parser.add_argument(
        "--place",
        type=named,
        default=frozenset(),
        help="of SQLite FULL, SQLite NORMAL, PostgreSQL",
    )
    parser.add_argument("--rounds", type=int, help=f"turns of each side, {FULL} by default")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} turns")
    parser.add_argument("--enforce", action="store_true", help="exit with 1 where one is over")
    parser.add_argument("--json", type=Path, default=Path("build/benchmarks/against_raw.json"))
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("build/benchmarks"),
        help="for SQLite files; on the disk to be measured",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
