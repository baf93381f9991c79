"""Commands about runs: list, show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click

from hansard.domain.run import Run, RunStatus
from hansard.domain.searches import RunSearchOrder
from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.output import Output, without_empty_columns
from hansard.interfaces.cli.parameters import COUNT, PAGE_LIMIT
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import SINCE, UNTIL, time_text
from hansard.interfaces.cli.visible_text import count_of, visible_line

RUN_STATUS = click.Choice([status.value for status in RunStatus])
_COLUMNS = ("run", "status", "started", "took", "provider", "model", "tokens", "USD", "session")
_NUMBERS = ("took", "tokens", "USD")


@click.command("list", cls=Command)
@click.option("--session", "session_id", metavar="ID", help="Only runs of this session.")
@click.option(
    "--status", "statuses", type=RUN_STATUS, multiple=True, help="Only with this one. Repeatable."
)
@click.option("--provider", metavar="NAME", help="Only runs of this provider.")
@click.option(
    "--since", type=SINCE, metavar="TIME", help="Started then or later: a date or a time."
)
@click.option("--until", type=UNTIL, metavar="TIME", help="Started then or earlier.")
@click.option("--min-tokens", type=COUNT, metavar="N", help="With at least N tokens.")
@click.option(
    "--order",
    type=click.Choice([order.value for order in RunSearchOrder]),
    default=RunSearchOrder.STARTED_AT_DESC.value,
    show_default=True,
    help="Which come first.",
)
@click.option("--limit", type=PAGE_LIMIT, default=50, show_default=True, help="Runs in one page.")
@click.option("--cursor", metavar="CURSOR", help="Continue a listing: printed by the page before.")
@click.pass_obj
def list_runs(
    settings: Settings,
    session_id: str | None,
    *,
    statuses: tuple[str, ...],
    provider: str | None,
    since: datetime | None,
    until: datetime | None,
    min_tokens: int | None,
    order: str,
    limit: int,
    cursor: str | None,
) -> None:
    """List runs, page by page.

    With --json each run is a line of its own on standard output, and one line on standard error,
    {"cursor": ...}, holds the cursor of the next page, null where this one is empty.
    """
    with settings.open_store() as store:
        page = store.queries.search_runs(
            session_id=session_id,
            provider=provider,
            status=statuses or None,
            started_after=since,
            started_before=until,
            min_tokens=min_tokens,
            order_by=order,
            limit=limit,
            cursor=cursor,
        )
    output = Output(settings)
    if settings.as_json:
        for run in page.runs:
            output.json(run.to_map())
        click.echo(json_text({"cursor": page.cursor}), err=True)
    elif not page.runs:
        output.note("No runs.")
    else:
        table = without_empty_columns(_COLUMNS, [_cells(run) for run in page.runs])
        output.table(*table, numbers=_NUMBERS)
        if page.cursor is not None and len(page.runs) == limit:
            output.note(f"There may be more: pass --cursor {page.cursor}")


@click.command("show", cls=Command)
@click.argument("run_id", metavar="ID")
@click.pass_obj
def show_run(settings: Settings, run_id: str) -> None:
    """Show run ID: what went in and came out, what it used, and how many events it has."""
    with settings.open_store() as store:
        run = store.session_store.get_run(run_id)
        events = store.queries.count_events(session_ids=run.session_id, run_ids=run_id)
    output = Output(settings)
    if settings.as_json:
        output.json({**run.to_map(), "event_count": events})
        return
    for name, fact in _facts(run, events):
        output.line(f"{name:<10} {visible_line(fact)}")


def _facts(run: Run, events: int) -> Iterator[tuple[str, str]]:
    yield "run", run.run_id
    yield "session", run.session_id
    yield "status", run.status.value
    yield "started", time_text(run.started_at)
    if run.ended_at is not None:
        yield "ended", f"{time_text(run.ended_at)}, after {_took(run)}"
    if run.provider is not None:
        yield "provider", run.provider
    if run.model is not None:
        yield "model", run.model
    yield "turns", f"{run.turn_count}"
    if run.cost_usd is not None:
        yield "cost", f"USD {run.cost_usd:.6g}"
    values = {
        "usage": run.token_usage,
        "input": run.input,
        "output": run.output,
        "error": run.error,
        "metadata": run.metadata,
        "details": run.provider_metadata,
    }
    for name, value in values.items():
        if value:
            yield name, json_text(value)
    yield "events", count_of(events, "event")


def _cells(run: Run) -> tuple[str, ...]:
    tokens = run.token_usage.get("total_tokens")
    return (
        run.run_id,
        run.status.value,
        time_text(run.started_at),
        _took(run),
        run.provider or "",
        run.model or "",
        "" if tokens is None else f"{tokens}",
        "" if run.cost_usd is None else f"{run.cost_usd:.6g}",
        run.session_id,
    )


def _took(run: Run) -> str:
    if run.ended_at is None:
        return ""
    return f"{(run.ended_at - run.started_at).total_seconds():.1f} s"
