"""Errors: work under circumstances that may be bad, and how each failure is named."""

from __future__ import annotations

from behave import register_type, then, when

from features.support import arguments, circumstances, error_records, error_tables, works
from features.support.arguments import Request
from features.support.circumstances import Circumstance
from features.support.works import Work
from features.support.world import Context

register_type(Work=works.read_work, Circumstance=circumstances.read_circumstance)
register_type(Kind=error_tables.read_kind, Argument=arguments.read_request)
register_type(Failure=error_records.read_failure)


@when("{work:Work} {circumstance:Circumstance}")
def work_under_circumstance(context: Context, work: Work, circumstance: Circumstance) -> None:
    world = context.world
    world.run(lambda: circumstance(world, work))


@when("{value:Thing} is given for {argument:Argument}")
def give_argument(context: Context, value: str, argument: Request) -> None:
    arguments.give(context.world, argument, value)


@when("each {kind:Kind} is met")
def each_is_met(context: Context, kind: str) -> None:
    context.world.run(lambda: error_tables.KINDS[kind](context.world))


@when("the record of an error is read")
def read_record(context: Context) -> None:
    error_records.read(context.world, context.text)


@when("{failure:Failure} is recorded")
def record_failure(context: Context, failure: Exception) -> None:
    error_records.record(context.world, failure, context.table)


@then("it was tried once")
def was_tried_once(context: Context) -> None:
    attempts = context.world.kept["attempts"]
    assert len(attempts) == 1, f"it was tried {len(attempts)} times"


@then("it has a cause, and tells no password")
def has_cause(context: Context) -> None:
    circumstances.check_cause(context.world.refusal)


@then("they are")
def they_are(context: Context) -> None:
    error_tables.check(context.table, context.world.answer)
