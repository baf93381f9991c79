"""What the services of a store are made with, for stores that an example puts together itself."""

from __future__ import annotations

from features.support.world import World
from hansard.application.parts import Parts
from hansard.infrastructure.artifacts import MemoryContents
from hansard.infrastructure.identifiers import UlidIdentifiers
from hansard.infrastructure.prices import Prices


def parts_of(world: World) -> Parts:
    """Give parts that tell the scenario's time."""
    return Parts(world.clock, UlidIdentifiers(), Prices(), MemoryContents())
