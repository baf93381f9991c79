"""The command ``usage``: what was used and what it cost."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from hansard.domain.usage import UsageGrouping
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.parameters import JSON_FILE, read_json_object
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import SINCE, UNTIL


@click.command("usage", cls=Command, short_help="Add up tokens and costs.")
@click.option(
    "--by",
    type=click.Choice([grouping.value for grouping in UsageGrouping]),
    default=UsageGrouping.PROVIDER.value,
    show_default=True,
    help="What runs are grouped by.",
)
@click.option(
    "--since", type=SINCE, metavar="TIME", help="Runs started then or later: a date or a time."
)
@click.option("--until", type=UNTIL, metavar="TIME", help="Runs started then or earlier.")
@click.option("--actor", metavar="NAME", help="Only sessions of this agent.")
@click.option("--owner", metavar="ID", help="Only sessions of this owner.")
@click.option("--provider", metavar="NAME", help="Only runs of this provider.")
@click.option("--session", "session_id", metavar="ID", help="Only this session.")
@click.option(
    "--prices", "path", type=JSON_FILE, metavar="FILE", help="Prices before the built-in ones."
)
@click.pass_obj
def usage(
    settings: Settings,
    by: str,
    *,
    since: datetime | None,
    until: datetime | None,
    actor: str | None,
    owner: str | None,
    provider: str | None,
    session_id: str | None,
    path: str | None,
) -> None:
    """Add up the tokens and costs that runs report, by provider, model, actor or day.

    Runs that state no cost are priced; those without a price are counted apart. What was added
    to sessions is a total of its own, never part of what runs report.
    """
    from hansard.interfaces.cli.usage_table import print_usage

    with settings.open_store(None if path is None else read_json_object(path)) as store:
        report = store.usage.report(
            by,
            since=since,
            until=until,
            actor_name=actor,
            owner_id=owner,
            provider=provider,
            session_id=session_id,
        )
    output = Output(settings)
    if settings.as_json:
        output.json(asdict(report))
    elif not report.rows and (report.added is None or not report.added.session_count):
        output.note("No runs.")
    else:
        print_usage(output, report)
