"""EventPipeline: from what agents and providers emit to events of the record."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from hansard.application.ports import Clock, Identifiers
from hansard.domain.errors import InvalidInputError
from hansard.domain.event import Event, EventType, seal_event
from hansard.domain.event_builder import BuiltEvent, EventContext, build_event

_log = logging.getLogger("hansard.events")


class EventLog(Protocol):
    """Where events are appended and read: `EventService` is one."""

    def append_many(self, events: Iterable[Event]) -> list[Event]:
        """Append events, all of them or none, and give each as it is stored."""

    def get(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
    ) -> list[Event]:
        """List events by sequence."""


class EventPipeline:
    """Builds, redacts, validates and appends raw events.

    The logger ``hansard.events`` is told what becomes of them, by ids, types, fields and counts,
    never by what an event says. The attribute ``outcome`` of each record is ``persisted`` or
    ``redacted`` at level DEBUG, ``warned`` (the data has not the shape of its type) or
    ``rejected`` at level WARNING.
    """

    def __init__(self, events: EventLog, clock: Clock, identifiers: Identifiers) -> None:
        self._events = events
        self._clock = clock
        self._identifiers = identifiers

    def process(self, raw: Mapping[str, Any], context: EventContext) -> Event:
        """Make an event out of a raw one, append it and give it as it is stored.

        Args:
            raw: as `hansard.domain.event_builder.build_event` takes it.

        Raises:
            MissingFieldError, InvalidEventTypeError, InvalidContentError, InvalidInputError: it
                cannot be made into an event; nothing was written.
            SessionNotFoundError: no such session, or retention hid it.
            DuplicateKeyError: its id belongs to an event with other content.
        """
        return self._process([raw], context)[0]

    def process_batch(
        self, raws: Iterable[Mapping[str, Any]], context: EventContext
    ) -> list[Event]:
        """Make events out of raw ones and append them in one transaction: all of them or none.

        None at all touches nothing.

        Raises:
            As `process`. A note on the error (``__notes__``) says which of them it was, from 0.
        """
        given: object = raws
        if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
            raise InvalidInputError("Raw events must be a list.")
        return self._process(list(raws), context)

    def _process(self, raws: Sequence[Mapping[str, Any]], context: EventContext) -> list[Event]:
        built: list[BuiltEvent] = []
        now, ids = self._clock.now(), self._identifiers.event_ids(len(raws))
        try:
            for raw, event_id in zip(raws, ids, strict=True):
                built.append(build_event(raw, context, event_id=event_id, now=now))
            stored = self._events.append_many([each.event for each in built])
        except InvalidInputError as error:
            place = len(built) if len(built) < len(raws) else _first_refused(built)
            if len(raws) > 1:
                error.add_note(f"raw event {place} of {len(raws)}, counted from 0")
            _tell_rejected(error, context)
            raise
        for each, event in zip(built, stored, strict=True):
            _tell_stored(each, event)
        return stored


def _first_refused(built: Sequence[BuiltEvent]) -> int:
    """Give the place of the first event that cannot be stored."""
    for place, each in enumerate(built):
        try:
            seal_event(each.event)
        except InvalidInputError:
            return place
    return len(built)


def _tell_rejected(error: InvalidInputError, context: EventContext) -> None:
    _log.warning(
        "event rejected: %s, session %a, run %a",
        error.code,
        context.session_id,
        context.run_id,
        extra={"outcome": "rejected", "code": error.code},
    )


def _tell_stored(built: BuiltEvent, event: Event) -> None:
    place = (event.type.value, event.session_id, event.sequence)
    if built.redactions:
        _log.debug(
            "event redacted: %s, session %a, sequence %s: %s",
            *place,
            ", ".join(f"{count} {category}" for category, count in built.redactions.items()),
            extra={"outcome": "redacted", "categories": dict(built.redactions)},
        )
    if built.warnings:
        _log.warning(
            "event out of shape: %s, session %a, sequence %s: %s",
            *place,
            "; ".join(built.warnings),
            extra={"outcome": "warned", "warnings": list(built.warnings)},
        )
    _log.debug(
        "event persisted: %s, session %a, sequence %s", *place, extra={"outcome": "persisted"}
    )
