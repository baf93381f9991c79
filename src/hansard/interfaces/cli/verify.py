"""The command ``verify``: whether the record is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hansard.interfaces.cli.exit_codes import ExitCode
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import count_of, visible_line

if TYPE_CHECKING:
    from hansard.application.services.integrity_service import Finding, IntegrityReport


@click.command("verify", cls=Command, short_help="Check that the record is whole.")
@click.option("--session", "session_id", metavar="ID", help="Only this session.")
@click.pass_context
def verify(context: click.Context, *, session_id: str | None) -> None:
    """Check the record: the database's own integrity, counters, gaps, checksums.

    Prints what was checked and everything that is not as it has to be; the exit code is 5 if
    there is anything.
    """
    settings: Settings = context.obj
    with settings.open_store() as store:
        report = store.integrity.verify(session_id)
    _print_report(Output(settings), report)
    if not report.ok:
        context.exit(ExitCode.INTEGRITY)


def _print_report(output: Output, report: IntegrityReport) -> None:
    if output.settings.as_json:
        output.json(
            {
                "ok": report.ok,
                "sessions": report.sessions,
                "messages": report.messages,
                "events": report.events,
                "findings": [_as_json(finding) for finding in report.findings],
            }
        )
        return
    for finding in report.findings:
        where = "database" if finding.session_id is None else f"session {finding.session_id}"
        output.line(visible_line(f"{finding.kind}: {where}: {finding.detail}"), "red")
    output.line(
        f"Checked {count_of(report.sessions, 'session')} "
        f"with {count_of(report.messages, 'message')} and {count_of(report.events, 'event')}: "
        f"{count_of(len(report.findings), 'finding')}."
    )


def _as_json(finding: Finding) -> dict[str, object]:
    return {"session_id": finding.session_id, "kind": finding.kind, "detail": finding.detail}
