"""Commands for chat-completions transcripts: import-chats, export-chats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from hansard.interfaces.cli.files import STANDARD_STREAM, open_input, open_output
from hansard.interfaces.cli.json_text import ascii_json
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.parameters import INPUT_FILE, OUTPUT_FILE
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import count_of, visible_line

if TYPE_CHECKING:
    from hansard.application.services.transcript_service import ImportedConversation, ImportReport

_INTERRUPTED = (
    "Interrupted. Line {} is not known to be stored. Conversations before this line are stored; "
    "continue from this line."
)


@click.command("import-chats", cls=Command, short_help="Import chat transcripts as sessions.")
@click.argument("path", type=INPUT_FILE, metavar="FILE")
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="What a line that is not a conversation does.",
)
@click.option(
    "--from-line", type=click.IntRange(1), default=1, metavar="N", help="Pass over earlier lines."
)
@click.pass_obj
def import_chats(
    settings: Settings, path: str, *, on_error: Literal["stop", "skip"], from_line: int
) -> None:
    """Import the conversations of FILE, each as a session of its own.

    FILE has one JSON object {"conversation_id", "messages"} on each line; - is standard input.
    Each conversation is stored as a whole or not at all. Prints one line for each.
    """
    from hansard.application.services.transcript_service import ImportProgress, read_lines

    output = Output(settings)
    size = None if path == STANDARD_STREAM else Path(path).stat().st_size
    following = from_line
    stored: list[ImportedConversation] = []
    try:
        with (
            open_input(path) as stream,
            settings.open_store() as store,
            output.progress("Importing", size) as show,
        ):

            def show_progress(progress: ImportProgress) -> None:
                nonlocal following
                following = progress.lines + 1
                stored.extend([progress.stored] if progress.stored else [])
                show(progress.bytes, count_of(progress.conversations, "conversation"))

            report = store.transcripts.import_chats(
                read_lines(stream),
                on_error=on_error,
                on_progress=show_progress,
                from_line=from_line,
            )
    except KeyboardInterrupt as error:
        raise click.Abort(_INTERRUPTED.format(following)) from error
    finally:
        for conversation in stored:
            _print_stored(output, conversation)
    _print_report(output, report)


@click.command("export-chats", cls=Command, short_help="Export sessions as chat transcripts.")
@click.option(
    "--session", "session_ids", metavar="ID", multiple=True,
    help="Only this session. Repeatable. Default: all, oldest first.",
)  # fmt: skip
@click.option(
    "-o", "--output", "path", type=OUTPUT_FILE, default="-", metavar="FILE",
    help="Write to a file that only you can read. Default: standard output.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.pass_obj
def export_chats(
    settings: Settings, *, session_ids: tuple[str, ...], path: str, force: bool
) -> None:
    """Export sessions as chat-completions transcripts, one line of JSON for each.

    What was imported with import-chats goes out with the same values. With --json, and on a
    terminal, everything beyond ASCII is escaped.
    """
    output = Output(settings)
    on_terminal = path == STANDARD_STREAM and sys.stdout.isatty()
    count = 0
    with (
        settings.open_store() as store,
        open_output(path, replace=force) as stream,
        output.progress("Exporting", None, wanted=not on_terminal) as show,
    ):
        for line in store.transcripts.export_chats(session_ids or None):
            shown = ascii_json(line) if settings.as_json or on_terminal else line
            stream.write(shown.encode() + b"\n")
            count += 1
            show(count, count_of(count, "conversation"))
    output.note(f"Exported {count_of(count, 'conversation')}.")


def _print_stored(output: Output, conversation: ImportedConversation) -> None:
    """Print a conversation that was stored, also where the import ended early."""
    if output.settings.as_json:
        output.json(
            {
                "line": conversation.line,
                "conversation_id": conversation.conversation_id,
                "session_id": conversation.session_id,
                "messages": conversation.messages,
            }
        )
        return
    output.line(
        f"{conversation.session_id}  {visible_line(conversation.conversation_id)}  "
        f"{count_of(conversation.messages, 'message')}"
    )


def _print_report(output: Output, report: ImportReport) -> None:
    if output.settings.as_json:
        for skipped in report.skipped:
            output.json({"line": skipped.line, "skipped": skipped.reason})
        return
    for skipped in report.skipped:
        output.note(f"Skipped line {skipped.line}: {visible_line(skipped.reason)}")
    output.note(
        f"Imported {count_of(len(report.conversations), 'conversation')} "
        f"with {count_of(report.messages, 'message')}, "
        f"skipped {count_of(len(report.skipped), 'line')}."
    )
