"""History: a conversation in a form that model providers accept."""

from __future__ import annotations

from typing import Any

from behave import given, register_type, then, when

from features.support import histories
from features.support.world import Context

register_type(HistoryOptions=histories.read_options)


@given("session {name:Name} with the conversation")
def session_with_conversation(context: Context, name: str) -> None:
    histories.converse(context.world, name, context.table)


@when("the history of {name:Name} is read{options:HistoryOptions}")
def read_history(context: Context, name: str, options: dict[str, Any]) -> None:
    history = context.world.service(name).history
    context.world.attempt(history, context.world.id_of(name), **options)


@when("the histories of {count:Number} conversations of any shape are read")
def read_any_histories(context: Context, count: int) -> None:
    histories.read_any(context.world, count)


@then("the history is")
def history_is(context: Context) -> None:
    histories.check_history(context.table, context.world.answer)


@then("a provider accepts it")
def provider_accepts(context: Context) -> None:
    histories.check_acceptable(context.world.answer)


@then("a provider accepts each of them")
def provider_accepts_each(context: Context) -> None:
    for history in context.world.kept["histories"]:
        histories.check_acceptable(history)
