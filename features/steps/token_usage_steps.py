"""Token usage: reports, also at the same time, and totals."""

from __future__ import annotations

from typing import Any

from behave import then, when

from features.support import writers
from features.support.world import Context
from hansard import SessionTokenUsage


@when(
    "{agents:Number} agents report {times:Number} times each that {name:Name} used "
    "{sent:Number} input tokens, {received:Number} output tokens and {cost:g} USD"
)
def report_together(context: Context, agents: int, times: int, name: str, **used: Any) -> None:
    usage = SessionTokenUsage(used["sent"], used["received"], used["cost"])
    writers.report_together(context.world, name, agents=agents, times=times, used=usage)


@then("the totals are {sent:Number} input tokens, {received:Number} output tokens and {cost:g} USD")
def totals_are(context: Context, sent: int, received: int, cost: float) -> None:
    totals = SessionTokenUsage(sent, received, cost)
    assert context.world.answer == totals, context.world.answer
