"""Spans of agents at work, for programs that use OpenTelemetry.

A run of an agent is a span ``invoke_agent NAME``, each call of a tool in it a span ``execute_tool
NAME``, with the attributes of the conventions for generative AI. Nothing that was said is in them.

Where a program has not set OpenTelemetry up itself, nobody can see its spans: none are made, and
nothing is imported for them. Whatever goes wrong with a span is logged and concerns nobody else.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec

from hansard._version import __version__
from hansard.domain.error_codes import ErrorCode
from hansard.domain.errors import HansardError
from hansard.domain.event import Event, EventType
from hansard.domain.run import Run, RunStatus

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.trace import Span, Tracer

Parameters = ParamSpec("Parameters")

MAX_NAME = 255
"""Characters of a name in a span: what a tool is called may come from a model."""
MAX_OPEN_TOOLS = 1000
"""Calls that are followed at the same time in one run."""
OTHER = "_OTHER"
"""The type of an error of which nothing is known."""
PROVIDERS = {"claude": "anthropic", "codex": "openai"}
"""Names that the conventions have for providers, where runs have others."""

_API = "opentelemetry.trace"
_CALLS = {
    EventType.TOOL_CALL_STARTED,
    EventType.TOOL_CALL_COMPLETED,
    EventType.TOOL_CALL_FAILED,
}
log = logging.getLogger("hansard.telemetry")


class _Api(NamedTuple):
    """What is used of OpenTelemetry's API."""

    tracer: Tracer
    attach: Callable[[Context], Any]
    detach: Callable[[Any], None]
    context_of: Callable[..., Context]
    error: Any


def is_traced() -> bool:
    """Say whether the program uses OpenTelemetry, and has something that takes spans."""
    trace: Any = sys.modules.get(_API)
    if trace is None:
        return False
    try:
        return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)
    except Exception as error:  # noqa: BLE001 - also where it is being imported just now
        log.warning("spans are not made: %s", type(error).__name__)
        return False


def _guarded(
    method: Callable[Concatenate[Any, Parameters], None],
) -> Callable[Concatenate[Any, Parameters], None]:
    """Let nobody hear of it when a span cannot be made."""

    def call(self: Any, /, *args: Parameters.args, **options: Parameters.kwargs) -> None:
        try:
            method(self, *args, **options)
        except Exception as error:  # noqa: BLE001 - of a tracer or an exporter, never of a run
            log.warning("a span is incomplete: %s", type(error).__name__)

    update_wrapper(call, method)
    return call


class Invocation:
    """An agent at work on a run, as spans: nothing until it begins, nothing after its end.

    It may be ended in another thread or task than the one that it began in, and more than once:
    the first end counts.
    """

    def __init__(self) -> None:
        self._trace: _Trace | None = None

    @_guarded
    def begin(self, agent: str | None, run: Run, model: str | None = None) -> None:
        """Begin the span of a run.

        Args:
            agent: its name.
            model: the model that is asked for, where somebody said so.
        """
        if is_traced():
            self._trace = _Trace(_api(), agent, run, model or run.model)

    @contextmanager
    def active(self) -> Iterator[None]:
        """Let spans that others begin meanwhile, in this thread or task, be below this one."""
        trace, tokens = self._trace, list[Any]()
        if trace is not None:
            self._attach(trace, tokens)
        try:
            yield
        finally:
            if trace is not None:
                self._detach(trace, tokens)

    def note(self, events: Iterable[Event]) -> None:
        """Begin and end the spans of the tools that recorded events tell of."""
        if self._trace is not None:
            for event in events:
                if event.type in _CALLS:
                    self._note(self._trace, event)

    def end(self, run: Run, error: BaseException | None = None) -> None:
        """End the span with what the run reports, and the spans of tools that gave no answer.

        Args:
            run: as it ended.
            error: why its end is not written in it.
        """
        trace, self._trace = self._trace, None
        if trace is not None:
            self._end(trace, run, error)

    @_guarded
    def _attach(self, trace: _Trace, tokens: list[Any]) -> None:
        tokens.append(trace.api.attach(trace.context))

    @_guarded
    def _detach(self, trace: _Trace, tokens: list[Any]) -> None:
        for token in tokens:
            trace.api.detach(token)

    @_guarded
    def _note(self, trace: _Trace, event: Event) -> None:
        trace.note(event)

    @_guarded
    def _end(self, trace: _Trace, run: Run, error: BaseException | None) -> None:
        trace.end(run, error)


