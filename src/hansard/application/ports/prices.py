"""Where prices come from."""

from __future__ import annotations

from typing import Protocol

from hansard.domain.pricing import PricingTable


class PriceSource(Protocol):
    """Gives the table of prices."""

    def table(self) -> PricingTable:
        """Give the prices that costs are computed with."""
