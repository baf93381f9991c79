"""Check the migrations: they make what the models say, and every revision goes up and down.

Runs on a new SQLite file and on a new PostgreSQL database, where there is a server.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect

from hansard.infrastructure.database.schema import VERSION_TABLE, metadata
from testbed.postgres import PostgresServer, find_postgres

SCRIPTS = Path("migrations")
Structure = dict[str, dict[str, Any]]


def main() -> int:
    """Check every database there is; return 1 when something is wrong."""
    problems = [*chain_problems()]
    with ExitStack() as resources:
        for name, new_engine in databases(resources).items():
            found = [f"{name}: {problem}" for problem in check(new_engine, metadata)]
            print(f"{name}: {len(found)} problems")
            problems += found
    print("\n".join(problems) or "models and migrations agree; every revision goes up and down")
    return 1 if problems else 0


def databases(resources: ExitStack) -> dict[str, Callable[[], Engine]]:
    """Return how to make a new, empty database of each kind."""
    folder = Path(resources.enter_context(tempfile.TemporaryDirectory()))
    numbers = iter(range(100))
    made: dict[str, Callable[[], Engine]] = {
        "sqlite": lambda: create_engine(f"sqlite:///{folder}/{next(numbers)}.db")
    }
    missing = find_postgres()
    if isinstance(missing, str):
        print(f"postgresql: skipped, {missing}")
        return made
    server = resources.enter_context(PostgresServer(durable=False))
    made["postgresql"] = lambda: create_engine(server.create_database())
    return made


def chain_problems() -> Iterator[str]:
    """Yield what is wrong with the chain of revisions itself."""
    script = ScriptDirectory(str(SCRIPTS))
    if len(script.get_heads()) != 1:
        yield f"{len(script.get_heads())} heads: {script.get_heads()}"
    if len(script.get_bases()) != 1:
        yield f"{len(script.get_bases())} bases: {script.get_bases()}"


def check(new_engine: Callable[[], Engine], models: MetaData) -> Iterator[str]:
    """Yield what is wrong on one kind of database."""
    created, migrated, stepped = new_engine(), new_engine(), new_engine()
    with ExitStack() as resources:
        for engine in (created, migrated, stepped):
            resources.callback(engine.dispose)
        with created.begin() as connection:
            models.create_all(connection)
        with migrated.begin() as connection:
            yield from compare(connection, created, models)
        yield from down_and_up(migrated, structure(created))
        yield from step_by_step(stepped)


def compare(connection: Connection, created: Engine, models: MetaData) -> Iterator[str]:
    """Yield the differences between the newest revision and the models."""
    command.upgrade(configuration(connection), "head")
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "version_table": VERSION_TABLE,
    }
    context = MigrationContext.configure(connection, opts=options)
    for difference in compare_metadata(context, models):
        yield f"models and migrations differ: {difference}"
    yield from unlike(structure(connection), structure(created))


def down_and_up(engine: Engine, newest: Structure) -> Iterator[str]:
    """Take every revision back and make them again; yield what is left or lacks then."""
    with engine.begin() as connection:
        command.downgrade(configuration(connection), "base")
        left = structure(connection).keys()
    if left:
        yield f"the way down leaves {sorted(left)}"
        return
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "head")
    yield from unlike(structure(engine), newest)


def step_by_step(engine: Engine) -> Iterator[str]:
    """Take each revision up, down and up; yield what the first bad way down does not undo."""
    for script in reversed(list(ScriptDirectory(str(SCRIPTS)).walk_revisions())):
        before = structure(engine)
        move(engine, command.upgrade, script.revision)
        move(engine, command.downgrade, "-1")
        found = [*unlike(structure(engine), before)]
        if found:
            yield from (f"{script.revision} down: {difference}" for difference in found)
            return
        move(engine, command.upgrade, script.revision)


def move(engine: Engine, direction: Callable[[Config, str], None], revision: str) -> None:
    """Go up or down to a revision, in a transaction of its own."""
    with engine.begin() as connection:
        direction(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def structure(bind: Engine | Connection) -> Structure:
    """Return what a database says of its tables, in a form that can be compared."""
    inspector = inspect(bind)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            ],
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": by_name(inspector.get_foreign_keys(table)),
            "unique keys": by_name(inspector.get_unique_constraints(table)),
            "checks": by_name(inspector.get_check_constraints(table)),
            "indexes": by_name(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != VERSION_TABLE
    }


def by_name(items: list[Any]) -> list[str]:
    """Return reflected constraints as sorted texts, conditions of indexes as their SQL."""
    plain = [{name: readable(value) for name, value in sorted(item.items())} for item in items]
    return sorted(map(str, plain))


def readable(value: Any) -> Any:
    """Return a reflected value with every part of it as text that can be compared."""
    if isinstance(value, dict):
        return {name: str(part) for name, part in sorted(value.items())}
    return value


def unlike(found: Structure, wanted: Structure) -> Iterator[str]:
    """Yield the differences between two structures."""
    for table in sorted(found.keys() ^ wanted.keys()):
        yield f"table {table} is {'missing' if table in wanted else 'left over'}"
    for table in sorted(found.keys() & wanted.keys()):
        for part, value in wanted[table].items():
            if found[table][part] != value:
                yield f"{table}, {part}: {found[table][part]} instead of {value}"


if __name__ == "__main__":
    sys.exit(main())
