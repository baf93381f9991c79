"""Build the distributions once and use the wheel as a user would, away from the source."""

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path.cwd()
DISTRIBUTIONS = ROOT / "build" / "dist"
INVENTORY = """
import importlib.metadata, json
print(json.dumps({d.name: d.requires or [] for d in importlib.metadata.distributions()}))
"""
NOT_OURS = {"pip", "hansard"}
USES = (
    ("demo",),
    ("db", "upgrade"),
    ("db", "current"),
    ("db", "check"),
)


def main() -> int:
    """Build, inspect, install and use; return 1 when something is wrong."""
    wheel, sdist = build()
    problems = missing_files(wheel, sdist)
    with tempfile.TemporaryDirectory(prefix="hansard-package-") as folder:
        programs = install(wheel, Path(folder))
        problems += wrong_requirements(programs)
        problems += failed_uses(programs, Path(folder))
    print("\n".join(problems) or f"{wheel.name} works away from its source")
    return 1 if problems else 0


def build() -> tuple[Path, Path]:
    """Build the sdist, and the wheel from it."""
    for old in DISTRIBUTIONS.glob("*"):
        old.unlink()
    command = ["-m", "build", "--no-isolation", "--outdir", str(DISTRIBUTIONS), str(ROOT)]
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    (wheel,) = DISTRIBUTIONS.glob("*.whl")
    (sdist,) = DISTRIBUTIONS.glob("*.tar.gz")
    return wheel, sdist


def missing_files(wheel: Path, sdist: Path) -> list[str]:
    """Return the files of the source tree that a distribution lacks."""
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=False)
    files = [name for name in tracked.stdout.splitlines() if (ROOT / name).is_file()]
    wanted = {place for name in files if (place := place_in_wheel(name))}
    unwanted = {name for name in in_wheel if not name.startswith(("hansard/", "hansard-"))}
    return [
        *(f"sdist lacks {name}" for name in files if name not in in_sdist),
        *(f"wheel lacks {name}" for name in sorted(wanted - in_wheel)),
        *(f"wheel holds {name}" for name in sorted(unwanted)),
    ]


def place_in_wheel(name: str) -> str:
    """Return where a file of the source tree belongs in the wheel, "" for nowhere."""
    if name.startswith("src/"):
        return name.removeprefix("src/")
    return f"hansard/{name}" if name.startswith("migrations/") else ""


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a new environment; return the folder of its programs."""
    environment = folder / "environment"
    for command in (
        [sys.executable, "-m", "virtualenv", "--quiet", "--no-setuptools", str(environment)],
        [str(environment / "bin/python"), "-m", "pip", "install", "--quiet", str(wheel)],
    ):
        subprocess.run(command, check=True, cwd=folder, env=clean_environment(folder))
    return environment / "bin"


def wrong_requirements(programs: Path) -> list[str]:
    """Return what the wheel requires or brings besides the dependencies that are declared."""
    listing = subprocess.run(
        [str(programs / "python"), "-I", "-c", INVENTORY], capture_output=True, check=True
    )
    found: dict[str, list[str]] = json.loads(listing.stdout)
    installed = {str(canonicalize_name(name)): lines for name, lines in found.items()}
    declared = read_pyproject()["project"]["dependencies"]
    required = [line for line in installed["hansard"] if "extra ==" not in line]
    problems = []
    if normal(required) != normal(declared):
        problems.append(f"the wheel requires {required}, pyproject.toml declares {declared}")
    needed = closure("hansard", installed)
    problems += [f"installed besides: {name}" for name in installed.keys() - needed - NOT_OURS]
    return problems


def closure(root: str, installed: dict[str, list[str]]) -> set[str]:
    """Return the names of everything that a distribution requires, directly or not."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        for line in installed.get(waiting.pop(), []):
            requirement = Requirement(line)
            name = canonicalize_name(requirement.name)
            applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if applies and name not in found:
                found.add(name)
                waiting.append(name)
    return found


def normal(requirements: list[str]) -> set[str]:
    """Return requirements in one spelling."""
    return {str(Requirement(line)) for line in requirements}


def failed_uses(programs: Path, folder: Path) -> list[str]:
    """Return the commands that fail on a new SQLite file."""
    problems = []
    for use in USES:
        database = {"HANSARD_URL": f"sqlite:///{folder / 'package.db'}"}
        done = subprocess.run(
            [str(programs / "hansard"), *use],
            cwd=folder,
            env=clean_environment(folder) | database,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        print(f"hansard {' '.join(use)}: exit code {done.returncode}")
        if done.returncode != 0:
            problems.append(f"hansard {' '.join(use)} failed:\n{done.stdout}{done.stderr}")
    return problems


def clean_environment(home: Path) -> dict[str, str]:
    """Return the environment of a user who never saw the source tree."""
    hidden = re.compile(r"PYTHONPATH|VIRTUAL_ENV|HANSARD_|COVERAGE_|XDG_")
    kept = {key: value for key, value in os.environ.items() if not hidden.match(key)}
    return kept | {"XDG_DATA_HOME": str(home / "data")}


def read_pyproject() -> dict[str, Any]:
    """Return the project's declarations."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


if __name__ == "__main__":
    sys.exit(main())
