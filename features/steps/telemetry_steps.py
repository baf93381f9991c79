"""Agents at work, as spans."""

from __future__ import annotations

from behave import given, register_type, then

from features.support import telemetry
from features.support.world import Context

register_type(Tracing=telemetry.read_way)


@given("somebody traces{way:Tracing}")
def trace(context: Context, way: str) -> None:
    context.add_cleanup(telemetry.begin(way))


@then("the spans are")
def spans_are(context: Context) -> None:
    telemetry.check(context.world, context.table)
