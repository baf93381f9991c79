"""Commands that carry sessions from one store to another: export, import."""

from __future__ import annotations

import click

from hansard.domain.content import decode_untrusted
from hansard.domain.errors import InvalidContentError, SessionImportError
from hansard.interfaces.cli.files import MEBIBYTE, open_output, read_input
from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.parameters import INPUT_FILE, OUTPUT_FILE
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.session_writing import print_session_id
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import count_of


@click.command("export", cls=Command)
@click.argument("session_id", metavar="ID")
@click.option(
    "-o", "--output", "path", type=OUTPUT_FILE, default="-", metavar="FILE",
    help="Write to a file that only you can read. Default: standard output.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.pass_obj
def export_session(settings: Settings, session_id: str, *, path: str, force: bool) -> None:
    """Export session ID with its messages as a JSON document with a checksum."""
    with settings.open_store() as store:
        document = store.sessions.export_session(session_id)
    with open_output(path, replace=force) as stream:
        stream.write(json_text(document).encode() + b"\n")
    exported = count_of(len(document["messages"]), "message")
    Output(settings).note(f"Exported {exported}, {document['checksum']}.")


@click.command("import", cls=Command)
@click.argument("path", type=INPUT_FILE, metavar="FILE")
@click.option(
    "--max-size", type=click.IntRange(1), default=256, show_default=True, metavar="MIB",
    help="Refuse a larger document.",
)  # fmt: skip
@click.pass_obj
def import_session(settings: Settings, path: str, *, max_size: int) -> None:
    """Import an exported document as a new session and print its id.

    FILE is checked from end to end, its checksum included, before anything is stored; - is
    standard input.
    """
    try:
        document = decode_untrusted(read_input(path, max_size * MEBIBYTE))
    except InvalidContentError as error:
        raise SessionImportError("document", error.reason) from error
    with settings.open_store() as store:
        session = store.sessions.import_session(document)
    print_session_id(settings, session)
    Output(settings).note(f"Imported {count_of(session.message_count, 'message')}.")
