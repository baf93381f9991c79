"""The files of artifacts: what they look like, and what happens to them behind a store's back."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest import mock

from behave.model import Table
from parse import with_pattern
from sqlalchemy import make_url

import hansard
from features.support.world import World
from hansard.infrastructure.artifacts import content_folder
from hansard.infrastructure.artifacts.disk import set_time
from hansard.infrastructure.database.locations import resolve_artifacts

Mishap = Callable[[World], "Callable[[], None] | None"]
"""Does something, and gives what takes it back where it outlives a scenario."""

_DYING = """
import os, sys
from datetime import datetime
import hansard
from hansard.application.services import artifact_service
from hansard.infrastructure.artifacts import content_folder
from hansard.testing import SettableClock

url, folder, now, when = sys.argv[1:]
die = lambda *_, **__: os._exit(9)
with hansard.open(url, artifacts=folder, clock=SettableClock(datetime.fromisoformat(now))) as store:
    if when == "while":
        content_folder.NewFile.flush = die
    else:
        artifact_service._registered = die
    store.artifacts.put("dying", b"left behind")
"""
_KEY = "artifact folder"
_DIGEST = re.compile("[0-9a-f]{64}")
_PAIR = re.compile("^[0-9a-f]{2}$")


def settle(world: World) -> Callable[[], None]:
    """See to it that a scenario's artifacts are in a folder of its own, and give what removes it.

    A SQLite file has one beside it. On a server it would be the user's: there the store is opened
    again with another one.
    """
    if world.url is None or _is_beside(world) or _KEY in world.kept:
        return lambda: None
    folder = world.kept[_KEY] = tempfile.mkdtemp(prefix="hansard-features-artifacts-")
    patch = mock.patch.dict(os.environ, {"HANSARD_ARTIFACTS": f"{folder}/kept"})
    patch.start()
    world.reopen()

    def remove() -> None:
        patch.stop()
        shutil.rmtree(folder)

    return remove


def root(world: World) -> Path:
    """Give the folder of a scenario's artifacts, which is never the user's."""
    assert world.url is not None, "a store in memory has no files"
    assert _is_beside(world) or _KEY in world.kept, "the scenario has no folder for artifacts"
    return resolve_artifacts(None, make_url(world.url))


def _is_beside(world: World) -> bool:
    return make_url(str(world.url)).get_backend_name() == "sqlite"


@with_pattern(
    'the bytes of "[^"]*" (?:were changed|were cut off|are gone|turned into a link)'
    "|the folder of the artifacts is .+"
    "|no space is left for artifacts"
    "|the disk fails when artifacts are flushed"
    "|\\d+ hours ago a writer died (?:while|after) it put an artifact"
    "|another writer is in the middle of a put"
)
def read_mishap(text: str) -> Mishap:
    """Read what happens to the files of artifacts."""
    for pattern, happen in _MISHAPS.items():
        found = re.fullmatch(pattern, text)
        if found:
            return lambda world: happen(world, *found.groups())
    raise ValueError(f"nobody can do this: {text}")


def check_files(world: World, table: Table) -> None:
    """Check the files and folders of a scenario's artifacts against a table of name and mode.

    A folder's name ends in a slash. The one with the name of a digest is written as ``<digest>``,
    one with two hex digits as ``<..>``.
    """
    top = root(world)
    paths = [top, *sorted(top.rglob("*"))]
    found = [{"name": _name(path, top), "mode": f"{_mode(path):04o}"} for path in paths]
    wanted = [row.as_dict() for row in table]
    assert found == wanted, f"there are {found}"
    for path in paths:
        if path.is_file() and _DIGEST.fullmatch(path.name):
            start = path.parent.parent.name + path.parent.name
            assert path.name.startswith(start), f"{path} is in another's place"


def _name(path: Path, top: Path) -> str:
    if path == top:
        return "/"
    parts = [_DIGEST.sub("<digest>", part) for part in path.relative_to(top).parts]
    shown = "/".join(_PAIR.sub("<..>", part) for part in parts)
    return f"{shown}/" if path.is_dir() else shown


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def contents(world: World) -> list[Path]:
    """Give the files that hold bytes."""
    return [
        path for path in root(world).rglob("*") if _DIGEST.fullmatch(path.name) and path.is_file()
    ]


def _file_of(world: World, key: str) -> Path:
    artifact = world.call(world.store.artifacts.get_by_key, key)
    assert artifact is not None, f"there is no {key}"
    (found,) = [each for each in contents(world) if each.name == artifact.checksum_sha256]
    return found


def _change(world: World, key: str) -> None:
    file = _file_of(world, key)
    file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])


def _cut_off(world: World, key: str) -> None:
    os.truncate(_file_of(world, key), 1)


def _remove(world: World, key: str) -> None:
    _file_of(world, key).unlink()


def _replace_by_link(world: World, key: str) -> None:
    file = _file_of(world, key)
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def _make_link(world: World) -> None:
    elsewhere = root(world).with_name("elsewhere")
    elsewhere.mkdir()
    root(world).parent.mkdir(exist_ok=True)
    root(world).symlink_to(elsewhere)


def _open_up(world: World, who: str) -> None:
    root(world).mkdir(parents=True)
    root(world).chmod({"its group": 0o770, "everybody": 0o707}[who])


def _make_file(world: World) -> None:
    if root(world).is_dir():
        root(world).rename(root(world).with_name("aside"))
    root(world).parent.mkdir(exist_ok=True)
    root(world).write_text("not a folder")


def _fail(call: str, code: int) -> Callable[[World], Callable[[], None]]:
    def happen(_world: World) -> Callable[[], None]:
        error = OSError(code, os.strerror(code))
        patch = mock.patch.object(content_folder.os, call, side_effect=error)
        patch.start()
        return patch.stop

    return happen


def _die(world: World, hours: str, when: str) -> None:
    """Let a process die while it puts bytes, or before it registers them."""
    now = world.clock.now() - timedelta(hours=int(hours))
    given = [str(world.url), str(root(world)), now.isoformat(), when]
    done = subprocess.run([sys.executable, "-c", _DYING, *given], check=False, timeout=60)
    assert done.returncode == 9, done
    for left in root(world).glob("*/put-*"):
        os.utime(left, (now.timestamp(), now.timestamp()))


def _be_in_the_middle(world: World) -> Callable[[], None]:
    """Let another writer have written half of its bytes."""
    assert world.url is not None, "a store in memory has no files"
    with hansard.open(world.url, clock=world.clock) as other:
        other.artifacts.put("first", b"first")
        name = other.artifacts._folder
    assert name is not None
    writing = content_folder.new_file(content_folder.ContentFolder(root(world), name))
    file = writing.__enter__()
    file.write(b"half of it")
    set_time(file._descriptor, world.clock.now())
    return lambda: writing.__exit__(None, None, None)


_MISHAPS: dict[str, Callable[..., Callable[[], None] | None]] = {
    'the bytes of "(.*)" were changed': _change,
    'the bytes of "(.*)" were cut off': _cut_off,
    'the bytes of "(.*)" are gone': _remove,
    'the bytes of "(.*)" turned into a link': _replace_by_link,
    "the folder of the artifacts is a link": _make_link,
    "the folder of the artifacts is open to (its group|everybody)": _open_up,
    "the folder of the artifacts is a file": _make_file,
    "no space is left for artifacts": _fail("write", errno.ENOSPC),
    "the disk fails when artifacts are flushed": _fail("fsync", errno.EIO),
    r"(\d+) hours ago a writer died (while|after) it put an artifact": _die,
    "another writer is in the middle of a put": _be_in_the_middle,
}
