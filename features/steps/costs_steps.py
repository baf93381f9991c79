"""Costs: tables of prices, and runs that are priced by them; see `features.support.costs`."""

from __future__ import annotations

from behave import given, when

from features.support import costs
from features.support.world import Context


@given("the prices")
def prices(context: Context) -> None:
    context.world.kept["prices"] = context.text


@when("a run is priced")
def run_is_priced(context: Context) -> None:
    costs.price_run(context.world, context.table)
