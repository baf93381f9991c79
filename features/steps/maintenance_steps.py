"""Maintenance: policies, what is hidden, deleted, pruned and erased, and the archive."""

from __future__ import annotations

from typing import Any

from behave import given, register_type, then, when

from features.support import maintenance, retention_archives
from features.support.world import Context

register_type(
    Chore=maintenance.read_chore,
    DoneChore=maintenance.read_done_chore,
    Fate=maintenance.read_fate,
    Hindrance=maintenance.read_hindrance,
)


@given("the retention policy")
@when("a retention policy is made")
def make_policy(context: Context) -> None:
    context.world.run(lambda: maintenance.make_policy(context.world, context.table))


@given("{count:Number} days pass")
def days_pass(context: Context, count: int) -> None:
    context.world.clock.advance(count * 86_400)


@given("{hindrance:Hindrance}")
def hinder(context: Any, hindrance: str) -> None:
    context.add_cleanup(maintenance.hinder(context.world, hindrance))


@given("{chore:DoneChore}")
@when("{chore:Chore}")
def do_chore(context: Context, chore: str) -> None:
    maintenance.do_chore(context.world, chore)


@then("{names:Names} {fate:Fate}")
def fate_is(context: Context, names: list[str], fate: str) -> None:
    maintenance.check_fate(context.world, names, fate)


@then("{name:Name} has the events")
def has_events(context: Context, name: str) -> None:
    maintenance.check_events(context.world, name, context.table)


@then("the archive holds")
def archive_holds(context: Context) -> None:
    retention_archives.check_archive(context.world, context.table)
