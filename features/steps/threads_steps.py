"""Threads: what they are mapped to, what is done with them, and by how many at a time."""

from __future__ import annotations

from collections.abc import Callable

from behave import given, register_type, then, when

from features.support import threads
from features.support.threads import Deed
from features.support.world import Context

register_type(
    Thread=threads.read_thread,
    ThreadDeed=threads.read_deed,
    OpenedTogether=threads.read_together,
)


@given("the threads")
@when("this thread is saved")
@when("these threads are saved")
def save_threads(context: Context) -> None:
    threads.save(context.world, context.table)


@given("{count:Number} threads of {resource:Space}")
def many_threads(context: Context, count: int, resource: str) -> None:
    threads.open_many(context.world, resource, count)


@given("thread {thread:Thread} {deed:ThreadDeed}")
@when("thread {thread:Thread} {deed:ThreadDeed}")
def do_with_thread(context: Context, thread: str, deed: Deed) -> None:
    threads.do(context.world, thread, deed, context.table)


@then("{end:OpenedTogether}")
def was_opened_together(context: Context, end: Callable[..., None]) -> None:
    end(context.world)
