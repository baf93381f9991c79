"""The command line: commands, what they print, and how they end."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import commands, place
from features.support.world import Context

register_type(Command=commands.read_command, Stream=commands.read_stream)


@given("the user ran {command:Command}")
@when("the user runs {command:Command}")
@when("this is piped into {command:Command}")
def run(context: Context, command: str) -> None:
    context.add_cleanup(place.leave, context.world)
    commands.run(context.world, command, context.text)


@then("the exit code is {code:Number}")
def exit_code_is(context: Context, code: int) -> None:
    commands.check_code(context.world, code)


@then("standard {stream:Stream} is")
@then("standard {stream:Stream} is empty")
def stream_is(context: Context, stream: str) -> None:
    commands.check_stream(context.world, stream, context.text)


@then('"{word:Text}" is printed nowhere')
def is_printed_nowhere(context: Context, word: str) -> None:
    commands.check_nowhere(context.world, word)
