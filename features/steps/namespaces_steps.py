"""Namespaces: what can be learned about a session from where it is not."""

from __future__ import annotations

from behave import then, when

from features.support import requests
from features.support.values import VALUES
from features.support.world import Context


@when("every request is made about {name:Name}")
@when("every request is made about a session whose id is {value:Thing}")
def make_every_request(context: Context, name: str = "Odd", value: str | None = None) -> None:
    if value is not None:
        context.world.remember(name, VALUES[value]())
    requests.make_all(context.world, name)


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
