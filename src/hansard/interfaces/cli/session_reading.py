"""Commands that read the record: list, show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

from hansard.domain.message import SessionMessage
from hansard.domain.pages import Page, SessionOrder
from hansard.domain.session import Session
from hansard.interfaces.cli.json_text import json_text, message_json, session_json
from hansard.interfaces.cli.output import Output, without_empty_columns
from hansard.interfaces.cli.parameters import COUNT, PAGE_LIMIT, STATUS
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import visible_block, visible_line

if TYPE_CHECKING:
    from hansard.store import Hansard

_COLUMNS = ("session", "status", "messages", "created", "actor", "owner", "name", "tags")


@dataclass(frozen=True, slots=True)
class Listing:
    """Which sessions to list, and in which order."""

    limit: int
    actor: str | None
    owner: str | None
    status: str | None
    tags: tuple[str, ...]
    order: str

    def page(self, store: Hansard, cursor: str | None) -> Page[Session]:
        """Read the page that a cursor stands for."""
        return store.sessions.page(
            cursor,
            self.limit,
            actor_name=self.actor,
            owner_id=self.owner,
            status=self.status,
            tags=self.tags,
            order=self.order,
        )


@click.command("list", cls=Command)
@click.option(
    "--limit", type=PAGE_LIMIT, default=50, show_default=True, help="Sessions in one page."
)
@click.option("--cursor", metavar="CURSOR", help="Continue a listing: printed by the page before.")
@click.option("--all", "all_pages", is_flag=True, help="Every page, one after the other.")
@click.option("--actor", metavar="NAME", help="Only sessions of this agent.")
@click.option("--owner", metavar="ID", help="Only sessions of this owner.")
@click.option("--status", type=STATUS, help="Only sessions with this status.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="Only with this tag. Repeatable.")
@click.option(
    "--order",
    type=click.Choice([order.value for order in SessionOrder]),
    default="newest",
    show_default=True,
    help="Which come first.",
)
@click.pass_obj
def list_sessions(
    settings: Settings,
    cursor: str | None,
    *,
    limit: int,
    all_pages: bool,
    actor: str | None,
    owner: str | None,
    status: str | None,
    tags: tuple[str, ...],
    order: str,
) -> None:
    """List sessions without their messages, page by page.

    With --json each session is a line of its own on standard output, and one line on standard
    error, {"cursor": ...}, holds the cursor of the next page, null on the last one.
    """
    listing = Listing(limit, actor, owner, status, tags, order)
    output = Output(settings)
    shown: list[Session] = []
    with settings.open_store() as store:
        for page in _pages(listing, store, cursor, all_pages=all_pages):
            cursor = page.cursor
            if settings.as_json:
                _print_lines(output, page.items)
            else:
                shown += page.items
    if settings.as_json:
        click.echo(json_text({"cursor": cursor}), err=True)
    else:
        _print_table(output, shown, cursor)


@click.command("show", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option("--latest", type=COUNT, metavar="N", help="Only the last N messages.")
@click.pass_obj
def show(settings: Settings, session_id: str, *, latest: int | None) -> None:
    """Show session ID: what describes it, and its messages in order."""
    output = Output(settings)
    with settings.open_store() as store:
        session = store.sessions.get(session_id, with_messages=latest is None)
        if latest is not None:
            session.messages = store.sessions.latest(session_id, latest)
    messages = session.messages
    if settings.as_json:
        output.json({**session_json(session), "messages": [message_json(m) for m in messages]})
        return
    for line in _describe(session):
        output.line(line)
    for message in messages:
        output.line()
        output.line(_heading(message), "bold")
        for line in _body(message):
            output.line(line)


def _pages(
    listing: Listing, store: Hansard, cursor: str | None, *, all_pages: bool
) -> Iterator[Page[Session]]:
    page = listing.page(store, cursor)
    yield page
    while all_pages and page.cursor is not None:
        page = listing.page(store, page.cursor)
        yield page


def _print_lines(output: Output, sessions: list[Session]) -> None:
    for session in sessions:
        output.json(session_json(session))


def _print_table(output: Output, sessions: list[Session], cursor: str | None) -> None:
    if not sessions:
        output.note("No sessions.")
        return
    cells = [_cells(session) for session in sessions]
    output.table(*without_empty_columns(_COLUMNS, cells))
    if cursor is not None:
        output.note(f"There are more: pass --cursor {cursor}")


def _cells(session: Session) -> tuple[str, ...]:
    return (
        session.session_id,
        session.status.value,
        str(session.message_count),
        _time(session.created_at),
        session.actor_name or "",
        session.owner_id or "",
        session.name or "",
        ", ".join(session.tags),
    )


def _describe(session: Session) -> Iterator[str]:
    usage = session.token_usage
    facts = {
        "session": session.session_id,
        "namespace": session.namespace,
        "name": session.name,
        "actor": session.actor_name,
        "owner": session.owner_id,
        "status": session.status.value,
        "reason": session.status_reason,
        "automation": session.automation_level,
        "plans": ", ".join(session.linked_plan_ids),
        "tags": ", ".join(session.tags),
        "metadata": json_text(session.metadata) if session.metadata else None,
        "usage": f"{usage.input_tokens} tokens in, {usage.output_tokens} out, "
        f"USD {usage.estimated_cost:.6g}",
        "created": _time(session.created_at),
        "updated": _time(session.updated_at),
        "parent": _origin(session),
        "messages": str(session.message_count),
    }
    for name, fact in facts.items():
        if fact:
            yield f"{name:<10} {visible_line(fact)}"


def _origin(session: Session) -> str | None:
    parent, sequence = session.parent_session_id, session.forked_at_sequence
    return parent if parent is None or sequence is None else f"{parent}, forked at #{sequence}"


def _heading(message: SessionMessage) -> str:
    heading = f"#{message.sequence} {message.role.value}  {_time(message.timestamp)}"
    if message.tool_call_id is not None:
        heading += f"  answers {visible_line(message.tool_call_id)}"
    return heading


def _body(message: SessionMessage) -> Iterator[str]:
    for line in visible_block(message.content).split("\n") if message.content else ():
        yield f"    {line}"
    for call in message.tool_calls:
        arguments = json_text(call.arguments)
        yield f"    calls {visible_line(call.name)} as {visible_line(call.id)}: {arguments}"
    if message.metadata:
        yield f"    metadata: {json_text(message.metadata)}"
    if message.payload is not None:
        yield f"    payload: {json_text(message.payload)}"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%SZ}"
