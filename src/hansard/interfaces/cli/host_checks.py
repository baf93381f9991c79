"""What ``doctor`` finds out about the machine: files, file system, disk space, clock."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hansard.interfaces.cli.checks import TOLERATED_SKEW, Check, Status
from hansard.interfaces.cli.files import MEBIBYTE

NETWORK_FILE_SYSTEMS = frozenset(
    "9p afs beegfs ceph cifs davfs fuse.ceph fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs "
    "fuse.sshfs gfs2 glusterfs gpfs lustre ncpfs nfs nfs4 ocfs2 orangefs smb2 smb3 smbfs".split()
)
LITTLE_SPACE = 1024 * MEBIBYTE
NO_SPACE = 64 * MEBIBYTE
MOUNTS = Path("/proc/mounts")
MADE_IN = datetime(2025, 1, 1, tzinfo=UTC)
"""No clock that is right shows a time before hansard existed."""

_OCTAL = re.compile(r"\\([0-7]{3})")


def file_checks(database: Path) -> Iterator[Check]:
    """Look at the folder of a SQLite file, and at the file where it is there."""
    folder = database.resolve().parent
    yield _folder_permissions(folder)
    yield from _file_permissions(database)
    yield file_system_check(folder, MOUNTS.read_text() if MOUNTS.exists() else "")
    size = database.stat().st_size if database.exists() else 0
    there = next(place for place in (folder, *folder.parents) if place.exists())
    yield space_check(shutil.disk_usage(there).free, size)


def file_system_check(folder: Path, mounts: str) -> Check:
    """Find out whether a folder is on a network file system.

    Args:
        mounts: the table of mounts, as in ``/proc/mounts``.
    """
    kind, point = _mount_of(folder, mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        detail = (
            f"{point} is {kind}: SQLite's locks and its WAL do not work over a network; "
            "put the file on a local disk, or use PostgreSQL"
        )
        return Check("file system", Status.FAIL, detail)
    return Check("file system", Status.OK, f"{kind or 'unknown'}, not over a network")


def space_check(free: int, database_size: int) -> Check:
    """Judge the free space of the disk, in bytes."""
    detail = f"{free / MEBIBYTE:,.0f} MiB free"
    if free < NO_SPACE:
        return Check("disk", Status.FAIL, f"{detail}; writes are about to fail")
    if free < max(LITTLE_SPACE, database_size):
        return Check("disk", Status.WARN, f"{detail}; make room before it is used up")
    return Check("disk", Status.OK, detail)


def clock_check(now: datetime, newest: datetime | None) -> Check:
    """Judge the clock of this machine.

    Args:
        newest: when the newest session was created, None without one.
    """
    shown = f"{now:%Y-%m-%d %H:%M:%SZ}"
    if now < MADE_IN:
        return Check("clock", Status.FAIL, f"{shown} is in the past; set it by NTP")
    if newest is not None and newest - now > TOLERATED_SKEW:
        detail = f"{shown}, and the newest session is from {newest:%Y-%m-%d %H:%M:%SZ}"
        return Check("clock", Status.WARN, f"{detail}; a clock was or is wrong")
    return Check("clock", Status.OK, shown)


def _folder_permissions(folder: Path) -> Check:
    if not folder.exists():
        return Check("folder", Status.WARN, f"{folder} is not there yet; it is made, too")
    found = folder.stat()
    mode = stat.S_IMODE(found.st_mode)
    shown = f"{folder} has mode {mode:04o}"
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        return Check("folder", Status.FAIL, f"{shown}: anybody can replace the file; chmod 0700 it")
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        return Check("folder", Status.WARN, f"{shown}: others can write here; chmod 0700 it")
    if not os.access(folder, os.W_OK):
        return Check("folder", Status.FAIL, f"{shown}: this user cannot write here")
    return Check("folder", Status.OK, shown)


def _file_permissions(database: Path) -> Iterator[Check]:
    beside = [database.with_name(database.name + suffix) for suffix in ("-wal", "-shm", ".lock")]
    for file in (database, *beside):
        if not file.exists():
            continue
        found = file.stat()
        mode = stat.S_IMODE(found.st_mode)
        shown = f"{file.name} has mode {mode:04o}"
        if found.st_nlink > 1:
            detail = f"{file.name} has {found.st_nlink} names; copy it and use the copy"
            yield Check("file", Status.FAIL, detail)
        elif mode & 0o077:
            yield Check("file", Status.WARN, f"{shown}: others may open it; chmod 0600 it")
        elif not os.access(file, os.R_OK | os.W_OK):
            yield Check("file", Status.FAIL, f"{shown}: this user cannot read and write it")
        else:
            yield Check("file", Status.OK, shown)


def _mount_of(folder: Path, mounts: str) -> tuple[str, Path]:
    """Give kind and mount point of the file system that a folder is on."""
    found = ("", Path("/"))
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_OCTAL.sub(lambda code: chr(int(code.group(1), 8)), fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= len(found[1].parts):
            found = (fields[2], point)
    return found
