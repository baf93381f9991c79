"""Which calls are refused, and how that is worded: alike where it must be, and printable."""

from __future__ import annotations

import re
from collections.abc import Callable

from parse import with_pattern

from features.support import keys, lifecycle, requests
from features.support.refusals import describe
from features.support.world import World
from hansard import HansardError

Wording = Callable[[World], None]
Refused = Callable[[World], "list[HansardError | None]"]

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
    "the words for a key that never existed": keys.check_words,
    "a few words that can be printed": _short,
}


@with_pattern("|".join(map(re.escape, WORDINGS)))
def read_wording(text: str) -> Wording:
    """Read how refusals are worded."""
    return WORDINGS[text]


def _all(world: World) -> list[HansardError | None]:
    assert world.outcomes, "nothing was called"
    return [outcome.refusal for outcome in world.outcomes]


def _other(world: World) -> list[HansardError | None]:
    (loss,) = lifecycle.losses(world)
    return [loss]


REFUSED: dict[str, Refused] = {
    "it is": lambda world: [world.refusal],
    "all of them are": _all,
    "the other is": _other,
}


@with_pattern("|".join(REFUSED))
def read_refused(text: str) -> Refused:
    """Read which of the calls of When should be refused."""
    return REFUSED[text]
