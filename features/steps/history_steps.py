"""History: a conversation in a form that model providers accept."""

from __future__ import annotations

from typing import Any

from behave import given, register_type, then, when

from features.support import histories
from features.support.world import Context

register_type(HistoryOptions=histories.read_options, Which=histories.read_which)


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


@then("a provider accepts {which:Which}")
def provider_accepts(context: Context, which: str) -> None:
    for history in histories.of_scenario(context.world, which):
        histories.check_acceptable(history)
