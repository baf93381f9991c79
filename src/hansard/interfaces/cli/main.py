"""The program ``hansard`` and its commands."""

from __future__ import annotations

import click

from hansard._version import __version__
from hansard.interfaces.cli.artifact_commands import get, list_artifacts, put
from hansard.interfaces.cli.database_commands import check, current, upgrade
from hansard.interfaces.cli.demo import demo
from hansard.interfaces.cli.doctor import doctor
from hansard.interfaces.cli.erase_commands import erase
from hansard.interfaces.cli.event_commands import follow, list_events
from hansard.interfaces.cli.program import Group, Program
from hansard.interfaces.cli.retention_commands import apply, plan
from hansard.interfaces.cli.run_commands import list_runs, show_run
from hansard.interfaces.cli.session_documents import export_session, import_session
from hansard.interfaces.cli.session_reading import list_sessions, show
from hansard.interfaces.cli.session_writing import append, create, delete
from hansard.interfaces.cli.transcript_commands import export_chats, import_chats
from hansard.interfaces.cli.usage_commands import usage
from hansard.interfaces.cli.verify import verify


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hansard", message="%(prog)s %(version)s")
def main() -> None:
    """The verbatim, verifiable record of what agents said and did."""


@main.group("session", cls=Group)
def session() -> None:
    """Create, read, extend, hand over and delete sessions."""


@main.group("run", cls=Group)
def run() -> None:
    """Look at what agents executed."""


@main.group("event", cls=Group)
def event() -> None:
    """Look at what happened in a session, also while it happens."""


@main.group("artifact", cls=Group)
def artifact() -> None:
    """Keep what agents made, by key, and give it back."""


@main.group("retention", cls=Group)
def retention() -> None:
    """Keep the record no longer than it is needed."""


@main.group("db", cls=Group)
def db() -> None:
    """Look after the schema of the database."""


for command in (create, list_sessions, show, append, export_session, import_session, delete):
    session.add_command(command)
for command in (list_runs, show_run):
    run.add_command(command)
for command in (list_events, follow):
    event.add_command(command)
for command in (put, get, list_artifacts):
    artifact.add_command(command)
for command in (plan, apply):
    retention.add_command(command)
for command in (upgrade, current, check):
    db.add_command(command)
for command in (demo, import_chats, export_chats, usage, erase, verify, doctor):
    main.add_command(command)
