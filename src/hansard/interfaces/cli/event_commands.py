"""Commands about events: list, follow."""

from __future__ import annotations

from itertools import islice

import click

from hansard.domain.errors import TryLaterError
from hansard.domain.event import Event, EventType
from hansard.interfaces.cli.interrupts import uninterrupted
from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.parameters import COUNT, PAGE_LIMIT
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import time_text
from hansard.interfaces.cli.visible_text import visible_line

EVENT_TYPE = click.Choice([kind.value for kind in EventType])
_SHOWN = 160
"""Characters of an event's data on its line."""


@click.command("list", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option("--run", "run_id", metavar="RUN", help="Only events of this run.")
@click.option("--type", "kind", type=EVENT_TYPE, metavar="TYPE", help="Only events of this type.")
@click.option("--after", type=COUNT, metavar="N", help="Only behind sequence N.")
@click.option("--before", type=COUNT, metavar="N", help="Only before sequence N.")
@click.option("--limit", type=PAGE_LIMIT, default=100, show_default=True, help="At most so many.")
@click.pass_obj
def list_events(
    settings: Settings,
    session_id: str,
    *,
    run_id: str | None,
    kind: str | None,
    after: int | None,
    before: int | None,
    limit: int,
) -> None:
    """List the events of session ID in their order, one line each."""
    with settings.open_store() as store:
        store.events.latest_sequence(session_id)  # refuses a session that is not there
        events = store.events.get(
            session_id, run_id=run_id, type=kind, after=after, before=before, limit=limit
        )
    output = Output(settings)
    for event in events:
        _print(output, event)
    if not events:
        output.note("No events.")
    elif len(events) == limit:
        output.note(f"There may be more: pass --after {events[-1].sequence}")


@click.command("follow", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option("--run", "run_id", metavar="RUN", help="Only events of this run.")
@click.option("--type", "kind", type=EVENT_TYPE, metavar="TYPE", help="Only events of this type.")
@click.option(
    "--after", type=COUNT, metavar="N", default=0, help="Start behind sequence N; 0 is the start."
)
@click.option("--count", type=click.IntRange(1), metavar="N", help="End after N events.")
@click.pass_obj
def follow(
    settings: Settings,
    session_id: str,
    *,
    run_id: str | None,
    kind: str | None,
    after: int,
    count: int | None,
) -> None:
    """Print the events of session ID, and those still to come, until interrupted.

    No event is missed and none is printed twice. How to go on later is said at the end.
    """
    output = Output(settings)
    last = after
    try:
        with settings.open_store() as store:
            following = store.events.follow(session_id, after=after, run_id=run_id, type=kind)
            for event in islice(following, count):
                with uninterrupted():
                    _print(output, event)
                    last = event.sequence or last
    except KeyboardInterrupt as error:
        raise click.Abort(f"Interrupted. To go on, pass --after {last}.") from error
    except TryLaterError as error:
        error.add_note(f"To go on, pass --after {last}.")
        raise


def _print(output: Output, event: Event) -> None:
    """Print an event, at once."""
    if output.settings.as_json:
        output.json(event.to_map())
        return
    data = json_text(event.data) if event.data else ""
    if len(data) > _SHOWN:
        data = f"{data[:_SHOWN]}..."
    parts = (f"#{event.sequence}", time_text(event.timestamp), event.type.value, event.run_id, data)
    output.line(visible_line("  ".join(part for part in parts if part)))
