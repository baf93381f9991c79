"""Costs: runs that are priced by a table of one's own over the built-in one."""

from __future__ import annotations

import json
from typing import Any

from behave.model import Table

from features.support.answers import read_cell
from features.support.tables import read_pairs
from features.support.world import World
from hansard import Run
from hansard.domain.pricing import cost_of
from hansard.infrastructure.prices import Prices


def price_run(world: World, table: Table) -> None:
    """Price a run of these properties, as the attempt of the scenario."""
    given = {name: read_cell(cell) for name, cell in read_pairs(table).items() if cell != ""}
    world.run(lambda: _priced(world, given))


def _priced(world: World, given: dict[str, Any]) -> dict[str, Any]:
    prices = Prices(json.loads(world.kept["prices"])).table()
    run = _run(world, given)
    rates = prices.rates(run.provider, run.model)
    return {
        "cost": cost_of(run, prices),
        "rates": None if rates is None else rates.to_map(),
        "providers": list(prices.providers),
        "taken on": str(prices.taken_on),
    }


def _run(world: World, given: dict[str, Any]) -> Run:
    tokens = {
        name.replace(" ", "_"): value for name, value in given.items() if name.endswith(" tokens")
    }
    metadata = {"model": given.get("model")}
    if "reported cost" in given:
        metadata["total_cost_usd"] = given["reported cost"]
    if "reported usage cost" in given:
        tokens["total_cost_usd"] = given["reported usage cost"]
    return Run(
        run_id=world.new_id("run"),
        session_id=world.new_id("session"),
        started_at=world.clock.now(),
        provider=given.get("provider"),
        provider_metadata=metadata,
        token_usage=tokens,
    )
