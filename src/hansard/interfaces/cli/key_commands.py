"""Commands about API keys: create, list, revoke. A secret is printed once and never read."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from hansard.domain.api_key import ApiKey, KeyRole
from hansard.interfaces.cli.output import Output, without_empty_columns
from hansard.interfaces.cli.program import Command
from hansard.interfaces.cli.settings import Settings
from hansard.interfaces.cli.times import SPAN, time_text
from hansard.interfaces.cli.visible_text import visible_line

_COLUMNS = ("id", "name", "role", "secret", "created", "expires", "last used", "revoked")


@click.command("create", cls=Command)
@click.argument("name", metavar="NAME")
@click.option(
    "--role", type=click.Choice([role.value for role in KeyRole]), required=True,
    help="What it may be used for; each role may do all that the one before it may.",
)  # fmt: skip
@click.option(
    "--expires-in", type=SPAN, metavar="SPAN",
    help="How long it opens the namespace, such as 90d or 12h. Default: without end.",
)  # fmt: skip
@click.pass_obj
def create_key(settings: Settings, name: str, *, role: str, expires_in: timedelta | None) -> None:
    """Make a key for the namespace and print its secret, this once.

    NAME says what the key is for. Only a digest of the secret is stored: one that is lost cannot
    be found out, and is replaced by a new key.
    """
    with settings.open_store() as store:
        key, secret = store.keys.create(name, role, expires_in=expires_in)
    output = Output(settings)
    if settings.as_json:
        output.json({**key.to_map(), "secret": secret})
        return
    output.line(secret)
    end = "" if key.expires_at is None else f" until {time_text(key.expires_at)}"
    output.note(
        f"Made key {visible_line(key.key_id)}, role {key.role}, for the namespace "
        f"{visible_line(key.namespace)}{end}. Its secret is not shown again; keep it safe."
    )


@click.command("list", cls=Command)
@click.pass_obj
def list_keys(settings: Settings) -> None:
    """List the keys of the namespace in the order of their creation, never their secrets.

    The column secret has the beginning of each, to tell them apart by. With --json each key is a
    line of its own.
    """
    with settings.open_store() as store:
        keys = store.keys.list()
    output = Output(settings)
    if settings.as_json:
        for key in keys:
            output.json(key.to_map())
    elif not keys:
        output.note("No keys.")
    else:
        output.table(*without_empty_columns(_COLUMNS, [_cells(key) for key in keys]))


@click.command("revoke", cls=Command)
@click.argument("key_id", metavar="KEY_ID")
@click.pass_obj
def revoke_key(settings: Settings, key_id: str) -> None:
    """Let key KEY_ID open nothing any more, from now on and everywhere.

    It stays in the list. Revoking it again changes nothing.
    """
    with settings.open_store() as store:
        key = store.keys.revoke(key_id)
    output = Output(settings)
    if settings.as_json:
        output.json(key.to_map())
    else:
        output.line(f"Revoked key {visible_line(key.key_id)}, named {visible_line(key.name)}.")


def _cells(key: ApiKey) -> list[str]:
    return [
        key.key_id,
        key.name,
        key.role,
        f"{key.shown}...",
        time_text(key.created_at),
        _optional_time(key.expires_at),
        _optional_time(key.last_used_at),
        _optional_time(key.revoked_at),
    ]


def _optional_time(moment: datetime | None) -> str:
    return "" if moment is None else time_text(moment)
