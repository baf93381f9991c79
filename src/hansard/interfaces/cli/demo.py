"""The command ``demo``: what hansard is for, seen happen on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hansard.interfaces.cli.exit_codes import ExitCode
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.reporting import Failure
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import visible_line

if TYPE_CHECKING:
    from hansard.interfaces.cli.demo_run import Observation

DATABASE = "demo.db"


@click.command("demo", cls=Command, short_help="Kill a writer; show what the record holds.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Leave the database in this folder. Default: a temporary one that is removed.",
)  # fmt: skip
@click.pass_context
def demo(context: click.Context, *, keep: Path | None) -> None:
    """Kill a writer in the middle of an append and show what the record holds.

    A process records a conversation in a fresh SQLite file and is killed with SIGKILL between
    INSERT and COMMIT. The file is opened again, compared with what was acknowledged, the
    conversation is finished, exported, imported, and both are verified. Each line says what was
    found; the exit code is 1 if anything is not as it has to be.
    """
    from hansard.interfaces.cli.demo_run import demonstrate

    settings: Settings = context.obj
    if settings.url is not None:
        raise click.UsageError("The demonstration makes a database of its own: leave --url out.")
    output = Output(settings)
    with _folder(keep) as folder:
        database = folder / DATABASE
        if database.exists():
            raise Failure(f"{database} exists. Choose another folder.", ExitCode.CONFLICT)
        seen = _print_as_they_come(output, demonstrate(database))
    ok = all(observation.ok for observation in seen)
    if settings.as_json:
        output.json({"ok": ok, "observations": [_as_json(observation) for observation in seen]})
    else:
        output.line(_verdict(ok), "bold green" if ok else "bold red")
        if keep is not None:
            output.note(f"The database is {visible_line(str(database))}")
    if not ok:
        context.exit(ExitCode.FAILED)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="hansard-demo-") as folder:
        yield Path(folder).resolve()


def _print_as_they_come(output: Output, observations: Iterator[Observation]) -> list[Observation]:
    seen: list[Observation] = []
    for observation in observations:
        if not output.settings.as_json:
            if not seen or seen[-1].step != observation.step:
                output.line(observation.step, "bold")
            mark, style = ("  ", "") if observation.ok else ("  NOT AS IT HAS TO BE: ", "red")
            output.line(mark + visible_line(observation.text), style)
        seen.append(observation)
    return seen


def _verdict(ok: bool) -> str:
    if ok:
        return "Everything that was acknowledged is there, and nothing else."
    return "Something is not as it has to be. The record must not be trusted on this machine."


def _as_json(observation: Observation) -> dict[str, object]:
    return {"step": observation.step, "seen": observation.text, "ok": observation.ok}
