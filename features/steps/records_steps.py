"""Runs and events that an example begins with; see `features.support.records`."""

from __future__ import annotations

from behave import given

from features.support import records
from features.support.world import Context


@given("the runs")
def runs(context: Context) -> None:
    records.store_runs(context.world, context.table)


@given("the events")
def events(context: Context) -> None:
    records.store_events(context.world, context.table)
