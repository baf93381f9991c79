"""Answers of any kind, looked at by paths; see `features.support.answers`."""

from __future__ import annotations

from behave import then

from features.support import answers
from features.support.world import Context


@then("the answer has")
def answer_has(context: Context) -> None:
    answers.check_paths(context.table, context.world.answer, context.world.names)


@then("the answers are")
def answers_are(context: Context) -> None:
    answers.check_rows(context.table, context.world.answer, context.world.names)


@then("the answer is {value:Cell}")
def answer_is(context: Context, value: object) -> None:
    found = answers.plain(context.world.answer)
    assert found == value, f"the answer is {found!r}, not {value!r}"
