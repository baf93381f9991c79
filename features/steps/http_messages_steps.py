"""Messages over HTTP: what the bytes of a request carry, and whether they come back."""

from __future__ import annotations

from behave import given, register_type, when

from features.support import http_messages
from features.support.world import Context

register_type(Written=http_messages.read_written)


@given("a message whose {part:Part} is {value:Written} was posted to {name:Name}")
@when("a message whose {part:Part} is {value:Written} is posted to {name:Name}")
def post_message(context: Context, part: str, value: str, name: str) -> None:
    http_messages.post_with(context.world, name, part, value)
