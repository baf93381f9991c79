"""Sessions: creating, reading, deleting them, and what they are."""

from __future__ import annotations

from behave import given, then, when

from features.support.tables import check_properties, read_properties
from features.support.world import Context


@given("session {name:Name}")
@given("session {name:Name} with")
def session(context: Context, name: str) -> None:
    context.world.create(name, read_properties(context.table))


@given("sessions {names:Names}")
def sessions(context: Context, names: list[str]) -> None:
    for name in names:
        context.world.create(name)


@when("session {name:Name} is created")
@when("session {name:Name} is created with")
def create_session(context: Context, name: str) -> None:
    properties = read_properties(context.table)
    context.world.run(lambda: context.world.create(name, properties))


@given("session {name:Name} was deleted")
@when("session {name:Name} is deleted")
def delete_session(context: Context, name: str) -> None:
    context.world.attempt(context.world.service(name).delete, context.world.id_of(name))


@then("session {name:Name} has")
def session_has(context: Context, name: str) -> None:
    check_properties(context.table, context.world.get(name))


@then("session {name:Name} is gone")
def session_is_gone(context: Context, name: str) -> None:
    assert not context.world.exists(name), f"{name} is still there"
