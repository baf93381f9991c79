"""Event streams; see `features.support.event_streams`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from behave import given, register_type, then, when

from features.support import event_streams
from features.support.world import Context

register_type(Batch=event_streams.read_batch, StreamRequest=event_streams.read_request)


@given("an event stream")
@when("an event stream is opened")
def event_stream(context: Context) -> None:
    event_streams.open_stream(context.world, context.table)


@given("the stream got{together:Batch}")
@when("the stream gets{together:Batch}")
def stream_gets(context: Context, *, together: bool) -> None:
    event_streams.push(context.world, context.table, together=together)


@given("the stream was asked to {request:StreamRequest}")
@when("the stream is asked to {request:StreamRequest}")
def stream_is_asked(context: Context, request: Callable[[Any], Any]) -> None:
    event_streams.ask(context.world, request)


@then("the stream has")
def stream_has(context: Context) -> None:
    event_streams.check(context.world, context.table)
