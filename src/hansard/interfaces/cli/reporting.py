"""How a command ends: its exit code, and one line on standard error when it failed."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Callable
from typing import ClassVar, TextIO

import click

from hansard.domain.errors import HansardError
from hansard.interfaces.cli.exit_codes import ExitCode, exit_code_of
from hansard.interfaces.cli.json_text import json_text
from hansard.interfaces.cli.masking import mask_secrets
from hansard.interfaces.cli.settings import TRACEBACK_VERBOSITY, Settings
from hansard.interfaces.cli.visible_text import visible_block, visible_line

_LINE_BREAK = re.compile(r"\s*\n\s*")


class Failure(click.ClickException):
    """A command that cannot do what it was asked to.

    Attributes:
        code: stable name for programs.
        status: exit code of the process.
    """

    code: ClassVar[str] = "command_failed"

    def __init__(self, message: str, status: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.status = status


def run(command: Callable[[], object], settings: Settings) -> int:
    """Run a command, report how it failed if it did, and give its exit code."""
    try:
        result = command()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return ExitCode.USAGE
    except click.Abort as error:
        if sys.stderr.isatty():
            click.echo(err=True)  # ends the line on which the terminal shows ^C
        message = str(error) or "Interrupted."
        return _report(settings, error, "interrupted", message, ExitCode.INTERRUPTED)
    except click.ClickException as error:
        return _report_refusal(settings, error)
    except HansardError as error:
        message = " ".join([str(error), *getattr(error, "__notes__", ())])
        return _report(settings, error, error.code, message, exit_code_of(error))
    except OSError as error:
        return _report(settings, error, "io_error", _describe(error), ExitCode.FAILED)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no raw traceback
        message = f"Internal error: {type(error).__name__}: {error}. Run again with -vv for more."
        return _report(settings, error, HansardError.code, message, ExitCode.FAILED)
    return result if isinstance(result, int) else ExitCode.OK


def one_line(message: str, settings: Settings) -> str:
    """Give a message of an error on one line, without secrets and without control characters."""
    masked = mask_secrets(message, settings.known_url)
    return visible_line(_LINE_BREAK.sub(" ", masked.strip()))


def silence_standard_output() -> None:
    """Send what is still to be written nowhere: nobody reads it any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def log_to_standard_error(settings: Settings) -> None:
    """Show the log of hansard as far as ``-v`` asks for it."""
    if settings.verbosity:
        logger = logging.getLogger("hansard")
        logger.addHandler(_LogHandler(sys.stderr, settings))
        logger.setLevel(logging.INFO if settings.verbosity == 1 else logging.DEBUG)


class _LogHandler(logging.StreamHandler[TextIO]):
    """Writes one line per record, without secrets and without control characters."""

    def __init__(self, stream: TextIO, settings: Settings) -> None:
        super().__init__(stream)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        self._url = settings.known_url

    def format(self, record: logging.LogRecord) -> str:
        return visible_line(mask_secrets(super().format(record), self._url))


def _report_refusal(settings: Settings, error: click.ClickException) -> int:
    message = error.format_message()
    if isinstance(error, Failure):
        return _report(settings, error, error.code, message, error.status)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        message = f"{_ended(message)} Try: {error.ctx.command_path} --help"
    return _report(settings, error, "usage_error", message, ExitCode.USAGE)


def _report(
    settings: Settings, error: BaseException, code: str, message: str, exit_code: int
) -> int:
    message = one_line(message, settings)
    if settings.verbosity >= TRACEBACK_VERBOSITY:
        trace = "".join(traceback.format_exception(error))
        click.echo(visible_block(mask_secrets(trace, settings.known_url)), err=True, nl=False)
    if settings.as_json:
        click.echo(
            json_text({"code": code, "message": message, "exit_code": int(exit_code)}), err=True
        )
    else:
        click.echo(f"error: {message}", err=True)
    return exit_code


def _describe(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename or 'Input or output failed'}: {reason}."


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."
