"""Set up what the two commands of the README need, and run them: ``demo`` and ``test``.

Needs Python 3.11 or newer and pip, nothing else. The environment ``.venv`` is made with ``venv``
where Python has it in full, else with ``virtualenv`` from a temporary folder: Debian ships
``venv`` without ``ensurepip`` and forbids pip to install outside an environment.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST = (3, 11)


def main() -> int:
    """Run the command that the first argument names; return its exit code."""
    commands = {"demo": demo, "test": test}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print(f"usage: {sys.argv[0]} {'|'.join(commands)} [ARGUMENT ...]", file=sys.stderr)
        return 2
    use_new_enough_python()
    os.chdir(ROOT)
    return commands[sys.argv[1]](sys.argv[2:])


def demo(arguments: list[str]) -> int:
    """Install the project and run its demonstration."""
    install("-e", ".[postgres]")
    return call(ENVIRONMENT / "bin" / "hansard", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Install nox, run every check, and end with the line ``N passed, N failed``."""
    install("nox>=2025.2.9", "virtualenv>=20.26")
    shutil.rmtree(ROOT / "build" / "results", ignore_errors=True)
    report = ROOT / "build" / "nox.json"
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    failed = call(PYTHON, "-m", "nox", "--report", report, *arguments)
    return call(PYTHON, ROOT / "tools" / "count_results.py", "--after-nox") or failed


def use_new_enough_python() -> None:
    """Start again under a newer Python where this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit("hansard needs Python 3.11 or newer")


def install(*requirements: str) -> None:
    """Install into the environment, made first if needed; once per set of requirements."""
    if not works():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        make_environment()
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    declared = (ROOT / "pyproject.toml").read_bytes() + "\0".join(requirements).encode()
    digest = hashlib.sha256(declared).hexdigest()
    stamp = ENVIRONMENT / f"installed-{digest[:16]}"
    if not stamp.exists():
        require(PYTHON, "-m", "pip", "install", "--quiet", *requirements)
        stamp.touch()


def works() -> bool:
    """Return whether the environment is there and whole."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make the environment, with whichever of venv and virtualenv can."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        require(sys.executable, "-m", "venv", ENVIRONMENT)
        return
    if not importlib.util.find_spec("pip"):
        sys.exit("hansard needs pip (Debian: apt-get install python3-pip)")
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]
        require(*pip, "virtualenv>=20.26")
        os.environ["PYTHONPATH"] = folder
        require(sys.executable, "-m", "virtualenv", "--quiet", ENVIRONMENT)
        del os.environ["PYTHONPATH"]


def call(*command: "str | Path") -> int:
    """Run a command; return its exit code."""
    return subprocess.run([str(part) for part in command], check=False).returncode


def require(*command: "str | Path") -> None:
    """Run a command of the set-up; end with its exit code where it fails."""
    failed = call(*command)
    if failed:
        sys.exit(failed)


if __name__ == "__main__":
    sys.exit(main())
