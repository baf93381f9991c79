"""What ``doctor`` finds out about a database, out of what the database says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from hansard.interfaces.cli.files import MEBIBYTE

OLDEST_SQLITE = (3, 35)
"""The first with RETURNING."""
SOUND_WAL_SQLITE = (3, 51, 3)
"""The first without the bug that can reset a WAL under another connection's checkpoint."""
OLDEST_POSTGRESQL = 13
LARGE_WAL = 128 * MEBIBYTE
"""Bytes; twice what SQLite keeps of a WAL that was checkpointed."""
TOLERATED_SKEW = timedelta(seconds=5)

_PRAGMAS: dict[str, tuple[object, ...]] = {
    "journal_mode": ("wal",),
    "foreign_keys": (1,),
    "secure_delete": (1,),
    "trusted_schema": (0,),
}
_SYNCHRONOUS = {"power": (2, 3), "process": (1, 2, 3)}


class Status(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what.
        status: whether it is well, should be put right, or must be.
        detail: what was found, and what to do about it.
    """

    name: str
    status: Status
    detail: str


def database_checks(
    facts: Mapping[str, Any], now: datetime, *, has_schema: bool = True
) -> Iterator[Check]:
    """Judge what a database says of itself.

    Args:
        facts: as the dialects' ``inspect`` gives them.
        now: by this machine's clock.
        has_schema: whether hansard has made it ready.
    """
    if facts["database"] == "sqlite":
        yield _sqlite_version(facts["version"])
        yield _sqlite_settings(facts["pragmas"], facts["durability"], has_schema=has_schema)
        yield _wal(facts["wal_bytes"])
    else:
        yield _postgresql_version(facts["version"])
        yield from _postgresql_settings(facts["settings"])
        yield _primary(standby=facts["standby"])
        yield _pooler(through_pooler=facts["through_pooler"])
        yield _server_clock(datetime.fromtimestamp(facts["server_time"], UTC), now)


def _sqlite_version(version: str) -> Check:
    number = tuple(int(part) for part in version.split("."))
    if number < OLDEST_SQLITE:
        return Check("SQLite", Status.FAIL, f"{version} is too old; 3.35 is needed")
    if number < SOUND_WAL_SQLITE:
        note = "its WAL-reset bug (before 3.51.3) is avoided: all writers pass the write gate"
        return Check("SQLite", Status.OK, f"{version}; {note}")
    return Check("SQLite", Status.OK, version)


def _sqlite_settings(pragmas: Mapping[str, object], durability: str, *, has_schema: bool) -> Check:
    wanted = {**_PRAGMAS, "synchronous": _SYNCHRONOUS[durability]}
    if not has_schema:
        del wanted["journal_mode"]  # is set when the schema is made
    wrong = [name for name, values in wanted.items() if pragmas.get(name) not in values]
    echo = " ".join(f"{name}={value}" for name, value in pragmas.items())
    if wrong:
        return Check("settings", Status.FAIL, f"not in force: {', '.join(wrong)}; {echo}")
    return Check("settings", Status.OK, echo)


def _wal(size: int) -> Check:
    detail = f"{size / MEBIBYTE:.1f} MiB"
    if size <= LARGE_WAL:
        return Check("WAL", Status.OK, detail)
    return Check("WAL", Status.WARN, f"{detail}; a reader keeps an old transaction open, end it")


def _postgresql_version(version: str) -> Check:
    major = re.match(r"\d+", version)
    if major is None or int(major.group()) < OLDEST_POSTGRESQL:
        return Check(
            "PostgreSQL", Status.FAIL, f"{version} is too old; {OLDEST_POSTGRESQL} is needed"
        )
    return Check("PostgreSQL", Status.OK, version)


def _postgresql_settings(settings: Mapping[str, str]) -> Iterator[Check]:
    echo = " ".join(f"{name}={value}" for name, value in settings.items())
    off = [
        name
        for name in ("fsync", "full_page_writes", "synchronous_commit")
        if settings.get(name) == "off"
    ]
    if off:
        detail = f"{', '.join(off)} off: acknowledged messages do not survive a power cut; {echo}"
        yield Check("settings", Status.FAIL, detail)
    else:
        yield Check("settings", Status.OK, echo)
    if settings.get("is_superuser") == "on":
        yield Check("role", Status.WARN, "is a superuser; give hansard a role of its own")
    else:
        yield Check("role", Status.OK, "is no superuser")


def _primary(*, standby: bool) -> Check:
    if standby:
        return Check("server", Status.FAIL, "is a standby and takes no writes; use the primary")
    return Check("server", Status.OK, "is the primary")


def _pooler(*, through_pooler: bool) -> Check:
    if through_pooler:
        return Check(
            "pooler", Status.OK, "there is one in between; no prepared statements are used"
        )
    return Check("pooler", Status.OK, "none in between")


def _server_clock(server: datetime, now: datetime) -> Check:
    skew = server - now
    if abs(skew) <= TOLERATED_SKEW:
        return Check("server clock", Status.OK, f"within {TOLERATED_SKEW.seconds} s of this one")
    detail = f"is {skew.total_seconds():+.0f} s from this one; set both by NTP"
    return Check("server clock", Status.WARN, detail)
