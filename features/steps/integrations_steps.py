"""Agents of other frameworks, asked in threads of a store."""

from __future__ import annotations

from behave import given, register_type, when

from features.support import claude, threads
from features.support.world import Context

register_type(Asking=claude.read_asking, Thread=threads.read_thread)


@given('Claude was asked "{message:Text}" in thread {thread:Thread}{how:Asking} and')
@when('Claude is asked "{message:Text}" in thread {thread:Thread}{how:Asking} and')
def ask(context: Context, message: str, thread: str, how: dict[str, str]) -> None:
    claude.ask(context.world, message, thread, how, context.table)
