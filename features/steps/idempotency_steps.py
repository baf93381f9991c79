"""Idempotency: appends that are repeated, and writers that look at an old state."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import writing_at_once
from features.support.tables import read_messages, read_pairs
from features.support.world import Context
from features.support.writing_at_once import Way
from hansard.errors import HansardError

register_type(Way=writing_at_once.read_way, One=writing_at_once.read_one)


@given("a store that tries everything once")
def store_tries_once(context: Context) -> None:
    writing_at_once.never_try_again(context.world)


@when("{one:One} appended to {name:Name}{way:Way}")
def append_in_a_way(context: Context, one: bool, name: str, way: Way) -> None:
    messages = read_messages(context.table)
    writing_at_once.append(context.world, name, messages, way=way, one=one)


@then("each of them is answered with the message")
def each_is_answered(context: Context) -> None:
    writing_at_once.check_answers(context.world, context.table)


@then("one of them is stored and the others are refused because {refusal:Refusal}")
def one_is_stored(context: Context, refusal: type[HansardError]) -> None:
    details = read_pairs(context.table) if context.table else {}
    writing_at_once.check_winner(context.world, refusal, details)
