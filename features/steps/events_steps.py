"""Events: appending them, waiting for them and following them."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import events, followers
from features.support.followers import Expectation, Manner
from features.support.world import Context

register_type(Together=events.read_together, EventWay=events.read_way)
register_type(Followers=followers.read_followers, Restrictions=followers.read_restrictions)
register_type(Followed=followers.read_expectation, Manner=followers.read_manner)


@when("{together:Together} appended{way:EventWay}")
def append(context: Context, together: bool, way: str) -> None:
    events.append(context.world, context.table, together=together, way=way)


@given("{count:Number} event was appended to {name:Name}")
@given("{count:Number} events were appended to {name:Name}")
@when("{count:Number} events are appended to {name:Name}")
def append_many(context: Context, count: int, name: str) -> None:
    events.append_numbered(context.world, name, count)


@given("a store that {manner:Manner}")
def behaves(context: Context, manner: Manner) -> None:
    context.add_cleanup(manner(context.world))


@given("a caller that waits for the events of {name:Name}{restrictions:Restrictions}")
@when("a caller waits for the events of {name:Name}{restrictions:Restrictions}")
def wait(context: Context, name: str, restrictions: dict[str, str]) -> None:
    followers.wait(context.world, name, restrictions)


@given("{count:Followers} of {name:Name}{restrictions:Restrictions}")
@when("there is {count:Followers} of {name:Name}{restrictions:Restrictions}")
def follow(context: Context, count: int, name: str, restrictions: dict[str, str]) -> None:
    followers.follow(context.world, name, count, restrictions)


@then("{expected:Followed}")
def becomes(context: Context, expected: Expectation) -> None:
    expected(context.world, context.table)
