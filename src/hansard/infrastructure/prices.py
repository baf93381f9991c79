"""The table of prices: the built-in one, with a user's own before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from hansard.domain.pricing import PricingTable, read_prices


class Prices:
    """Gives the table of prices; the built-in one is read when it is first asked for.

    Args:
        own: a table whose entries go before the built-in ones, provider by provider and model by
            model; see `read_prices`.

    Raises:
        InvalidInputError: it is no such table.
    """

    def __init__(self, own: PricingTable | Mapping[str, Any] | None = None) -> None:
        self._own = PricingTable() if own is None else read_prices(own)

    def table(self) -> PricingTable:
        """Give the prices that costs are computed with."""
        return self._table

    @cached_property
    def _table(self) -> PricingTable:
        return self._own.over(built_in_prices())


@cache
def built_in_prices() -> PricingTable:
    """Give the prices that come with hansard, and the day on which they were taken."""
    text = files("hansard").joinpath("data", "prices.json").read_text(encoding="utf-8")
    document = json.loads(text)
    table = read_prices(document["providers"], "prices.json")
    return PricingTable(table.providers, date.fromisoformat(document["taken_on"]))
