"""Commands that change the record: create, append, delete."""

from __future__ import annotations

from typing import Any

import click

from hansard.domain.session import Session
from hansard.interfaces.cli.confirmation import ask_for
from hansard.interfaces.cli.json_text import message_json, session_json
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.parameters import (
    COUNT,
    JSON_ARRAY,
    JSON_OBJECT,
    JSON_VALUE,
    ROLE,
    STATUS,
    read_content,
)
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import count_of, visible_line

_QUESTION = "Type the id of the session to delete it: "
_REFUSAL = "That is not the id of the session. Nothing was deleted. See also --yes."


@click.command("create", cls=Command)
@click.option("--id", "session_id", metavar="ID", help="Your own id. Default: a new ULID.")
@click.option("--actor", metavar="NAME", help="The agent that answers.")
@click.option("--owner", metavar="ID", help="Whose conversation it is.")
@click.option("--name", metavar="TITLE", help="A title for people.")
@click.option("--status", type=STATUS, default="active", show_default=True, help="Where it starts.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="A label. Repeatable.")
@click.option("--plan", "plans", metavar="ID", multiple=True, help="A linked plan. Repeatable.")
@click.option("--automation-level", metavar="TEXT", help="How far the agent may act on its own.")
@click.option("--metadata", type=JSON_OBJECT, metavar="JSON", help="A JSON object of your own.")
@click.pass_obj
def create(
    settings: Settings,
    *,
    session_id: str | None,
    actor: str | None,
    owner: str | None,
    name: str | None,
    status: str,
    tags: tuple[str, ...],
    plans: tuple[str, ...],
    automation_level: str | None,
    metadata: dict[str, Any] | None,
) -> None:
    """Create an empty session and print its id."""
    with settings.open_store() as store:
        session = store.sessions.create(
            actor,
            session_id=session_id,
            owner_id=owner,
            name=name,
            status=status,
            tags=tags,
            linked_plan_ids=plans,
            automation_level=automation_level,
            metadata=metadata,
        )
    print_session_id(settings, session)


@click.command("append", cls=Command)
@click.argument("session_id", metavar="ID")
@click.argument("role", type=ROLE, metavar="ROLE")
@click.argument("content", default="")
@click.option("--message-id", metavar="ID", help="Idempotency key: repeating it adds nothing.")
@click.option(
    "--expected-sequence", type=COUNT, metavar="N", help="Append only if this number is next."
)
@click.option(
    "--tool-calls",
    type=JSON_ARRAY,
    metavar="JSON",
    help='What an assistant asks of tools: [{"id", "name", "arguments"}, ...].',
)
@click.option("--tool-call-id", metavar="ID", help="The call that a tool message answers.")
@click.option("--metadata", type=JSON_OBJECT, metavar="JSON", help="A JSON object of your own.")
@click.option("--payload", type=JSON_VALUE, metavar="JSON", help="A framework's own item.")
@click.pass_obj
def append(
    settings: Settings,
    session_id: str,
    *,
    role: str,
    content: str,
    message_id: str | None,
    expected_sequence: int | None,
    tool_calls: list[Any] | None,
    tool_call_id: str | None,
    metadata: dict[str, Any] | None,
    payload: Any,
) -> None:
    """Append one message to session ID and print its sequence.

    ROLE is user, assistant, system or tool. CONTENT is the text, or - to take it from standard
    input as it is; it may be left out where tool calls or a payload say something.
    """
    text = read_content(content)
    with settings.open_store() as store:
        message = store.sessions.append_message(
            session_id,
            role,
            text,
            metadata,
            tool_calls=tool_calls or (),
            tool_call_id=tool_call_id,
            payload=payload,
            message_id=message_id,
            expected_sequence=expected_sequence,
        )
    output = Output(settings)
    if settings.as_json:
        output.json({"session_id": session_id, **message_json(message)})
    else:
        output.line(str(message.sequence))


@click.command("delete", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask for the id to be typed.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.pass_obj
def delete(settings: Settings, session_id: str, *, yes: bool, dry_run: bool) -> None:
    """Delete session ID with all its messages, for good.

    Says what goes, and goes on when the id is typed again.
    """
    output = Output(settings)
    with settings.open_store() as store:
        session = store.sessions.get(session_id, with_messages=False)
        if not settings.as_json:
            output.line(("Would delete " if dry_run else "Deleting ") + _describe(session))
        if not dry_run:
            if not yes:
                ask_for(session_id, question=_QUESTION, refusal=_REFUSAL)
            store.sessions.delete(session_id)
    if settings.as_json:
        output.json({"deleted": not dry_run, "session": session_json(session)})


def print_session_id(settings: Settings, session: Session) -> None:
    """Print a new session: its id for people, all of it as JSON."""
    output = Output(settings)
    if settings.as_json:
        output.json(session_json(session))
    else:
        output.line(visible_line(session.session_id))


def _describe(session: Session) -> str:
    parts = [f"session {visible_line(session.session_id)}"]
    if session.name is not None:
        parts.append(f"named {visible_line(session.name)}")
    parts.append(f"with {count_of(session.message_count, 'message')}")
    parts.append(f"created {session.created_at:%Y-%m-%d %H:%M:%SZ}")
    return ", ".join(parts)
