"""Statements of searches, counts and sums; see `compiling`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Double,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.sql.expression import Executable

from hansard.domain.searches import (
    EventSearchOrder,
    RunSearchOrder,
    SearchOrder,
    SessionSearchOrder,
)
from hansard.domain.session import MAX_COST
from hansard.infrastructure.database.compiling import (
    NOTHING,
    Compile,
    Family,
    in_namespace,
    of_session,
    shaped,
)
from hansard.infrastructure.database.hints import begin_with, has_hint
from hansard.infrastructure.database.run_statements import EVENTS, RUNS
from hansard.infrastructure.database.search_conditions import (
    HIDDEN,
    ONE,
    VISIBLE,
    Restriction,
)
from hansard.infrastructure.database.search_subjects import SUBJECTS, Subject

ENOUGH = 1000
"""Records that are read and sorted without a thought; more of them are not counted."""

_SMALL = 2.0**-64
"""Scales numbers down and loses nothing of them."""

_TAG, _PROVIDER, _TYPES = Restriction("tag"), Restriction("provider"), Restriction("type", 2)
_SINCE, _ACTOR = Restriction("since"), Restriction("actor_name")


class PageShape(NamedTuple):
    """What a page of a search has, apart from values.

    Attributes:
        subject: what is searched; a key of `SUBJECTS`.
        first: the restriction that it begins with; None goes along the order.
        after: whether it goes on behind a place.
    """

    subject: str
    restrictions: tuple[Restriction, ...]
    first: Restriction | None
    order: SearchOrder
    after: bool = False


class SumShape(NamedTuple):
    """What a count or sum has, apart from values: as a page, without an order."""

    subject: str
    restrictions: tuple[Restriction, ...]
    first: Restriction | None


class GlanceShape(NamedTuple):
    """What a glance has, apart from values: the restriction looked at, among all there are."""

    subject: str
    restrictions: tuple[Restriction, ...]
    first: Restriction


class SearchStatements(Family):
    """Statements of searches without a shape of their own.

    Attributes:
        is_told: whether the database is told what a search begins with.
    """

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        times = (func.min(EVENTS.c.timestamp), func.max(EVENTS.c.timestamp))
        events = select(func.count(), *times).where(of_session(EVENTS))
        self.event_figures = compile_one(begin_with(events, EVENTS, "sqlite_autoindex_events_1"))
        groups = (RUNS.c.status, RUNS.c.provider)
        sums = (func.sum(RUNS.c[name]) for name in _SUMMED)
        runs = select(*groups, func.count(), *sums).where(of_session(RUNS)).group_by(*groups)
        self.run_figures = compile_one(begin_with(runs, RUNS, "ix_runs_session"))
        self.is_told = has_hint(self.run_figures.text)


_SUMMED = ("input_tokens", "output_tokens", "total_tokens")
_PRICED = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens")


@shaped(
    PageShape("sessions", (_TAG,), _TAG, SessionSearchOrder.UPDATED_AT_DESC, True),
    PageShape("sessions", (_TAG, _PROVIDER), None, SessionSearchOrder.CREATED_AT_ASC),
    PageShape("runs", (_PROVIDER,), _PROVIDER, RunSearchOrder.TOKEN_USAGE_DESC),
    PageShape("events", (_TYPES,), None, EventSearchOrder.SEQUENCE_ASC, True),
)
def build_page(shape: PageShape) -> Executable:
    """Build one page of a search."""
    subject, order, first = SUBJECTS[shape.subject], shape.order, shape.first
    path = None if first is None else subject.paths[first.kind]
    keys = [subject.table.c[name] for name in (order.key, *order.ids)]
    found = select(*(subject.table.c[name] for name in subject.columns))
    found = begin_with(
        _restricted(found, subject, shape.restrictions, first),
        subject.table,
        subject.orders[order] if path is None else path.index,
    )
    if shape.after:
        place = tuple_(*(bindparam(f"after_{n}", type_=key.type) for n, key in enumerate(keys)))
        found = found.where(tuple_(*keys) < place if order.descends else tuple_(*keys) > place)
    ordered = found.order_by(*(key.desc() if order.descends else key for key in keys))
    return ordered.limit(bindparam("limit")).offset(NOTHING)


@shaped(
    SumShape("sessions", (_TAG, _PROVIDER, VISIBLE), None),
    SumShape("sessions", (_TAG, VISIBLE), _TAG),
    SumShape("events", (_TYPES, _SINCE), _TYPES),
)
def build_count(shape: SumShape) -> Executable:
    """Build the count of all that a search finds.

    Where nothing else narrows it down, sessions are counted along an index, and those that
    retention hid are taken off: nothing but indexes is read.
    """
    if shape.first is None and VISIBLE in shape.restrictions:
        others = tuple(each for each in shape.restrictions if each != VISIBLE)
        stored = summed(select(func.count()), SumShape(shape.subject, others, None))
        hidden = SumShape(shape.subject, (HIDDEN, *others), HIDDEN)
        of_hidden = summed(select(func.count()), hidden).scalar_subquery()
        return select(stored.scalar_subquery() - of_hidden)
    return summed(select(func.count()), shape)


@shaped(
    GlanceShape("sessions", (_TAG, _PROVIDER), _PROVIDER),
    GlanceShape("events", (_TYPES, _SINCE), _TYPES),
)
def build_glance(shape: GlanceShape) -> Executable:
    """Build the count of what one restriction leaves, up to a bound."""
    subject, first = SUBJECTS[shape.subject], shape.first
    path = subject.paths[first.kind]
    if path.candidates is not None:
        found = path.candidates(first)
    else:
        served = [each for each in shape.restrictions if each.kind in path.serves]
        found = select(ONE).select_from(subject.table)
        found = _restricted(found, subject, served, first)
        found = begin_with(found, subject.table, path.index)
    bound = literal_column(str(ENOUGH + 1), BigInteger())
    return select(func.count()).select_from(found.limit(bound).offset(NOTHING).subquery())


@shaped(SumShape("usage", (_SINCE,), _SINCE), SumShape("usage", (_ACTOR,), _ACTOR))
def build_usage(shape: SumShape) -> Executable:
    """Build the sums of what runs used, by provider."""
    sums = (func.sum(RUNS.c[name]) for name in _SUMMED)
    return summed(select(RUNS.c.provider, *sums, func.count()), shape).group_by(RUNS.c.provider)


@shaped(SumShape("usage", (_SINCE,), _SINCE), SumShape("usage", (_ACTOR,), _ACTOR))
def build_costs(shape: SumShape) -> Executable:
    """Build the sums of what runs used and cost, by provider, model and whether they say so."""
    sums = (func.sum(RUNS.c[name]) for name in _PRICED)
    names = (RUNS.c.provider, RUNS.c.model)
    found = select(*names, *sums, func.count(), sum_of_costs(RUNS.c.cost_usd))
    return summed(found, shape).group_by(*names, RUNS.c.cost_usd.is_(None))


def sum_of_costs(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Add up costs, scaled down so that any number of the largest ones stays finite."""
    return func.sum(column * literal_column(repr(_SMALL), Double()))


def read_cost(scaled: float | None) -> float | None:
    """Give a sum of costs, None where there were none."""
    return None if scaled is None else min(float(scaled) / _SMALL, MAX_COST)


def summed(sums: Select[Any], shape: SumShape) -> Select[Any]:
    """Restrict sums to what a shape leaves, beginning with what it says."""
    subject = SUBJECTS[shape.subject]
    found = _restricted(sums.select_from(subject.table), subject, shape.restrictions, shape.first)
    if shape.first is None:
        return found
    return begin_with(found, subject.table, subject.paths[shape.first.kind].index)


def _restricted(
    found: Select[Any],
    subject: Subject,
    restrictions: Iterable[Restriction],
    first: Restriction | None,
) -> Select[Any]:
    conditions = [subject.conditions[each.kind](each, each == first) for each in restrictions]
    return found.where(in_namespace(subject.table), *conditions)
