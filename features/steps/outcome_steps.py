"""How a call ended: refused, and why, and what it left alone; and the clock and the store."""

from __future__ import annotations

from behave import given, register_type, then

from features.support import wordings
from features.support.refusals import check_details, check_refusal
from features.support.tables import read_pairs
from features.support.wordings import Refused, Wording
from features.support.world import Context
from hansard.errors import HansardError

register_type(Wording=wordings.read_wording, Refused=wordings.read_refused)


@given("{seconds:Number} seconds pass")
def seconds_pass(context: Context, seconds: int) -> None:
    context.world.clock.advance(seconds)


@given("the store was closed and opened again")
def reopen(context: Context) -> None:
    context.world.run(context.world.reopen)


@then("{refused:Refused} refused because {refusal:Refusal}")
def is_refused(context: Context, refused: Refused, refusal: type[HansardError]) -> None:
    for found in refused(context.world):
        check_refusal(found, refusal)


@then("in {wording:Wording}")
def in_these_words(context: Context, wording: Wording) -> None:
    wording(context.world)


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
