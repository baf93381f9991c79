"""What doctor makes of machines and databases that are not here: old, far away, or set up badly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.patterns import check_text
from features.support.tables import read_pairs
from features.support.world import World
from hansard.interfaces.cli.checks import Check, database_checks
from hansard.interfaces.cli.host_checks import clock_check, file_system_check, space_check

_NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
_MEBIBYTE = 1024 * 1024
_SQLITE = {
    "version": "3.51.3",
    "journal mode": "wal",
    "synchronous": "2",
    "foreign keys": "1",
    "secure delete": "1",
    "trusted schema": "0",
    "wal": "0",
    "durability": "power",
}
_POSTGRESQL = {
    "version": "18.1 (Debian 18.1-1)",
    "synchronous commit": "on",
    "fsync": "on",
    "full page writes": "on",
    "is superuser": "off",
    "standby": "no",
    "pooler": "no",
    "seconds ahead": "0",
}
_MOUNTS = (
    "sysfs /sys sysfs rw 0 0\n\n/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /srv/local ext4 rw 0 0\n"
    "host:/x /srv nfs4 rw 0 0\n//host/y /my\\040documents cifs rw 0 0\n"
)


def _sqlite(said: dict[str, str]) -> Iterable[Check]:
    facts = _SQLITE | said
    pragmas = {
        name.replace(" ", "_"): int(value) if value.isdigit() else value
        for name, value in facts.items()
        if name not in ("version", "wal", "durability")
    }
    described = {
        "database": "sqlite",
        "version": facts["version"],
        "pragmas": pragmas,
        "durability": facts["durability"],
        "wal_bytes": int(facts["wal"]) * _MEBIBYTE,
    }
    return database_checks(described, _NOW)


def _postgresql(said: dict[str, str]) -> Iterable[Check]:
    facts = _POSTGRESQL | said
    settings = {
        name.replace(" ", "_"): value
        for name, value in facts.items()
        if name not in ("version", "standby", "pooler", "seconds ahead")
    }
    described = {
        "database": "postgresql",
        "version": facts["version"],
        "settings": settings,
        "standby": facts["standby"] == "yes",
        "through_pooler": facts["pooler"] == "yes",
        "server_time": _NOW.timestamp() + int(facts["seconds ahead"]),
    }
    return database_checks(described, _NOW)


def _folder(said: dict[str, str]) -> Iterable[Check]:
    return [file_system_check(Path(said["place"]), "" if "mounts" in said else _MOUNTS)]


def _disk(said: dict[str, str]) -> Iterable[Check]:
    database = int(said.get("database", "0")) * _MEBIBYTE
    return [space_check(int(said["free"]) * _MEBIBYTE, database)]


def _clock(said: dict[str, str]) -> Iterable[Check]:
    newest = datetime.fromisoformat(said["newest"]) if "newest" in said else None
    return [clock_check(datetime.fromisoformat(said["shows"]), newest)]


_KINDS: dict[str, Callable[[dict[str, str]], Iterable[Check]]] = {
    "SQLite database": _sqlite,
    "PostgreSQL database": _postgresql,
    "folder": _folder,
    "disk": _disk,
    "clock": _clock,
}


@with_pattern("|".join(_KINDS))
def read_kind(text: str) -> str:
    return text


def examine(world: World, kind: str, table: Table) -> None:
    """Let doctor look at something that the table describes, else sound; MiB for sizes."""
    said = read_pairs(table)
    world.run(lambda: list[Any](_KINDS[kind](said)))


def check_diagnosis(world: World, table: Table) -> None:
    """Check what doctor says of the things that a table names; of others that they are well."""
    found: dict[str, Check] = {check.name: check for check in world.answer}
    named = {row["check"] for row in table}
    for row in table:
        check = found[row["check"]]
        assert check.status == row["status"], check
        check_text(check.detail, row["detail"])
    others = [check for name, check in found.items() if name not in named]
    assert all(check.status == "ok" for check in others), others
