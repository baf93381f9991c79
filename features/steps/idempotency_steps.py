"""Idempotency: appends that are repeated, and writers that look at an old state."""

from __future__ import annotations

from typing import Any

from behave import given, then, when

from features.support import writing_at_once
from features.support.tables import read_messages, read_pairs
from features.support.world import Context
from hansard.errors import HansardError


@given("a store that tries everything once")
def store_tries_once(context: Context) -> None:
    writing_at_once.never_try_again(context.world)


@when("this message is appended to {name:Name} as sequence {sequence:Value}")
def append_as_sequence(context: Context, name: str, sequence: Any) -> None:
    writing_at_once.append_at(context.world, name, context.table, sequence, single=True)


@when("these messages are appended to {name:Name} from sequence {sequence:Value}")
def append_from_sequence(context: Context, name: str, sequence: Any) -> None:
    writing_at_once.append_at(context.world, name, context.table, sequence, single=False)


@when("{count:Number} callers append this message to {name:Name} at the same time")
def append_at_same_time(context: Context, count: int, name: str) -> None:
    (message,) = read_messages(context.table)
    writing_at_once.append_together(context.world, name, message, count)


@when(
    "{count:Number} callers append this message to {name:Name} as sequence {sequence:Number} "
    "at the same time"
)
def append_as_sequence_at_same_time(context: Context, count: int, name: str, sequence: int) -> None:
    (message,) = read_messages(context.table)
    message["expected_sequence"] = sequence
    writing_at_once.append_together(context.world, name, message, count)


@then("each of them is answered with the message")
def each_is_answered(context: Context) -> None:
    writing_at_once.check_answers(context.world, context.table)


@then("one of them is stored and the others are refused because {refusal:Refusal}")
def one_is_stored(context: Context, refusal: type[HansardError]) -> None:
    details = read_pairs(context.table) if context.table else {}
    writing_at_once.check_winner(context.world, refusal, details)
