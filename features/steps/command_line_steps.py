"""The command line: commands, what they print, and how they end."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import commands, diagnoses, faults, interrupts, place
from features.support.world import Context

register_type(
    Command=commands.read_command,
    Stream=commands.read_stream,
    Codes=commands.read_codes,
    Looked=diagnoses.read_kind,
)


@given("the user ran {command:Command}")
@when("the user runs {command:Command}")
@when("this is piped into {command:Command}")
def run(context: Context, command: str) -> None:
    context.add_cleanup(place.leave, context.world)
    commands.run(context.world, command, context.text)


@when("the user interrupts {command:Command} after {lines:Number} lines")
def interrupt(context: Context, command: str, lines: int) -> None:
    context.add_cleanup(place.leave, context.world)
    interrupts.interrupt(context.world, command, lines, context.table)


@then("the exit code is {codes:Codes}")
def exit_code_is(context: Context, codes: list[int]) -> None:
    commands.check_code(context.world, codes)


@then("standard {stream:Stream} is")
@then("standard {stream:Stream} is empty")
def stream_is(context: Context, stream: str) -> None:
    commands.check_stream(context.world, stream, context.text)


@then('"{word:Text}" is printed nowhere')
def is_printed_nowhere(context: Context, word: str) -> None:
    commands.check_nowhere(context.world, word)


@given('the program has the fault "{fault:Text}"')
def has_fault(context: Context, fault: str) -> None:
    context.add_cleanup(faults.put_in(context.world, fault))


@when("doctor looks at a {kind:Looked}")
def doctor_looks(context: Context, kind: str) -> None:
    diagnoses.examine(context.world, kind, context.table)


@then("doctor says")
def doctor_says(context: Context) -> None:
    diagnoses.check_diagnosis(context.world, context.table)
