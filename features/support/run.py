"""One run of the features: its backend and its face, as the options choose them.

``-D backend=memory|sqlite|postgresql``  where sessions are stored; memory by default
``-D face=sync|async``                   how the store is called; sync by default
``-D loop=asyncio|trio``                 the event loop of the async face; by default one scenario
                                         in four, the same ones each time, runs on trio
"""

from __future__ import annotations

import gc
import sys
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from unittest import mock

from features.support.backends import BACKENDS, Backend
from features.support.faces import AsyncFace, Face, SyncFace
from features.support.http_server import SERVER
from features.support.world import World
from hansard.chat import registry

NOTHING_CHANGES = "nothing has changed"
"""The step that compares the record with what it was before When."""


class Run:
    """Makes a world for each scenario.

    Args:
        options: backend, face and loop, as the command line gives them.
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        self.backend_name = options.get("backend", "memory")
        self.face_name = options.get("face", "sync")
        self._loop = options.get("loop")
        self._faces: dict[str, Face] = {}
        self._brought = mock.patch.object(registry, "entry_points", _entry_points)
        self.backend: Backend = BACKENDS[self.backend_name]()
        if self.face_name not in ("sync", "async"):
            raise ValueError(f"face must be sync or async, not {self.face_name}")

    def start(self) -> None:
        """Get the backend ready, and spare every scenario what is the same for all of them."""
        if self.backend.unavailable is None:
            self.backend.start()
        self._brought.start()
        gc.collect()
        gc.freeze()  # the features that were read are no longer walked by each collection

    def world(self, scenario: str, *, watched: bool) -> World:
        """Make the world of a scenario; a watched one knows what was there before When."""
        world = World(self.backend, self._face(scenario))
        world.watched = watched
        return world

    def stop(self) -> None:
        """Let everything go."""
        self._brought.stop()
        SERVER.stop()
        for face in self._faces.values():
            face.close()
        if self.backend.unavailable is None:
            self.backend.stop()

    def _face(self, scenario: str) -> Face:
        kind = self._loop_of(scenario) if self.face_name == "async" else "sync"
        if kind not in self._faces:
            self._faces[kind] = SyncFace() if kind == "sync" else AsyncFace(kind)
        return self._faces[kind]

    def _loop_of(self, scenario: str) -> str:
        on_trio = zlib.crc32(scenario.encode()) % 4 == 0
        return self._loop or ("trio" if on_trio else "asyncio")


def _entry_points(**wanted: str) -> metadata.EntryPoints:
    """Give what packages bring; their hundred files are read once for each path of imports."""
    return _read_entry_points(tuple(sys.path), **wanted)


@cache
def _read_entry_points(_path: tuple[str, ...], **wanted: str) -> metadata.EntryPoints:
    return metadata.entry_points(**wanted)
