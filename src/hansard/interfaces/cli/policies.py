"""The retention policy that a command line says: that of a file, with options over it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click

from hansard.domain.errors import InvalidInputError
from hansard.domain.retention import RetentionPolicy
from hansard.interfaces.cli.parameters import JSON_FILE, STATUS, read_json_object

_KEY = "hansard.retention"
_LONGEST_NUMBER = 18
"""Digits."""
_IN_PROGRAMS_ONLY = frozenset({"archive_store", "archive_before_prune"})
_IN_FILES = tuple(
    field.name for field in fields(RetentionPolicy) if field.name not in _IN_PROGRAMS_ONLY
)


class Bound(click.ParamType[int]):
    """A number of at least 1, or a word for no bound.

    Args:
        without: the word.
    """

    name = "bound"

    def __init__(self, without: str) -> None:
        self._without = without

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number, 0 for the word."""
        if value == self._without:
            return 0
        is_number = value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
        if not is_number or int(value) == 0:
            self.fail(f"{value!r:.80} is no number of at least 1, nor {self._without}.", param, ctx)
        return int(value)


def policy_options() -> list[click.Parameter]:
    """Make the options that say a policy; `policy_of` reads them."""
    never, any_number = Bound("never"), Bound("any")
    days = (
        ("--age-days", "max_session_age_days", "Hide sessions N days after their creation."),
        (
            "--completed-days",
            "max_completed_session_age_days",
            "Hide sessions N days after their last change. Default: 90.",
        ),
        (
            "--hard-delete-days",
            "hard_delete_after_days",
            "Delete hidden sessions after N days. Default: 30.",
        ),
    )
    events = (
        ("--max-events", "max_events_per_session", "Prune above N events in a session."),
        ("--max-total-events", "max_total_events", "Prune above N events in all sessions."),
    )
    tag = "Leave sessions with this tag alone, too. Repeatable."
    status = "Leave sessions with this status alone, too. Repeatable."
    folder = click.Path(file_okay=False, path_type=Path)
    return [
        _option("--policy", "path", JSON_FILE, "FILE", _FILE),
        *(_option(name, field, never, "N|never", text) for name, field, text in days),
        *(_option(name, field, any_number, "N|any", text) for name, field, text in events),
        _option("--exempt-tag", "exempt_tags", click.STRING, "TAG", tag, multiple=True),
        _option("--exempt-status", "exempt_statuses", STATUS, "STATUS", status, multiple=True),
        _option("--archive", "archive", folder, "FOLDER", _ARCHIVE),
    ]


def policy_of(context: click.Context) -> RetentionPolicy:
    """Give the policy that the options of a command say.

    Raises:
        click.UsageError: the file or an option is not as it has to be.
    """
    from hansard.infrastructure.archive import FileArchive

    bounds: dict[str, Any] = dict(context.meta.get(_KEY, {}))
    path, archive = bounds.pop("path", None), bounds.pop("archive", None)
    tags, statuses = bounds.pop("exempt_tags", ()), bounds.pop("exempt_statuses", ())
    try:
        policy = RetentionPolicy(**({} if path is None else _read_policy(context, path)))
        changes: dict[str, Any] = {name: value or None for name, value in bounds.items()}
        changes["exempt_tags"] = (*policy.exempt_tags, *tags)
        changes["exempt_statuses"] = (*policy.exempt_statuses, *statuses)
        policy = replace(policy, **changes)
    except InvalidInputError as error:
        raise click.UsageError(str(error), context) from error
    if archive is None:
        return policy
    return replace(policy, archive_before_prune=True, archive_store=FileArchive(archive))


def _option(
    name: str,
    field: str,
    kind: click.ParamType[Any],
    metavar: str,
    text: str,
    *,
    multiple: bool = False,
) -> click.Option:
    return click.Option(
        [name, field],
        type=kind,
        metavar=metavar,
        help=text,
        multiple=multiple,
        expose_value=False,
        callback=_remember,
    )


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None and value != ():
        context.meta.setdefault(_KEY, {})[parameter.name] = value


def _read_policy(context: click.Context, path: str) -> dict[str, Any]:
    policy = read_json_object(path)
    for name in policy:
        if name in _IN_PROGRAMS_ONLY:
            raise click.UsageError(f"{path}: Instead of {name} pass --archive.", context)
        if name not in _IN_FILES:
            known = ", ".join(_IN_FILES)
            raise click.UsageError(f"{path}: {name!r:.80} is none of {known}.", context)
    return policy


_FILE = "Take the policy from this file, a JSON object; options go before it."
_ARCHIVE = "Write records into this folder before they go; what cannot be written stays."
