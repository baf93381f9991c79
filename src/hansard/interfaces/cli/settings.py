"""The options that every command takes, before or after its name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from hansard.domain.session import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from hansard.store import Hansard

URL_VARIABLE = "HANSARD_URL"
TRACEBACK_VERBOSITY = 2


@dataclass(slots=True)
class Settings:
    """What the options say.

    Attributes:
        url: where the record is, None for the default of `hansard.open`.
        namespace: the part of it that the command sees.
        as_json: data as JSON, errors as a JSON object.
        quiet: no notes and no progress.
        verbosity: how often ``-v`` was given.
    """

    url: str | None = None
    namespace: str = DEFAULT_NAMESPACE
    as_json: bool = False
    quiet: bool = False
    verbosity: int = 0

    @property
    def known_url(self) -> str | None:
        """The URL as far as it was written down; may hold a password."""
        return self.url or os.environ.get(URL_VARIABLE)

    def open_store(self, prices: Mapping[str, Any] | None = None) -> Hansard:
        """Open the record, perhaps with a table of prices that goes before the built-in one."""
        import hansard

        return hansard.open(self.url, namespace=self.namespace, prices=prices)


def settings_of(context: click.Context) -> Settings:
    """Give the settings of the running program."""
    settings: Settings = context.find_root().obj
    return settings


def common_options() -> list[click.Option]:
    """Make the options that the program and each of its commands take."""
    return [
        click.Option(
            ["--url"],
            metavar="URL",
            expose_value=False,
            callback=_remember_url,
            help=f"Database URL. Default: ${URL_VARIABLE}, else a file in the user's data folder.",
        ),
        click.Option(
            ["--namespace"],
            metavar="NAME",
            expose_value=False,
            callback=_remember_namespace,
            help=f"Part of the record to work in. Default: {DEFAULT_NAMESPACE}.",
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_remember_json,
            help="Print data as JSON, errors as a JSON object.",
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_remember_quiet,
            help="No notes and no progress.",
        ),
        click.Option(
            ["-v", "--verbose"],
            count=True,
            expose_value=False,
            callback=_remember_verbosity,
            help="Log to standard error; -vv also shows tracebacks.",
        ),
    ]


def _remember_url(context: click.Context, _parameter: click.Parameter, url: str | None) -> None:
    if url is not None:
        settings_of(context).url = url


def _remember_namespace(
    context: click.Context, _parameter: click.Parameter, namespace: str | None
) -> None:
    if namespace is not None:
        settings_of(context).namespace = namespace


def _remember_json(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given:
        settings_of(context).as_json = True


def _remember_quiet(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given:
        settings_of(context).quiet = True


def _remember_verbosity(context: click.Context, _parameter: click.Parameter, times: int) -> None:
    settings_of(context).verbosity += times
