"""Commands about threads: list, show, delete."""

from __future__ import annotations

from collections.abc import Iterator

import click

from hansard.domain.errors import ThreadNotFoundError
from hansard.domain.thread import ThreadMapping
from hansard.interfaces.cli.confirmation import ask_for
from hansard.interfaces.cli.output import Output, without_empty_columns
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import time_text
from hansard.interfaces.cli.visible_text import visible_line

RESOURCE = click.option(
    "--resource", "resource_id", metavar="ID", required=True, help="Whose thread it is."
)
_COLUMNS = ("thread", "session", "updated", "created", "model", "provider")
_QUESTION = "Type the id of the thread to delete it: "
_REFUSAL = "That is not the id of the thread. Nothing was deleted. See also --yes."


@click.command("list", cls=Command)
@RESOURCE
@click.pass_obj
def list_threads(settings: Settings, *, resource_id: str) -> None:
    """List the threads of a resource, the last updated first.

    With --json each thread is a line of its own.
    """
    with settings.open_store() as store:
        found = store.threads.list_sessions(resource_id)
    output = Output(settings)
    if settings.as_json:
        for mapping in found:
            output.json(mapping.to_map())
    elif not found:
        output.note("No threads.")
    else:
        output.table(*without_empty_columns(_COLUMNS, [_cells(mapping) for mapping in found]))


@click.command("show", cls=Command)
@click.argument("thread_id", metavar="ID")
@RESOURCE
@click.pass_obj
def show_thread(settings: Settings, thread_id: str, *, resource_id: str) -> None:
    """Show which session thread ID of a resource goes on with."""
    with settings.open_store() as store:
        mapping = store.threads.get_session_metadata(thread_id, resource_id)
    if mapping is None:
        raise ThreadNotFoundError(thread_id)
    output = Output(settings)
    if settings.as_json:
        output.json(mapping.to_map())
        return
    for name, fact in _facts(mapping):
        output.line(f"{name:<10} {visible_line(fact)}")


@click.command("delete", cls=Command)
@click.argument("thread_id", metavar="ID")
@RESOURCE
@click.option("--yes", is_flag=True, help="Do not ask for the id to be typed.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.pass_obj
def delete_thread(
    settings: Settings, thread_id: str, *, resource_id: str, yes: bool, dry_run: bool
) -> None:
    """Forget which session thread ID of a resource goes on with. The session stays.

    Says what goes, and goes on when the id is typed again. One that is not there is as good as
    deleted.
    """
    output = Output(settings)
    with settings.open_store() as store:
        mapping = store.threads.get_session_metadata(thread_id, resource_id)
        if mapping is None:
            output.note("There is no such thread.")
        elif not settings.as_json:
            output.line(("Would delete " if dry_run else "Deleting ") + _describe(mapping))
        if mapping is not None and not dry_run:
            if not yes:
                ask_for(thread_id, question=_QUESTION, refusal=_REFUSAL)
            store.threads.delete_session(thread_id, resource_id)
    if settings.as_json:
        known = None if mapping is None else mapping.to_map()
        output.json({"deleted": mapping is not None and not dry_run, "thread": known})


def _cells(mapping: ThreadMapping) -> tuple[str, ...]:
    return (
        mapping.thread_id,
        mapping.session_id,
        time_text(mapping.updated_at),
        time_text(mapping.created_at),
        mapping.model_id or "",
        mapping.provider or "",
    )


def _facts(mapping: ThreadMapping) -> Iterator[tuple[str, str]]:
    yield "thread", mapping.thread_id
    yield "resource", mapping.resource_id
    yield "session", mapping.session_id
    if mapping.provider is not None:
        yield "provider", mapping.provider
    if mapping.model_id is not None:
        yield "model", mapping.model_id
    yield "created", time_text(mapping.created_at)
    yield "updated", time_text(mapping.updated_at)


def _describe(mapping: ThreadMapping) -> str:
    names = (mapping.thread_id, mapping.resource_id, mapping.session_id)
    thread, resource, session = map(visible_line, names)
    return f"thread {thread} of {resource}, which goes on with session {session}"
