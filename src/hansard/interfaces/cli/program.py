"""Commands that share their options, and the program that answers for how they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

import click

from hansard.interfaces.cli.exit_codes import ExitCode
from hansard.interfaces.cli.masking import has_password
from hansard.interfaces.cli.output import Output
from hansard.interfaces.cli.reporting import log_to_standard_error, run, silence_standard_output
from hansard.interfaces.cli.settings import URL_VARIABLE, Settings, common_options, settings_of


class Command(click.Command):
    """A command that takes the common options beside its own."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Give the command's own parameters and the common ones."""
        return _with_common_options(super().get_params(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        """Start the log, now that all options are known, and run the command."""
        settings = settings_of(ctx)
        log_to_standard_error(settings)
        if settings.url is not None and has_password(settings.url):
            Output(settings).note(_PASSWORD_NOTE)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the two kinds of options one after the other."""
        _format_options(self, ctx, formatter)


class Group(click.Group):
    """A group of commands; takes the common options too, before the command's name."""

    command_class = Command

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Give the group's own parameters and the common ones."""
        return _with_common_options(super().get_params(ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: they are what a reader looks for."""
        self.format_commands(ctx, formatter)
        _format_options(self, ctx, formatter)


class Program(Group):
    """The outermost group: every way out of it has an exit code and at most one line of error."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        **extra: Any,
    ) -> NoReturn:
        """Run the program and end the process; also where a test runner calls it."""
        arguments = list(sys.argv[1:] if args is None else args)
        settings = Settings(as_json="--json" in takewhile(lambda word: word != "--", arguments))
        extra = {**extra, "standalone_mode": False, "obj": settings}
        inner = super().main
        _open_what_is_closed()
        _escape_what_cannot_be_encoded()
        code = run(
            lambda: inner(arguments, prog_name or "hansard", complete_var, **extra), settings
        )
        sys.exit(_with_output_written(code))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named; a reader that has gone away is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt as error:
            raise click.Abort from error
        except BrokenPipeError:
            silence_standard_output()
            ctx.exit(ExitCode.BROKEN_PIPE)
        return result


def _with_output_written(code: int) -> int:
    """Write what is left before the interpreter ends, which has an exit code of its own for it."""
    try:
        sys.stdout.flush()
    except OSError:
        silence_standard_output()
        return code or ExitCode.FAILED
    return code


def _with_common_options(own: list[click.Parameter]) -> list[click.Parameter]:
    return [*own, *_COMMON]


def _format_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
        if record is not None:
            (common if parameter in _COMMON else own).append(record)
    for title, records in (("Options", own), ("Options of every command", common)):
        with formatter.section(title):
            formatter.write_dl(records)


def _open_what_is_closed() -> None:
    """Give a program that was started without one of its streams an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, stream)


def _escape_what_cannot_be_encoded() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


_COMMON = common_options()
_PASSWORD_NOTE = (
    "note: other users of this machine can see the password in --url; put the URL into "
    f"${URL_VARIABLE} instead"
)
