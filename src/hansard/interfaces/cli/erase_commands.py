"""The command ``erase``: forget a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from hansard.interfaces.cli.confirmation import ask_for
from hansard.interfaces.cli.interrupts import interruptible
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import visible_line

if TYPE_CHECKING:
    from hansard.domain.retention import ErasureReport

_QUESTION = "Type the id of the owner to erase all of it: "
_CUT_OFF = "Each session is gone or still there as a whole. Repeat the command to finish."
_REFUSAL = "That is not the id of the owner. Nothing was erased. See also --yes."


@click.command("erase", cls=Command, short_help="Forget a person, for good.")
@click.option("--owner", "owner_id", metavar="ID", required=True, help="Whose sessions.")
@click.option("--yes", is_flag=True, help="Do not ask for the id to be typed.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.pass_obj
def erase(settings: Settings, owner_id: str, *, yes: bool, dry_run: bool) -> None:
    """Erase every session of an owner with all that belongs to it, down to its bytes.

    Says what will go, and goes on when the id of the owner is typed again. An erasure that was
    cut off is finished by repeating it. Backups are not reached.
    """
    output = Output(settings)
    with settings.open_store() as store:
        if not (yes or dry_run):
            if not settings.as_json:
                _print(output, owner_id, store.maintenance.erase(owner_id, dry_run=True))
            ask_for(owner_id, question=_QUESTION, refusal=_REFUSAL)
        with interruptible(_CUT_OFF):
            report = store.maintenance.erase(owner_id, dry_run=dry_run)
    if settings.as_json:
        output.json({"owner_id": owner_id, "namespace": settings.namespace, **asdict(report)})
    else:
        _print(output, owner_id, report)


def _print(output: Output, owner_id: str, report: ErasureReport) -> None:
    what = "Would erase" if report.dry_run else "Erased"
    output.line(f"{what} all of owner {visible_line(owner_id)}:")
    for name, count in {**report.counts, "blobs": report.contents}.items():
        output.line(f"  {name:<17} {count}")
    for note in report.notes:
        output.line(visible_line(note))
