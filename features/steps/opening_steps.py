"""Opening: what surrounds a database, what is in it, and what a store makes of it."""

from __future__ import annotations

from behave import given, then

from features.support import place
from features.support.world import Context


@given("the environment")
def environment(context: Context) -> None:
    context.add_cleanup(place.leave, context.world)
    place.place_of(context.world).furnish(context.table)


@given('the file "{name:Text}"')
@given('the document in the file "{name:Text}"')
def file(context: Context, name: str) -> None:
    context.add_cleanup(place.leave, context.world)
    place.write_file(context.world, name, context.text)


@then("these files are there")
def files_are_there(context: Context) -> None:
    place.check_files(context.world, context.table)
