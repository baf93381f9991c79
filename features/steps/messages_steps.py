"""Messages: appending them to a session, and what a session holds."""

from __future__ import annotations

from behave import given, then, when

from features.support.tables import check_messages, numbered_messages, read_messages
from features.support.world import Context


@given("session {name:Name} with {count:Messages}")
def session_with_messages(context: Context, name: str, count: int) -> None:
    session_id = context.world.create(name).session_id
    context.world.call(
        context.world.service(name).append_messages, session_id, numbered_messages(count)
    )


@given("session {name:Name} with the messages")
def session_with_these_messages(context: Context, name: str) -> None:
    session_id = context.world.create(name).session_id
    messages = read_messages(context.table)
    context.world.call(context.world.service(name).append_messages, session_id, messages)


@when('the {role:w} message "{content:Text}" is appended to {name:Name}')
def append_message(context: Context, role: str, content: str, name: str) -> None:
    append = context.world.service(name).append_message
    context.world.attempt(append, context.world.id_of(name), role, content)


@given("this message was appended to {name:Name}")
@when("this message is appended to {name:Name}")
def append_this_message(context: Context, name: str) -> None:
    (message,) = read_messages(context.table)
    append = context.world.service(name).append_message
    context.world.attempt(append, context.world.id_of(name), **message)


@when("these messages are appended to {name:Name}")
def append_these_messages(context: Context, name: str) -> None:
    messages = read_messages(context.table)
    append = context.world.service(name).append_messages
    context.world.attempt(append, context.world.id_of(name), messages)


@then("{name:Name} holds {count:Messages}")
def holds_count(context: Context, name: str, count: int) -> None:
    found = context.world.messages(name)
    assert len(found) == count, f"{name} holds {len(found)} messages"


@then("{name:Name} holds the messages")
def holds_messages(context: Context, name: str) -> None:
    check_messages(context.table, context.world.messages(name))


@then("the answer is the message")
@then("the answer is the messages")
def answer_is_messages(context: Context) -> None:
    answer = context.world.answer
    check_messages(context.table, answer if isinstance(answer, list) else [answer])
