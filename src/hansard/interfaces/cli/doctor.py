"""The command ``doctor``: whether this machine and this database can keep the promises."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from hansard._version import __version__
from hansard.domain.errors import HansardError, MigrationRequiredError
from hansard.interfaces.cli.checks import Check, Status, database_checks
from hansard.interfaces.cli.database_access import database_file, is_missing, open_database
from hansard.interfaces.cli.exit_codes import ExitCode, exit_code_of
from hansard.interfaces.cli.host_checks import clock_check, file_checks
from hansard.interfaces.cli.masking import mask_url
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.reporting import one_line
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.visible_text import visible_line

if TYPE_CHECKING:
    from hansard.infrastructure.database import Database

_STYLES = {Status.OK: "", Status.WARN: "yellow", Status.FAIL: "bold red"}


@click.command("doctor", cls=Command, short_help="Look for what could harm the record.")
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look for what could harm the record: versions, settings, files, disk, clock.

    Changes nothing. The exit code is 1 if a check fails, or that of the error where the database
    cannot be opened. Whether the record itself is whole is for 'hansard verify' to say.
    """
    from hansard.infrastructure.clock import SystemClock

    settings: Settings = context.obj
    output = Output(settings)
    checks: list[Check] = []
    exit_code = ExitCode.OK
    try:
        for check in _examine(settings, SystemClock().now()):
            checks.append(check)
            _print_check(output, check)
    except HansardError as error:
        check = Check("database", Status.FAIL, one_line(str(error), settings))
        checks.append(check)
        _print_check(output, check)
        exit_code = exit_code_of(error)
    failed = any(check.status is Status.FAIL for check in checks)
    if settings.as_json:
        listed = [{"name": c.name, "status": c.status.value, "detail": c.detail} for c in checks]
        output.json({"ok": not failed, "checks": listed})
    if failed:
        context.exit(exit_code or ExitCode.FAILED)


def _examine(settings: Settings, now: datetime) -> Iterator[Check]:
    from hansard.infrastructure.database import schema

    yield Check("hansard", Status.OK, f"{__version__} on Python {platform.python_version()}")
    yield Check("url", Status.OK, _shown_url(settings))
    file = database_file(settings)
    if file is not None:
        yield from file_checks(file)
    if is_missing(settings):
        yield Check("database", Status.WARN, "is not there yet; it is made when it is first used")
        yield clock_check(now, None)
        return
    with open_database(settings) as database:
        has_schema = schema.current(database) is not None
        yield from database_checks(database.dialect.inspect(), now, has_schema=has_schema)
        yield from _record_checks(database, settings.namespace, now)


def _record_checks(database: Database, namespace: str, now: datetime) -> Iterator[Check]:
    from hansard.infrastructure.database import SessionRepository, schema

    try:
        schema.check(database)
    except MigrationRequiredError as error:
        if error.current is None:
            yield Check("schema", Status.WARN, "none yet; it is made when it is first used")
        else:
            yield Check("schema", Status.FAIL, str(error))
        yield clock_check(now, None)
        return
    yield Check("schema", Status.OK, f"{schema.HEAD}, as this version needs it")
    newest = SessionRepository(database, namespace).list_all(1)
    yield clock_check(now, newest[0].created_at if newest else None)


def _shown_url(settings: Settings) -> str:
    from hansard.infrastructure.database.locations import resolve_url

    return mask_url(resolve_url(settings.url).render_as_string())


def _print_check(output: Output, check: Check) -> None:
    if not output.settings.as_json:
        line = f"{check.status:<5} {check.name:<12} {visible_line(check.detail)}"
        output.line(line, _STYLES[check.status])
