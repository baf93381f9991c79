"""Namespaces: what can be learned about a session from where it is not."""

from __future__ import annotations

from behave import then, when

from features.support import requests
from features.support.world import Context


@when("every request is made about {name:Name}")
def make_every_request(context: Context, name: str) -> None:
    requests.make_all(context.world, name)


@when("the transcripts of {space:Space} are taken out")
def take_transcripts_out(context: Context, space: str) -> None:
    context.world.attempt_all(context.world.within(space).transcripts.export_chats)


@when("the record of {space:Space} is verified")
def verify_record(context: Context, space: str) -> None:
    context.world.attempt(context.world.within(space).integrity.verify)


@when("the namespace {name:Value} is asked for")
def ask_for_namespace(context: Context, name: str) -> None:
    context.world.run(lambda: context.world.store.for_namespace(name))


@then("they are those of {name:Name}")
def transcripts_are_those_of(context: Context, name: str) -> None:
    found = requests.read_transcripts(context.world.answer)
    assert found == requests.transcripts_of(context.world, name), found


@then("{sessions:Sessions} and {messages:Messages} are found intact")
def found_intact(context: Context, sessions: int, messages: int) -> None:
    report = context.world.answer
    assert (report.sessions, report.messages, report.findings) == (sessions, messages, []), report
