"""Token usage: reports, also at the same time, and totals."""

from __future__ import annotations

from behave import then, when

from features.support import writers
from features.support.world import Context
from hansard import SessionTokenUsage


@when("session {name:Name} is said to have used {sent:Value}, {received:Value} and {cost:Value}")
def is_said_to_have_used(
    context: Context, name: str, sent: int, received: int, cost: float
) -> None:
    update = context.world.service(name).update_token_usage
    context.world.attempt(update, context.world.id_of(name), sent, received, cost)


@when(
    "{agents:Number} agents report {times:Number} times each that {name:Name} used "
    "{sent:Number} input tokens, {received:Number} output tokens and {cost:g} USD"
)
def report_together(context: Context, agents: int, times: int, name: str, **used: float) -> None:
    writers.report_together(context.world, name, agents=agents, times=times, used=used)


@then("the totals are {sent:Number} input tokens, {received:Number} output tokens and {cost:g} USD")
def totals_are(context: Context, sent: int, received: int, cost: float) -> None:
    totals = SessionTokenUsage(sent, received, cost)
    assert context.world.answer == totals, context.world.answer
