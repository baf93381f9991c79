"""Check that every query has an index that serves it, on many sessions, runs and events.

``python -m tools.check_plans [--full] [--plans] [--without INDEX]``

Each question of `tools.plan_questions` is asked as the store itself asks it; the statements that
it runs are explained. It is wrong to read all of a namespace for what a filter leaves little
of, and to sort everything for a page of what is common.

SQLite is asked twice, without statistics, as a new file is, and with them. PostgreSQL has its
statistics, as it makes them by itself; it is left out where there is no server.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import create_engine

import hansard
from hansard import Hansard, HansardError
from hansard.infrastructure.database.link import Link
from testbed.bulk_records import fill
from testbed.postgres import PostgresServer, find_postgres
from tools.plan_questions import Question, questions
from tools.plan_reading import Plan, explain_postgresql, explain_sqlite

QUICK, FULL = 10_000, 100_000
EVENTS_EACH = 10
MUCH = 20
"""One row for so many sessions, or more, are much to read for something rare."""

FAST_SQLITE = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000")


@dataclass(frozen=True, slots=True)
class Place:
    """A database whose plans are checked."""

    name: str
    url: str
    explain: Callable[[Any, str, Any, int], Plan]
    has_statistics: bool = True
    settings: tuple[str, ...] = ()


def main() -> int:
    """Check every database there is; return 1 when a plan is wrong."""
    arguments = _arguments()
    sessions = FULL if arguments.full else QUICK
    problems: list[str] = []
    with ExitStack() as resources:
        for place in places(resources):
            begin = time.monotonic()
            prepare(place, sessions, arguments.without)
            with hansard.open(place.url) as store:
                found = list(check(place, store, sessions, show=arguments.plans))
            problems += (f"{place.name}: {problem}" for problem in found)
            taken = time.monotonic() - begin
            print(f"{place.name}: {len(found)} problems, {taken:.1f} s", file=sys.stderr)
    print("\n".join(problems) or "every query has an index that serves it")
    return 1 if problems else 0


def places(resources: ExitStack) -> Iterator[Place]:
    """Yield databases without a schema."""
    folder = Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="hansard-plans-")))
    for name, has_statistics in (("SQLite without statistics", False), ("SQLite", True)):
        url = f"sqlite:///{folder / name.replace(' ', '_')}.db"
        yield Place(name, url, explain_sqlite, has_statistics, FAST_SQLITE)
    missing = find_postgres()
    if isinstance(missing, str):
        print(f"PostgreSQL: skipped, {missing}", file=sys.stderr)
        return
    server = resources.enter_context(PostgresServer(durable=False))
    yield Place("PostgreSQL", server.create_database(), explain_postgresql)


def prepare(place: Place, sessions: int, without: str | None) -> None:
    """Make the schema and fill it."""
    hansard.open(place.url).close()
    engine = create_engine(place.url)
    with engine.begin() as connection:
        for setting in place.settings:
            connection.exec_driver_sql(setting)
        fill(
            connection,
            sessions=sessions,
            runs=sessions,
            events_each=EVENTS_EACH,
            artifacts=sessions,
            threads=sessions,
        )
        if without is not None:
            connection.exec_driver_sql(f"DROP INDEX {without}")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if place.has_statistics:
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def check(place: Place, store: Hansard, sessions: int, *, show: bool) -> Iterator[str]:
    """Yield what is wrong with the plans of every question."""
    engine, much = create_engine(place.url), sessions // MUCH
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for question in questions(sessions):
            try:
                statements = asked(question, store)
            except HansardError as error:
                yield f"{question.name}: {error.__cause__ or error}"
                continue
            plans = [place.explain(driver, *statement, much) for statement in statements]
            driver.rollback()  # a statement that writes was run to be explained
            if show:
                print(question.name, *(line for plan in plans for line in plan.lines), sep="\n    ")
            yield from (f"{question.name}: {offence}" for offence in offences(question, plans))
    engine.dispose()


def asked(question: Question, store: Hansard) -> list[tuple[str, Any]]:
    """Ask a question; return the statements that were run for it, with their values."""
    with watched() as statements:
        question.ask(store)
    return statements


@contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """Take down the statements that repositories run."""
    statements: list[tuple[str, Any]] = []
    execute = Link._execute

    def take_down(link: Link, statement: Any, parameters: Any) -> Any:
        statements.append((statement.text, statement.bind(parameters)))
        return execute(link, statement, parameters)

    with mock.patch.object(Link, "_execute", take_down):
        yield statements


def offences(question: Question, plans: list[Plan]) -> Iterator[str]:
    """Yield what is wrong with the plans of the statements of a question."""
    if question.statements is not None and len(plans) != question.statements:
        yield f"{len(plans)} statements instead of {question.statements}"
    for plan in plans:
        if question.is_rare and plan.walks:
            yield f"reads everything: {'; '.join(plan.walks)}"
        if question.is_page and plan.sorts:
            yield f"sorts everything: {'; '.join(plan.lines)}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.check_plans")
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} sessions, not {QUICK:,}")
    parser.add_argument("--plans", action="store_true", help="print every plan")
    parser.add_argument("--without", metavar="INDEX", help="drop an index, to see the check fail")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
