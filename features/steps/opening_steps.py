"""Opening: what surrounds a database, what is in it, and what a store makes of it."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import openings, place, pooler
from features.support.world import Context

register_type(
    Survived=openings.read_survived,
    Which=openings.read_which,
    Hiding=pooler.read_hiding,
    Prepared=pooler.read_prepared,
)


@given("the environment")
def environment(context: Context) -> None:
    context.add_cleanup(place.leave, context.world)
    place.place_of(context.world).furnish(context.table)


@given('the file "{name:Text}"')
@given('the document in the file "{name:Text}"')
def file(context: Context, name: str) -> None:
    context.add_cleanup(place.leave, context.world)
    place.write_file(context.world, name, context.text)


@given('the file "{name:Text}" is also called "{other:Text}"')
def file_with_two_names(context: Context, name: str, other: str) -> None:
    place.link(context.world, other, name)


@given('somebody else\'s table "{name:Text}" in it')
def foreign_table(context: Context, name: str) -> None:
    openings.make_foreign_table(context.world, name)


@given("a pooler {hides:Hiding} it")
def pooler_before_database(context: Context, hides: bool) -> None:
    context.add_cleanup(pooler.put_before(context.world, hides=hides))


@given("the store was closed")
@when("the store is closed")
def store_was_closed(context: Context) -> None:
    context.world.attempt(context.world.store.close)


@given("it was opened")
@when("it is opened")
def open_database(context: Context) -> None:
    context.world.run(context.world.reopen)


@given("a store was opened with")
@when("a store is opened")
@when("a store is opened with")
def open_with(context: Context) -> None:
    context.add_cleanup(place.leave, context.world)
    openings.open_with(context.world, context.table)


@when("{count:Number} callers {which:Which} at the same time")
def open_together(context: Context, count: int, which: str) -> None:
    context.add_cleanup(place.leave, context.world)
    openings.open_together(context.world, count, which)


@then("these files are there")
def files_are_there(context: Context) -> None:
    place.check_files(context.world, context.table)


@then("what it acknowledges survives {what:Survived}")
def survives(context: Context, what: str) -> None:
    openings.check_survives(context.world, what)


@then("{prepared:Prepared} prepared on the server")
def prepared_on_server(context: Context, prepared: bool) -> None:
    pooler.check_prepared(context.world, prepared)
