"""Where the programs of a scenario run: a folder, an environment and a umask of their own."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from behave.model import Table

from features.support.patterns import check_text
from features.support.tables import read_pairs
from features.support.world import World

_STEERING = ("HANSARD_", "XDG_", "PG")
"""How names of variables begin that would reach a program from outside of the scenario."""
_ALSO_STEERING = frozenset(
    "COLUMNS FORCE_COLOR LINES NO_COLOR TERM TTY_COMPATIBLE TTY_INTERACTIVE".split()
)
_KEY = "place"
_LINE_END = "⏎"


class Place:
    """A folder to work in, which is also the user's home, and what surrounds a program there.

    Args:
        url: the database that ``HANSARD_URL`` names, None for no such variable.

    Attributes:
        umask: taken from files and folders that are made.
        is_terminal: whether programs are run on a terminal.
    """

    def __init__(self, url: str | None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hansard-features-place-")).resolve()
        self.umask = 0o022
        self.is_terminal = False
        self._variables = {"HOME": str(self.folder)}
        if url is not None:
            self._variables["HANSARD_URL"] = url

    def fill(self, text: str) -> str:
        """Give a text with the name of the folder in the place of ``{folder}``."""
        return text.replace("{folder}", str(self.folder))

    def furnish(self, table: Table) -> None:
        """Set variables as a table says; ``none`` takes one away.

        ``umask`` is the mask for new files, and ``terminal`` says whether there is one.
        """
        for name, value in read_pairs(table).items():
            if name == "umask":
                self.umask = int(value, 8)
            elif name == "terminal":
                self.is_terminal = value == "yes"
            elif value == "none":
                self._variables.pop(name, None)
            else:
                self._variables[name] = self.fill(value)

    def environment(self) -> dict[str, str]:
        """Give the environment of programs."""
        outside = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_STEERING) and name not in _ALSO_STEERING
        }
        return outside | self._variables

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Work in this place, as a program that was started here would."""
        folder, variables, umask = Path.cwd(), dict(os.environ), os.umask(self.umask)
        os.chdir(self.folder)
        _become(self.environment())
        try:
            yield
        finally:
            _become(variables)
            os.chdir(folder)
            os.umask(umask)

    def leave(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def place_of(world: World) -> Place:
    """Give the place of a scenario; ``HANSARD_URL`` names its database there."""
    if _KEY not in world.kept:
        world.kept[_KEY] = Place(world.url)
    place: Place = world.kept[_KEY]
    return place


def leave(world: World) -> None:
    """Remove the folder of a scenario, where it has one."""
    if _KEY in world.kept:
        place_of(world).leave()


def write_file(world: World, name: str, text: str | None) -> None:
    """Write a text, or the document that the scenario has, into a file."""
    file = place_of(world).folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(world.kept["document"]) if text is None else f"{text}\n", "utf-8")


def link(world: World, name: str, original: str) -> None:
    """Give a file a second name."""
    folder = place_of(world).folder
    (folder / name).hardlink_to(folder / original)


def check_files(world: World, table: Table) -> None:
    """Check that there are these files and folders and no others.

    Columns: name, a folder's with a slash at its end; mode, and perhaps content, whose lines are
    parted by the sign of the return key.
    """
    folder = place_of(world).folder
    found = {_name(path, folder): path for path in sorted(folder.rglob("*"))}
    wanted = {row["name"]: row for row in table}
    assert list(found) == sorted(wanted), f"there are {list(found)}, not {sorted(wanted)}"
    for name, row in wanted.items():
        mode = f"{stat.S_IMODE(found[name].stat().st_mode):04o}"
        assert mode == row["mode"], f"{name} has mode {mode}"
        if "content" in table.headings and row["content"]:
            check_text(found[name].read_text("utf-8"), row["content"].replace(_LINE_END, "\n"))


def _name(path: Path, folder: Path) -> str:
    return f"{path.relative_to(folder)}{'/' if path.is_dir() else ''}"


def _become(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
