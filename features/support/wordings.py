"""How refusals are worded: whether they tell apart what they must not, and can be printed."""

from __future__ import annotations

import re
from collections.abc import Callable

from parse import with_pattern

from features.support import requests
from features.support.refusals import describe
from features.support.world import World

Wording = Callable[[World], None]

_FEW = 600


def _alike(world: World) -> None:
    """Check that all refusals tell the same."""
    told = {describe(outcome.refusal) for outcome in world.outcomes}
    assert len(told) == 1, f"they are refused in different words: {told}"


def _short(world: World) -> None:
    """Check that every refusal is short, and can be printed on a terminal as it is."""
    for outcome in world.outcomes:
        said = str(outcome.refusal)
        assert said.isprintable() and len(said) <= _FEW, f"{len(said)} characters: {said!r:.700}"


WORDINGS: dict[str, Wording] = {
    "the same words": _alike,
    "the words for a session that never existed": requests.check_words,
    "a few words that can be printed": _short,
}


@with_pattern("|".join(map(re.escape, WORDINGS)))
def read_wording(text: str) -> Wording:
    """Read how refusals are worded."""
    return WORDINGS[text]
