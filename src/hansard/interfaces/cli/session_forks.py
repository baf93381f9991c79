"""Commands about forks of sessions: fork, lineage."""

from __future__ import annotations

import click

from hansard.domain.lineage import Lineage
from hansard.domain.session import Session
from hansard.interfaces.cli.json_text import session_json
from hansard.interfaces.cli.output import Output, without_empty_columns
from hansard.interfaces.cli.parameters import COUNT, PAGE_LIMIT
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.session_writing import print_session_id
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import time_text
from hansard.interfaces.cli.visible_text import count_of

_COLUMNS = ("session", "is", "forked at", "messages", "status", "created", "name")


@click.command("fork", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option("--at", type=COUNT, metavar="N", help="The last message that the fork gets.")
@click.option("--before", type=COUNT, metavar="N", help="The first message that it does not get.")
@click.option("--title", metavar="TITLE", help="A title for people. Default: that of session ID.")
@click.pass_obj
def fork(
    settings: Settings,
    session_id: str,
    *,
    at: int | None,
    before: int | None,
    title: str | None,
) -> None:
    """Make a new session with the messages of session ID and print its id.

    The fork gets all of them, or those up to a place. Nothing is shared afterwards.
    """
    if at is not None and before is not None:
        raise click.UsageError("Give --at or --before, not both.", click.get_current_context())
    with settings.open_store() as store:
        made = store.sessions.fork(session_id, at, before_sequence=before, title=title)
    print_session_id(settings, made)
    Output(settings).note(f"Forked with {count_of(made.message_count, 'message')}.")


@click.command("lineage", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option("--limit", type=PAGE_LIMIT, default=100, show_default=True, help="Children at most.")
@click.pass_obj
def lineage(settings: Settings, session_id: str, *, limit: int) -> None:
    """Show which sessions session ID came from, and which ones came from it."""
    with settings.open_store() as store:
        found = store.sessions.lineage(session_id, limit=limit)
    output = Output(settings)
    if settings.as_json:
        output.json(_as_json(found))
        return
    family = [
        *(_cells(session, "ancestor") for session in found.ancestors),
        _cells(found.session, "itself"),
        *(_cells(session, "child") for session in found.children),
    ]
    output.table(*without_empty_columns(_COLUMNS, family), numbers=("forked at", "messages"))


def _as_json(found: Lineage) -> dict[str, object]:
    return {
        "session": session_json(found.session),
        "ancestors": [session_json(session) for session in found.ancestors],
        "children": [session_json(session) for session in found.children],
    }


def _cells(session: Session, relation: str) -> tuple[str, ...]:
    forked_at = session.forked_at_sequence
    return (
        session.session_id,
        relation,
        "" if forked_at is None else f"#{forked_at}",
        str(session.message_count),
        session.status.value,
        time_text(session.created_at),
        session.name or "",
    )
