"""Lifecycle: the status of a session, its name and tags, and taking messages back."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import lifecycle
from features.support.lifecycle import Tagging
from features.support.tables import numbered_messages, split
from features.support.world import Context

register_type(Tagging=lifecycle.read_tagging)


@given("the {status:Status} session {name:Name}")
def session_in_status(context: Context, status: str, name: str) -> None:
    lifecycle.bring(context.world, name, status)


@given('session {name:Name} that failed because "{reason:Text}"')
def failed_session(context: Context, name: str, reason: str) -> None:
    session = context.world.create(name)
    context.world.call(context.world.service(name).fail, session.session_id, reason)


@given("{name:Name} gets {count:Messages} more")
def session_gets_messages(context: Context, name: str, count: int) -> None:
    session = context.world.get(name)
    messages = numbered_messages(count, first=session.next_sequence)
    context.world.call(context.world.service(name).append_messages, session.session_id, messages)


@given("session {name:Name} was {event:Event}")
@when("session {name:Name} is {event:Event}")
@when('session {name:Name} is {event:Event} because "{reason:Text}"')
def change_status(context: Context, name: str, event: str, **reason: str) -> None:
    change = getattr(context.world.service(name), event)
    context.world.attempt(change, context.world.id_of(name), **reason)


@when("session {name:Name} is {one:Event} and {other:Event} at the same time")
def change_status_together(context: Context, name: str, one: str, other: str) -> None:
    lifecycle.change_together(context.world, name, [one, other])


@when('session {name:Name} is named "{title:Text}"')
@when("the name of session {name:Name} is taken away")
def rename(context: Context, name: str, title: str | None = None) -> None:
    context.world.attempt(context.world.service(name).rename, context.world.id_of(name), title)


@given('session {name:Name} has {change:Tagging} the tags "{tags:Text}"')
@when('session {name:Name} {change:Tagging} the tags "{tags:Text}"')
def change_tags(context: Context, name: str, change: Tagging, tags: str) -> None:
    added, removed = change(split(tags))
    tag, session_id = context.world.service(name).tag, context.world.id_of(name)
    context.world.attempt(tag, session_id, *added, remove=removed)


@when("session {name:Name} gets {count:Number} tags at the same time, each from another caller")
def add_tags_together(context: Context, name: str, count: int) -> None:
    lifecycle.tag_together(context.world, name, count)


@when('session {name:Name} gets the tag "{tag:Text}" and a message at the same time')
def tag_and_append(context: Context, name: str, tag: str) -> None:
    lifecycle.tag_and_append(context.world, name, tag)


@given("the latest {count:Messages} of {name:Name} were taken back")
@when("the latest {count:Messages} of {name:Name} are taken back")
def take_back(context: Context, count: int, name: str) -> None:
    take_back = context.world.service(name).remove_latest
    context.world.attempt(take_back, context.world.id_of(name), count)


@then("session {name:Name} is {status:Status}")
def session_is(context: Context, name: str, status: str) -> None:
    found = context.world.get(name).status.value
    assert found == status, f"{name} is {found}"


@then("the answer is session {name:Name} as it stands")
def answer_is_session(context: Context, name: str) -> None:
    found = context.world.get(name)
    assert context.world.answer == found, f"{context.world.answer} is not {found}"


@then("one of them succeeds, and session {name:Name} is what it made it")
def one_succeeds(context: Context, name: str) -> None:
    winners, found = lifecycle.winners(context.world), context.world.get(name)
    assert winners == [found.status.value], f"{winners} succeeded, {name} is {found.status}"


@then("all of them succeed")
def all_succeed(context: Context) -> None:
    assert not lifecycle.losses(context.world), context.world.outcomes


@then("session {name:Name} has these {count:Number} tags")
def session_has_tags(context: Context, name: str, count: int) -> None:
    found = context.world.get(name).tags
    assert found == tuple(sorted(f"tag {number}" for number in range(count))), found
