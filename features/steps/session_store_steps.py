"""The store port: what it is asked for, what is saved in it, and by how many at a time."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import questions, rushes, session_store
from features.support.questions import Question
from features.support.world import Context

register_type(Question=questions.read_question, Rush=rushes.read_rush)


@when("the store is asked for {question:Question}")
def ask(context: Context, question: Question) -> None:
    context.world.run(lambda: question.answer(context.world))


@then("{question:Question} has")
@then("{question:Question} are")
@then("{question:Question} is {value:Cell}")
@then("{question:Question} are {value:Cell}")
def has(context: Context, question: Question, value: object = None) -> None:
    questions.check(context.world, question, context.table, value)


@given("session {name:Name} was saved with")
@when("session {name:Name} is saved with")
@when("session {name:Name} is saved again")
def save_session(context: Context, name: str) -> None:
    session_store.save_session(context.world, name, context.table)


@when("this run is saved")
def save_run(context: Context) -> None:
    session_store.save_run(context.world, context.table)


@given("session {name:Name} was deleted from the store")
@when("session {name:Name} is deleted from the store")
@when("session {name:Name} is deleted from the store and made anew with {count:Number} events")
def delete_session(context: Context, name: str, count: int | None = None) -> None:
    session_store.delete_session(context.world, name, count)


@given("session {name:Name} was flushed with")
@when("session {name:Name} is flushed with")
def flush(context: Context, name: str) -> None:
    session_store.flush(context.world, name, context.table)


@when("{callers:Number} callers {rush:Rush}")
def rush(context: Context, callers: int, rush: str) -> None:
    rushes.rush(context.world, callers, rush)


@then("nothing of it is lost, doubled or torn")
def is_whole(context: Context) -> None:
    rushes.check_whole(context.world)
