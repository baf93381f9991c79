"""HTTP: requests over a real socket, and what they get."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import (
    http_bytes,
    http_log,
    http_requests,
    http_responses,
    http_streams,
)
from features.support.http_requests import Call, Circumstances
from features.support.world import Context

register_type(
    Call=http_requests.read_call,
    Circumstances=http_requests.read_circumstances,
    Statuses=http_responses.read_statuses,
    Course=http_streams.read_course,
    Leaving=http_bytes.read_leaving,
)


@given("the server has")
def server_has(context: Context) -> None:
    http_requests.configure(context.world, context.table)


@given("{call:Call} was requested{how:Circumstances}")
@when("{call:Call} is requested{how:Circumstances}")
def is_requested(context: Context, call: Call, how: Circumstances) -> None:
    http_requests.request(context.world, call, how, context.text, context.table)


@given("{call:Call} is being followed{how:Circumstances}")
@when("{call:Call} is followed{how:Circumstances}")
def is_followed(context: Context, call: Call, how: Circumstances) -> None:
    http_requests.follow(context.world, call, how, context.table)


@then("the response {statuses:Statuses}")
@then("the responses {statuses:Statuses}")
def response_is(context: Context, statuses: list[int]) -> None:
    http_responses.check_statuses(context.world, statuses)


@then("the response has")
def response_has(context: Context) -> None:
    http_responses.check_response(context.world, context.table)


@then("the stream {course:Course}")
def stream_gives(context: Context, course: str) -> None:
    http_streams.check_stream(context.world, context.table, course)


@when("these bytes are sent{leaves:Leaving}")
def bytes_are_sent(context: Context, leaves: bool) -> None:
    http_bytes.send(context.world, context.text, leaves=leaves)


@then("the log has")
@then('the log says nothing of "{word:Text}"')
def log_has(context: Context, word: str = "") -> None:
    if word:
        http_log.check_silence(context.world, word)
    else:
        http_log.check_log(context.world, context.table)
