"""What surrounds a store and may change: its file, the environment, the time zone."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import hansard
from features.support.faces import AsyncFace
from features.support.works import Work
from features.support.world import World
from hansard import Hansard


@contextmanager
def variable(name: str, value: str) -> Iterator[None]:
    """Set a variable of the environment, and let the C library know."""
    before = os.environ.get(name)
    os.environ[name] = value
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
        time.tzset()


def in_new_york(world: World, work: Work) -> Any:
    """Do work in the time zone of New York, in which the first hours of all time are missing."""
    with variable("TZ", "America/New_York"):
        return work(world, world.store)


def without_threads(world: World, work: Work) -> Any:
    """Do work where the machine gives no further thread."""
    refused = RuntimeError("can't start new thread")
    with patch.object(threading.Thread, "start", side_effect=refused):
        return work(world, world.store)


def removed(path: Path, aside: Path) -> None:
    """Take a file away."""
    path.rename(aside)


def replaced(path: Path, aside: Path) -> None:
    """Put a copy in the place of a file."""
    path.rename(aside)
    shutil.copyfile(aside, path)


def without_its_file(
    world: World, work: Work, store: Hansard, path: Path, change: Callable[[Path, Path], None]
) -> Any:
    """Do work on a store that has written before and whose file was taken away meanwhile."""
    world.call(store.sessions.tag, world.id_of("Alpha"))
    aside = path.with_name("aside.db")
    change(path, aside)
    try:
        return work(world, store)
    finally:
        aside.replace(path)


def not_entered(world: World, work: Work) -> Any:
    """Do work on a store of the async face that nobody has entered."""
    assert isinstance(world.face, AsyncFace), "only that face is opened by being entered"
    store: Any = hansard.open_async(world.url or "sqlite:///never.db")
    return work(world, store)