class _Trace:
    """The span of an invocation, and those of the tools that have not answered yet.

    Attributes:
        context: of the spans below it.
    """

    def __init__(self, api: _Api, agent: str | None, run: Run, model: str | None) -> None:
        self.api = api
        known = {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.agent.name": _short(agent),
            "gen_ai.conversation.id": run.session_id,
            "gen_ai.provider.name": _provider(run),
            "gen_ai.request.model": model,
            "hansard.run.id": run.run_id,
        }
        name = f"invoke_agent {_short(agent)}" if agent else "invoke_agent"
        self._span = api.tracer.start_span(name, attributes=_known(known))
        self.context = api.context_of(self._span)
        self._model = model
        self._tools: dict[str, Span] = {}

    def note(self, event: Event) -> None:
        """Begin or end the span of a tool."""
        name, call_id = (_text(event.data.get(key)) for key in ("tool_name", "tool_call_id"))
        key = call_id or name or ""
        if event.type is EventType.TOOL_CALL_STARTED:
            if key not in self._tools and len(self._tools) < MAX_OPEN_TOOLS:
                self._tools[key] = self._tool(name, call_id)
            return
        span = self._tools.pop(key, None) or self._tool(name, call_id)
        if event.type is EventType.TOOL_CALL_FAILED:
            self._fail(span, ErrorCode.TOOL_ERROR.value)
        span.end()

    def end(self, run: Run, error: BaseException | None) -> None:
        """End all spans."""
        failure = None if run.status is RunStatus.COMPLETED else _error_type(run, error)
        for tool in self._tools.values():
            if failure is not None:
                self._fail(tool, failure)
            tool.end()
        try:
            if self._span.is_recording():
                self._span.set_attributes(_known(_report(run)))
                if self._model is None and run.model is not None:
                    self._span.set_attribute("gen_ai.request.model", run.model)
                if failure is not None:
                    self._fail(self._span, failure)
        finally:
            self._span.end()

    def _tool(self, name: str | None, call_id: str | None) -> Span:
        known = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": name,
            "gen_ai.tool.call.id": call_id,
        }
        title = f"execute_tool {name}" if name else "execute_tool"
        return self.api.tracer.start_span(title, self.context, attributes=_known(known))

    def _fail(self, span: Span, kind: str) -> None:
        """Say why there is no answer; that somebody did not want one any more is no error."""
        span.set_attribute("error.type", kind)
        if kind != ErrorCode.CANCELLED.value:
            span.set_status(self.api.error)


@cache
def _api() -> _Api:
    from opentelemetry import context, trace

    return _Api(
        trace.get_tracer("hansard", __version__),
        context.attach,
        context.detach,
        trace.set_span_in_context,
        trace.StatusCode.ERROR,
    )


def _report(run: Run) -> dict[str, Any]:
    """Give what a run reports at its end. All input tokens are in one figure, cached ones too."""
    used = {name: _count(run.token_usage.get(name)) for name in _FIGURES}
    read = [used[name] for name in _FIGURES if name != "output_tokens"]
    stop = _text(run.provider_metadata.get("stop_reason"))
    report = {_FIGURES[name]: figure for name, figure in used.items()}
    if used["input_tokens"] is not None:
        report["gen_ai.usage.input_tokens"] = sum(figure or 0 for figure in read)
    return report | {
        "gen_ai.provider.name": _provider(run),
        "gen_ai.response.model": run.model,
        "gen_ai.response.finish_reasons": None if stop is None else (stop,),
    }


_FIGURES = {
    "input_tokens": "gen_ai.usage.input_tokens",
    "output_tokens": "gen_ai.usage.output_tokens",
    "cache_read_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_creation_tokens": "gen_ai.usage.cache_creation.input_tokens",
}


def _provider(run: Run) -> str | None:
    return None if run.provider is None else PROVIDERS.get(run.provider, run.provider)


def _error_type(run: Run, error: BaseException | None) -> str:
    """Give the code of a run's error, the class of an exception where that says more."""
    known = run.error or {}
    code, details = known.get("code"), known.get("details")
    if code == ErrorCode.INTERNAL_ERROR.value and isinstance(details, Mapping):
        code = details.get("original_exception", code)
    if run.status is RunStatus.CANCELLED:
        code = ErrorCode.CANCELLED.value
    if not run.status.is_final and error is not None:
        code = error.code if isinstance(error, HansardError) else type(error).__qualname__
    return _text(code) or OTHER


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return _short(value) if isinstance(value, str) and value else None


def _short(name: str | None) -> str | None:
    """Give a name as an exporter can take it."""
    return None if name is None else name[:MAX_NAME].encode("utf-8", "backslashreplace").decode()


def _known(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
