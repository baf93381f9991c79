"""Commands about artifacts: put, get, list."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from hansard.domain.artifact import Artifact
from hansard.domain.errors import ArtifactNotFoundError
from hansard.interfaces.cli.exit_codes import ExitCode
from hansard.interfaces.cli.files import MEBIBYTE, STANDARD_STREAM, open_input, open_output
from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.output import Output, without_empty_columns
from hansard.interfaces.cli.parameters import INPUT_FILE, JSON_OBJECT, OUTPUT_FILE, PAGE_LIMIT
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.reporting import Failure
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import time_text
from hansard.interfaces.cli.visible_text import count_of, visible_block, visible_line

if TYPE_CHECKING:
    from hansard.store import Hansard

SHOWN = MEBIBYTE
"""Bytes of the longest text that is shown on a terminal."""
_COLUMNS = ("key", "bytes", "type", "created", "session", "run")
_NUMBERS = ("bytes",)


@click.command("put", cls=Command)
@click.argument("key", metavar="KEY")
@click.argument("path", type=INPUT_FILE, metavar="FILE")
@click.option("--session", "session_id", metavar="ID", help="The session that it comes from.")
@click.option("--run", "run_id", metavar="ID", help="The run that it comes from.")
@click.option("--type", "content_type", metavar="TYPE", help="What it is, such as image/png.")
@click.option("--metadata", type=JSON_OBJECT, metavar="JSON", help="A JSON object of your own.")
@click.option("--id", "artifact_id", metavar="ID", help="Your own id: repeating it adds nothing.")
@click.option("--force", is_flag=True, help="Replace the artifact that has this key.")
@click.pass_obj
def put(
    settings: Settings,
    key: str,
    path: str,
    *,
    session_id: str | None,
    run_id: str | None,
    content_type: str | None,
    metadata: dict[str, Any] | None,
    artifact_id: str | None,
    force: bool,
) -> None:
    """Keep the bytes of FILE under KEY and print the artifact's id.

    FILE is read as it is; - is standard input. KEY is a name, never a path.
    """
    with settings.open_store() as store, open_input(path) as stream:
        if not force:
            _refuse_taken(store, key, artifact_id)
        artifact = store.artifacts.put(
            key,
            stream,
            session_id=session_id,
            run_id=run_id,
            content_type=content_type,
            metadata=metadata,
            artifact_id=artifact_id,
            replace=force,
        )
    output = Output(settings)
    if settings.as_json:
        output.json(artifact.to_map())
    else:
        output.line(visible_line(artifact.artifact_id))
        output.note(f"Kept {_size(artifact)}.")


@click.command("get", cls=Command)
@click.argument("key", metavar="KEY")
@click.option(
    "-o", "--output", "path", type=OUTPUT_FILE, default="-", metavar="FILE",
    help="Write to a file that only you can read. Default: standard output.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.pass_obj
def get(settings: Settings, key: str, *, path: str, force: bool) -> None:
    """Write the bytes of artifact KEY to a file or to standard output.

    They are compared with their SHA-256 before anything is written. A terminal gets text alone,
    with what would move it made visible. With --json what is known of the artifact is printed,
    and its bytes go only to a file.
    """
    output = Output(settings)
    with settings.open_store() as store:
        artifact = store.artifacts.get_by_key(key)
        if artifact is None:
            raise ArtifactNotFoundError(key)
        if path != STANDARD_STREAM or not (settings.as_json or sys.stdout.isatty()):
            _write(store, key, path, replace=force)
        elif not settings.as_json:
            _show(store, artifact)
    if settings.as_json:
        output.json(artifact.to_map())
    elif path != STANDARD_STREAM:
        output.note(f"Wrote {_size(artifact)}.")


@click.command("list", cls=Command)
@click.option("--session", "session_id", metavar="ID", help="Only artifacts of this session.")
@click.option(
    "--limit", type=PAGE_LIMIT, default=50, show_default=True, help="Artifacts in one page."
)
@click.option("--cursor", metavar="CURSOR", help="Continue a listing: printed by the page before.")
@click.pass_obj
def list_artifacts(
    settings: Settings, *, session_id: str | None, limit: int, cursor: str | None
) -> None:
    """List what is known of artifacts in the order of their creation, page by page.

    With --json each artifact is a line of its own on standard output, and one line on standard
    error, {"cursor": ...}, holds the cursor of the next page, null on the last one.
    """
    with settings.open_store() as store:
        page = store.artifacts.page(cursor, limit, session_id=session_id)
    output = Output(settings)
    if settings.as_json:
        for artifact in page.items:
            output.json(artifact.to_map())
        click.echo(json_text({"cursor": page.cursor}), err=True)
    elif not page.items:
        output.note("No artifacts.")
    else:
        cells = [_cells(artifact) for artifact in page.items]
        output.table(*without_empty_columns(_COLUMNS, cells), numbers=_NUMBERS)
        if page.cursor is not None:
            output.note(f"There are more: pass --cursor {page.cursor}")


def _refuse_taken(store: Hansard, key: str, artifact_id: str | None) -> None:
    """Refuse a key that stands for something, before anything is read or written."""
    known = store.artifacts.get_by_key(key)
    if known is not None and known.artifact_id != artifact_id:
        raise Failure(
            f"There is an artifact with the key {key}. Choose another one, or pass --force to "
            "replace it.",
            ExitCode.CONFLICT,
        )


def _write(store: Hansard, key: str, path: str, *, replace: bool) -> None:
    pieces = store.artifacts.iter_content(key)
    with open_output(path, replace=replace) as stream:
        for piece in pieces:
            stream.write(piece)


def _show(store: Hansard, artifact: Artifact) -> None:
    """Show a text on a terminal.

    Raises:
        Failure: it is no text, or a long one.
    """
    if artifact.byte_size > SHOWN:
        raise _not_shown(artifact, f"has more than {SHOWN // MEBIBYTE} MiB")
    try:
        text = store.artifacts.get(artifact.key).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_shown(artifact, "is not text") from error
    if "\0" in text:
        raise _not_shown(artifact, "is not text")
    click.echo(visible_block(text), nl=not text.endswith("\n"))


def _not_shown(artifact: Artifact, reason: str) -> Failure:
    return Failure(
        f"Artifact {artifact.key} {reason}, and is not shown on a terminal. Pass -o FILE to write "
        "it to a file."
    )


def _cells(artifact: Artifact) -> tuple[str, ...]:
    return (
        artifact.key,
        str(artifact.byte_size),
        artifact.content_type or "",
        time_text(artifact.created_at),
        artifact.session_id or "",
        artifact.run_id or "",
    )


def _size(artifact: Artifact) -> str:
    return f"{count_of(artifact.byte_size, 'byte')}, sha256:{artifact.checksum_sha256}"
