"""Usage: reports about what runs used and what was added to sessions."""

from __future__ import annotations

from behave import then, when

from features.support import usage
from features.support.world import Context


@when("usage is reported by {grouping:w}")
def report(context: Context, grouping: str) -> None:
    usage.report(context.world, grouping, context.table)


@then("the rows of the report are")
def rows_are(context: Context) -> None:
    usage.check_rows_of(context.world.answer, context.table)
