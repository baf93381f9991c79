"""Content: what comes back to the letter, what is refused, and what changes nothing."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import contents, verbatim
from features.support.world import Context

register_type(Part=contents.read_part, Thing=contents.read_thing, Letter=contents.read_letter)


@given("a message whose {part:Part} is {value:Thing} was appended to {name:Name}")
@when("a message whose {part:Part} is {value:Thing} is appended to {name:Name}")
def append_with(context: Context, part: str, value: str, name: str) -> None:
    verbatim.append_with(context.world, name, part, value)


@when("{count:Number} messages of any JSON values are appended to {name:Name}")
def append_anything(context: Context, count: int, name: str) -> None:
    verbatim.append_anything(context.world, name, count)


@when("no message at all is appended to {name:Name}")
def append_nothing(context: Context, name: str) -> None:
    contents.append_nothing(context.world, name)


@given("the export of {name:Name}, with {value:Thing} for the {part:Part} of its first message")
def given_export_with(context: Context, name: str, value: str, part: str) -> None:
    contents.export_with(context.world, name, part, value)


@then("{name:Name} holds what was given, to the {letter:Letter}")
def holds_what_was_given(context: Context, name: str, letter: str) -> None:
    verbatim.check_verbatim(context.world, name)
    if letter == "byte":
        verbatim.check_stored(context.world, name)


@then("not a byte of the store is another")
def not_a_byte_is_another(context: Context) -> None:
    contents.check_bytes(context.world)
