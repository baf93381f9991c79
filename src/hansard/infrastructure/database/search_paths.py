"""Which restriction a search begins with, on a database that has to be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hansard.domain.searches import SearchOrder
from hansard.infrastructure.database.search_conditions import Restriction
from hansard.infrastructure.database.search_statements import ENOUGH
from hansard.infrastructure.database.search_subjects import Path, Subject

Glance = Callable[[Restriction], int]
"""Counts what a restriction leaves, up to one more than `ENOUGH`."""


def best_path(subject: Subject, restrictions: Sequence[Restriction]) -> Restriction | None:
    """Give the restriction whose index is the best one, None where none has an index."""
    found = _with_index(subject, restrictions)
    return found[0] if found else None


def choose_path(
    subject: Subject, restrictions: Sequence[Restriction], order: SearchOrder | None, look: Glance
) -> Restriction | None:
    """Give the restriction that a search begins with, None to go along its order.

    A restriction that leaves few records is the place to begin: those are read, narrowed down and
    sorted. Where every one leaves many, going along the order soon finds a page of them.

    Args:
        order: None where everything is counted.
        look: is asked only where there is a choice.
    """
    found = _with_index(subject, restrictions)
    if not found:
        return None
    settled = [each for each in found if _suits(subject, each, order)]
    if len(found) == 1 and settled:
        return found[0]
    few, rarest = min((look(each), place) for place, each in enumerate(found))
    if few <= ENOUGH:
        return found[rarest]
    return settled[0] if settled else None


def _with_index(subject: Subject, restrictions: Sequence[Restriction]) -> list[Restriction]:
    """Give the restrictions that have an index, each index once, the best ones first."""
    kinds = list(subject.paths)
    known = [each for each in restrictions if each.kind in subject.paths]
    by_index: dict[tuple[Path, int], Restriction] = {}
    for each in sorted(known, key=lambda each: kinds.index(each.kind)):
        by_index.setdefault((subject.paths[each.kind], each.place), each)
    return list(by_index.values())


def _suits(subject: Subject, restriction: Restriction, order: SearchOrder | None) -> bool:
    """Say whether beginning with a restriction is never much worse than going along the order."""
    is_narrow = subject.paths[restriction.kind].is_narrow
    return order is None or is_narrow or subject.gives_in_order(restriction, order)
