"""Processes that open a database at the same moment, before anybody has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier

import hansard
from libraries.databases import new_database
from libraries.evidence import record
from libraries.examination import connect, verify
from libraries.log_collection import collect
from libraries.workers import PATIENCE, make_barrier, run_together


@dataclass(slots=True)
class Openings:
    """What the processes met, and which migrations were run on each database.

    Attributes:
        errors: what opening or writing raised.
        migrations: how often each step was run, database by database.
        sessions: how many were created in each.
    """

    errors: list[str] = field(default_factory=list)
    migrations: dict[str, list[str]] = field(default_factory=dict)
    sessions: Counter[str] = field(default_factory=Counter)


class FirstOpen:
    """Lets processes open empty databases together."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def open_together(self, backend: str, processes: int, databases: int) -> Openings:
        """Let all processes open each of the databases at the same moment, and create a session."""
        urls = [new_database(backend) for _ in range(databases)]
        start = make_barrier(processes)
        openings = Openings(migrations={url: [] for url in urls})
        for found in run_together(open_each, [(urls, start)] * processes):
            openings.errors += found.errors
            openings.sessions += found.sessions
            for url in urls:
                openings.migrations[url] += found.migrations[url]
        record(
            f"{processes} processes, {databases} databases, {backend}",
            opens=processes * databases,
            errors=len(openings.errors),
            migrations_run=sum(map(len, openings.migrations.values())),
            migrations_in_the_chain=len(set(openings.migrations[urls[0]])),
        )
        return openings

    def nothing_failed(self, openings: Openings) -> None:
        """No process met an error."""
        assert not openings.errors, f"{len(openings.errors)}, such as {openings.errors[0]}"

    def every_migration_ran_once(self, openings: Openings) -> None:
        """On each database exactly one process made the schema, step by step."""
        for url, steps in openings.migrations.items():
            assert steps, f"no migration was seen on {url}"
            twice = [step for step, times in Counter(steps).items() if times != 1]
            assert not twice, f"{twice} ran more than once on {url}"

    def every_process_could_write(self, openings: Openings, processes: int) -> None:
        """Each database holds a session of every process, and is intact."""
        for url in openings.migrations:
            with connect(url) as connection:
                count = connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar_one()
            assert count == openings.sessions[url] == processes, f"{count} sessions in {url}"
            assert not verify(url), f"{url} is not intact"


def open_each(urls: list[str], start: Barrier) -> Openings:
    """Open one database after the other, each when all processes are there."""
    found = Openings(migrations={url: [] for url in urls})
    steps = collect("alembic.runtime.migration", "Running upgrade")
    for url in urls:
        start.wait(PATIENCE)
        try:
            with hansard.open(url) as store:
                store.sessions.create("robot")
                found.sessions[url] += 1
        except Exception as error:  # noqa: BLE001 - any error counts
            found.errors.append(repr(error))
        found.migrations[url] = steps[:]
        steps.clear()
    return found
