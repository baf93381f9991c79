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
from hansard.interfaces.cli.key_commands import create_key, list_keys, revoke_key
from hansard.interfaces.cli.program import Group, Program
from hansard.interfaces.cli.retention_commands import apply, plan
from hansard.interfaces.cli.run_commands import list_runs, show_run
from hansard.interfaces.cli.serve_command import serve
from hansard.interfaces.cli.session_documents import export_session, import_session
from hansard.interfaces.cli.session_forks import fork, lineage
from hansard.interfaces.cli.session_reading import list_sessions, show
from hansard.interfaces.cli.session_writing import append, create, delete
from hansard.interfaces.cli.thread_commands import delete_thread, list_threads, show_thread
from hansard.interfaces.cli.transcript_commands import export_chats, import_chats
from hansard.interfaces.cli.usage_commands import usage
from hansard.interfaces.cli.verify import verify


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hansard", message="%(prog)s %(version)s")
def main() -> None:
    """The verbatim, verifiable record of what agents said and did."""


@main.group("session", cls=Group)
def session() -> None:
    """Create, read, extend, fork, hand over and delete sessions."""


@main.group("thread", cls=Group)
def thread() -> None:
    """Look at which session continues which thread."""


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


@main.group("key", cls=Group)
def key() -> None:
    """Say who may use the record over HTTP, and for what."""


@main.group("db", cls=Group)
def db() -> None:
    """Look after the schema of the database."""


for command in (create, list_sessions, show, append, fork, lineage):
    session.add_command(command)
for command in (export_session, import_session, delete):
    session.add_command(command)
for command in (list_threads, show_thread, delete_thread):
    thread.add_command(command)
for command in (list_runs, show_run):
    run.add_command(command)
for command in (list_events, follow):
    event.add_command(command)
for command in (put, get, list_artifacts):
    artifact.add_command(command)
for command in (plan, apply):
    retention.add_command(command)
for command in (create_key, list_keys, revoke_key):
    key.add_command(command)
for command in (upgrade, current, check):
    db.add_command(command)
for command in (demo, import_chats, export_chats, serve, usage, erase, verify, doctor):
    main.add_command(command)
