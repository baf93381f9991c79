"""What every service of a store is made with, besides its transactions."""

from __future__ import annotations

from dataclasses import dataclass

from hansard.application.ports import ArtifactContents, Clock, Identifiers, PriceSource


@dataclass(frozen=True, slots=True)
class Parts:
    """The surroundings of a store's services.

    Attributes:
        clock: tells the time.
        identifiers: makes ids.
        prices: gives the table of prices that costs are computed with.
        contents: keeps the bytes of artifacts.
    """

    clock: Clock
    identifiers: Identifiers
    prices: PriceSource
    contents: ArtifactContents
