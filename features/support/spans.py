"""Spans that are made while a scenario traces, in the exporter of OpenTelemetry that keeps them.

Imported where a scenario traces: OpenTelemetry takes longer to import than most features to run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from opentelemetry import context, trace
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import (
    ALWAYS_OFF,
    ALWAYS_ON,
    ParentBased,
    Sampler,
    SamplingResult,
)

from features.support.answers import plain

_REQUEST = "request"


class _Switch(Sampler):
    """Wants spans while a scenario traces."""

    is_on = False

    def should_sample(self, *about: Any, **more: Any) -> SamplingResult:
        chosen = ALWAYS_ON if self.is_on else ALWAYS_OFF
        return chosen.should_sample(*about, **more)

    def get_description(self) -> str:
        return "while a scenario traces"


class _Fault(SpanProcessor):
    """Fails at every span while it is broken."""

    is_broken = False

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        self._fail_at(span, parent_context)

    def on_end(self, span: ReadableSpan) -> None:
        self._fail_at(span)

    def _fail_at(self, *_: Any) -> None:
        if self.is_broken:
            raise OSError("The exporter is gone.")


class _Tracing:
    """What this process traces with: it can be set up once."""

    def __init__(self) -> None:
        self.switch, self.fault, self.exporter = _Switch(), _Fault(), InMemorySpanExporter()
        provider = TracerProvider(sampler=ParentBased(self.switch))
        provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        provider.add_span_processor(self.fault)
        trace.set_tracer_provider(provider)


_tracing = cache(_Tracing)


def begin(way: str) -> Callable[[], None]:
    """Begin to trace; give what ends it.

    Args:
        way: ``within a request``, ``with an exporter that is broken``, ``but no spans of agents``,
            or nothing in particular.
    """
    tracing = _tracing()
    tracing.exporter.clear()
    tracing.switch.is_on = "no spans" not in way
    tracing.fault.is_broken = "broken" in way
    undo = _within_request() if "request" in way else None

    def end() -> None:
        tracing.switch.is_on = tracing.fault.is_broken = False
        if undo is not None:
            undo()

    return end


def _within_request() -> Callable[[], None]:
    span = trace.get_tracer("scenario").start_span(_REQUEST)
    token = context.attach(trace.set_span_in_context(span))

    def end() -> None:
        context.detach(token)
        span.end()

    return end


def finished(headings: Sequence[str], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the spans that have ended, in the order in which they began."""
    spans = sorted(_tracing().exporter.get_finished_spans(), key=lambda span: span.start_time or 0)
    names = {span.context.span_id: span.name for span in spans if span.context is not None}
    return [_row(span, names, headings, ids) for span in spans]


def _row(
    span: ReadableSpan, spans: Mapping[int, str], headings: Sequence[str], ids: Mapping[str, str]
) -> dict[str, Any]:
    attributes = dict(span.attributes or {})
    parent = span.parent
    known: dict[str, Any] = {
        "span": span.name,
        "below": None if parent is None else spans.get(parent.span_id, _REQUEST),
        "kind": span.kind.name.lower(),
        "status": span.status.status_code.name.lower(),
        "attributes": sorted(attributes),
        "told": [*(event.name for event in span.events), *filter(None, [span.status.description])],
    }
    row = {name: known[name] if name in known else attributes.get(name) for name in headings}
    return {
        name: ids.get(value, value) if isinstance(value, str) else plain(value)
        for name, value in row.items()
    }
