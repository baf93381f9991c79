"""Migrations: databases of older and newer versions, and the way from one to the other."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import migrations
from features.support.world import Context

register_type(
    Made=migrations.read_made, Moved=migrations.read_moved, Revision=migrations.read_revision
)


@given("{made:Made} database")
def database(context: Context, made: str) -> None:
    migrations.make(context.world, made)


@given("it was {moved:Moved} {revision:Revision}")
@when("it is {moved:Moved} {revision:Revision}")
@when("it is upgraded")
def move(context: Context, moved: str = "upgraded to", revision: str = "head") -> None:
    migrations.move(context.world, moved, revision)


@given("a row in each of its tables")
def rows(context: Context) -> None:
    migrations.fill(context.world)


@then("every row is as it was")
def rows_are_as_they_were(context: Context) -> None:
    migrations.check_rows(context.world)


@then("it is at {revision:Revision}")
def is_at(context: Context, revision: str) -> None:
    found = migrations.current(context.world)
    assert found == revision, f"it is at {found}"


@then('its tables are "{names:Text}"')
def tables_are(context: Context, names: str) -> None:
    found = ", ".join(migrations.tables(context.world))
    assert found == names, f"its tables are {found}"
