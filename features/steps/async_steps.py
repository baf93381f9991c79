"""What only an asynchronous caller can see: being cancelled, and the event loop going on."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import cancellation, writers
from features.support.cancellation import End
from features.support.world import Context

register_type(End=cancellation.read_end)


@given(
    'the caller that appends "{content:Text}" to {name:Name} was cancelled while the append '
    "was under way"
)
@when(
    'the caller that appends "{content:Text}" to {name:Name} is cancelled while the append '
    "is under way"
)
def cancel_append(context: Context, content: str, name: str) -> None:
    call = writers.keyed_append(context.world, name, content)
    cancellation.cancel_under_way(context.world, call)


@when('a caller that is cancelled already appends "{content:Text}" to {name:Name}')
def append_cancelled(context: Context, content: str, name: str) -> None:
    call = writers.keyed_append(context.world, name, content)
    cancellation.cancel_before(context.world, call)


@when("one more caller than can be served is cancelled while it waits to append to {name:Name}")
def cancel_waiting(context: Context, name: str) -> None:
    cancellation.cancel_in_turn(context.world, name)


@when('the caller that appends "{content:Text}" to {name:Name} is held up while a task counts')
def hold_up(context: Context, content: str, name: str) -> None:
    call = writers.keyed_append(context.world, name, content)
    cancellation.count_meanwhile(context.world, call)


@given(
    "{count:Number} callers appended to {name:Name} and two in three were cancelled at moments "
    "all over"
)
@when(
    "{count:Number} callers append to {name:Name} and two in three are cancelled at moments "
    "all over"
)
def storm(context: Context, count: int, name: str) -> None:
    cancellation.storm(context.world, writers.keyed_appends(context.world, name, count))


@when("the same {count:Messages} are appended to {name:Name} again")
def append_again(context: Context, count: int, name: str) -> None:
    context.world.attempt_each(writers.keyed_appends(context.world, name, count))


@when("a stream of {name:Name} in pages of {size:Number} is left after {taken:Messages}")
def leave_stream(context: Context, name: str, size: int, taken: int) -> None:
    cancellation.leave_stream(context.world, name, size=size, taken=taken)


@then("it was cancelled {end:End}")
def was_cancelled(context: Context, end: End) -> None:
    end(context.world)


@then("{name:Name} holds a message of every other caller")
def holds_messages_of_others(context: Context, name: str) -> None:
    found = len(context.world.messages(name))
    assert found == context.world.kept["served"], f"{name} holds {found} messages"


@then("the task has counted meanwhile")
def counted_meanwhile(context: Context) -> None:
    assert context.world.answer > 0, "the event loop stood still"


@then("each message is there once or not at all, and each that was answered is there")
def storm_is_resolved(context: Context) -> None:
    (session,) = context.world.record()["local"]
    cancellation.check_resolved(context.world, session)


@then("session {name:Name} can be created at once")
def can_create(context: Context, name: str) -> None:
    context.world.settle()
    assert context.world.create(name).message_count == 0
