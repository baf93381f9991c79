"""Commands for the schema of the database: db upgrade, current, check."""

from __future__ import annotations

import click

from hansard.domain.errors import MigrationRequiredError
from hansard.interfaces.cli.database_access import is_missing, open_database
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings


@click.command("upgrade", cls=Command)
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the database to the schema that this version needs.

    Makes the schema where there is none. One transaction; other writers wait. Back up first.
    """
    from hansard.infrastructure.database import schema

    with open_database(settings) as database:
        before = schema.current(database)
        schema.upgrade(database)
        database.dialect.prepare()
        after = schema.current(database)
    output = Output(settings)
    if settings.as_json:
        output.json({"before": before, "after": after, "required": schema.HEAD})
    elif before == after:
        output.line(f"The database is at {after} already.")
    else:
        output.line(f"Upgraded the database from {before or 'none'} to {after}.")


@click.command("current", cls=Command)
@click.pass_obj
def current(settings: Settings) -> None:
    """Print the schema revision of the database, none where there is no schema."""
    from hansard.infrastructure.database import schema

    revision = None
    if not is_missing(settings):
        with open_database(settings) as database:
            revision = schema.current(database)
    output = Output(settings)
    if settings.as_json:
        output.json({"current": revision, "required": schema.HEAD})
    else:
        output.line(revision or "none")


@click.command("check", cls=Command)
@click.pass_obj
def check(settings: Settings) -> None:
    """Check that the schema is the one that this version needs; exit code 4 if it is not."""
    from hansard.infrastructure.database import schema

    if is_missing(settings):
        raise MigrationRequiredError(None, schema.HEAD, "Run: hansard db upgrade")
    with open_database(settings) as database:
        schema.check(database)
    output = Output(settings)
    if settings.as_json:
        output.json({"current": schema.HEAD, "required": schema.HEAD})
    else:
        output.line(f"The database is at {schema.HEAD}, as this version needs it.")
