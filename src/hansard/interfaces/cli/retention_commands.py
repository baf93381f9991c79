"""Commands for retention: plan, apply."""

from __future__ import annotations

from dataclasses import asdict

import click

from hansard.domain.retention import MaintenanceReport
from hansard.interfaces.cli.confirmation import ask_for
from hansard.interfaces.cli.exit_codes import ExitCode
from hansard.interfaces.cli.interrupts import interruptible
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.policies import policy_of, policy_options
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import count_of, visible_line

_CUT_OFF = "What was done stays done. Repeat the command to go on."
_REFUSAL = "That is not the namespace. Nothing was done. See also --yes."


@click.command("plan", cls=Command, params=policy_options())
@click.pass_context
def plan(context: click.Context) -> None:
    """Say what retention would hide, delete and prune now, and change nothing.

    A hidden session is in no listing; a deleted one is gone for good. The exit code is 1 where
    something of it would fail.
    """
    policy, settings = policy_of(context), _settings(context)
    with settings.open_store() as store:
        report = store.maintenance.execute(policy, dry_run=True)
    _end(context, report)


@click.command("apply", cls=Command, params=policy_options())
@click.option("--yes", is_flag=True, help="Do not ask for the namespace to be typed.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done, as plan does.")
@click.pass_context
def apply(context: click.Context, *, yes: bool, dry_run: bool) -> None:
    """Hide, delete and prune what is older than it is kept.

    Says what will be done, and goes on when the name of the namespace is typed. What fails is
    said, everything else is done; the exit code is 1 then.
    """
    policy, settings = policy_of(context), _settings(context)
    with settings.open_store() as store:
        if not (yes or dry_run):
            if not settings.as_json:
                _print(Output(settings), store.maintenance.execute(policy, dry_run=True))
            name = visible_line(settings.namespace)
            question = f"Type the name of the namespace, {name}, to go on: "
            ask_for(settings.namespace, question=question, refusal=_REFUSAL)
        with interruptible(_CUT_OFF):
            report = store.maintenance.execute(policy, dry_run=dry_run)
    _end(context, report)


def _settings(context: click.Context) -> Settings:
    settings: Settings = context.obj
    return settings


def _end(context: click.Context, report: MaintenanceReport) -> None:
    output = Output(_settings(context))
    if output.settings.as_json:
        output.json(asdict(report))
    else:
        _print(output, report)
    if report.errors:
        context.exit(ExitCode.FAILED)


def _print(output: Output, report: MaintenanceReport) -> None:
    hidden = count_of(report.sessions_soft_deleted, "session")
    deleted = count_of(report.sessions_hard_deleted, "session")
    events = count_of(report.events_pruned, "event")
    artifacts = count_of(report.artifacts_cleaned, "artifact")
    whether = "Would hide", "Would delete", "Would prune", "Would remove"
    hide, delete, prune, remove = (
        whether if report.dry_run else ("Hid", "Deleted", "Pruned", "Removed")
    )
    output.line(f"{hide} {hidden}.")
    output.line(f"{delete} {deleted} for good.")
    output.line(f"{prune} {events} of sessions that stay.")
    output.line(f"{remove} {artifacts} of sessions that do not exist.")
    for note in report.notes:
        output.line(visible_line(note))
    for failure in report.errors:
        output.line(visible_line(f"Failed: {failure}"), "red")
