"""How a call ended: refused, and why, and what it left alone; and the clock and the store."""

from __future__ import annotations

from behave import given, then

from features.support.refusals import check_details, check_refusal, describe
from features.support.tables import read_pairs
from features.support.world import Context
from hansard.errors import HansardError


@given("{seconds:Number} seconds pass")
def seconds_pass(context: Context, seconds: int) -> None:
    context.world.clock.advance(seconds)


@given("the store was closed and opened again")
def reopen(context: Context) -> None:
    context.world.run(context.world.reopen)


@then("it is refused because {refusal:Refusal}")
def is_refused(context: Context, refusal: type[HansardError]) -> None:
    check_refusal(context.world.refusal, refusal)


@then("all of them are refused because {refusal:Refusal}")
def all_are_refused(context: Context, refusal: type[HansardError]) -> None:
    refusals = [outcome.refusal for outcome in context.world.outcomes]
    assert {type(found) for found in refusals} == {refusal}, context.world.outcomes


@then("in the same words")
def in_the_same_words(context: Context) -> None:
    words = {describe(outcome.refusal) for outcome in context.world.outcomes}
    assert len(words) == 1, f"they are refused in different words: {words}"


@then('the refusal mentions "{words:Text}"')
def refusal_mentions(context: Context, words: str) -> None:
    said = str(context.world.refusal).replace("_", " ")
    assert words in said, said


@then("the refusal says")
def refusal_says(context: Context) -> None:
    pairs = read_pairs(context.table)
    wanted = {detail: context.world.id_of(value) for detail, value in pairs.items()}
    check_details(context.world.refusal, wanted)


@then("nothing has changed")
def nothing_has_changed(context: Context) -> None:
    context.world.check_unchanged()
