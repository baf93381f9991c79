"""Forks: making them, and what they begin with."""

from __future__ import annotations

from typing import Any

from behave import given, register_type, then, when

from features.support import forks
from features.support.world import Context

register_type(Fork=forks.read_fork, ForkState=forks.read_state)


@given("session {name:Name} {fork:Fork}")
@when("session {name:Name} {fork:Fork}")
def fork_session(context: Context, name: str, fork: tuple[str | None, dict[str, Any]]) -> None:
    forks.fork(context.world, name, fork, context.table)


@then("each fork of {name:Name} {is_like:ForkState}")
def forks_are(context: Context, name: str, *, is_like: bool) -> None:
    forks.check_forks(context.world, name, is_like=is_like)
