"""Every check of the project: ``nox`` runs them all, ``nox -s behave`` one of them.

The checks share one environment, made by the session ``environment``. The counts of the tests are
left in ``build/results``; ``python tools/count_results.py`` prints them.
"""

import hashlib
import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
BUILD = ROOT / "build"
PYPROJECT = ROOT / "pyproject.toml"
ENVIRONMENT = ROOT / ".nox" / "environment"


def run(session: nox.Session, *command: str, home: Path | None = None) -> None:
    """Run a program of the shared environment in the project's root."""
    programs = ENVIRONMENT / "bin"
    variables: dict[str, str | None] = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "ASV_PYTHONPATH": str(ROOT),
        "VIRTUAL_ENV": str(ENVIRONMENT),
    }
    if home is not None:
        variables["HOME"] = str(home)
    session.run(str(programs / command[0]), *command[1:], env=variables, external=True)


def python(session: nox.Session, *arguments: str, postgres: str | None = None) -> None:
    """Run Python, beside a PostgreSQL server where ``postgres`` is "durable" or "fast"."""
    server: list[str] = []
    if postgres is not None:
        speed = ["--fast"] if postgres == "fast" else []
        server = ["-m", "testbed.postgres", "run", *speed, "--", str(ENVIRONMENT / "bin/python")]
    run(session, "python", *server, *arguments)


@nox.session
def environment(session: nox.Session) -> None:
    """Install the project, editable, and every tool; again when pyproject.toml has changed."""
    stamp = Path(session.virtualenv.location) / "installed"
    wanted = hashlib.sha256(PYPROJECT.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        session.log("up to date")
        return
    groups = nox.project.dependency_groups(nox.project.load_toml(PYPROJECT), "dev")
    session.install("-e", ".[postgres]", *groups)
    stamp.write_text(wanted)


@nox.session(venv_backend="none", requires=["environment"])
def lint(session: nox.Session) -> None:
    """Style, layers and the rules of the house."""
    run(session, "ruff", "check")
    run(session, "ruff", "format", "--check")
    run(session, "lint-imports", "--no-cache")
    python(session, "-m", "tools.check_house")
    python(session, "-m", "features.support.vocabulary")


@nox.session(venv_backend="none", requires=["environment"])
def typecheck(session: nox.Session) -> None:
    """Types, strictly."""
    run(session, "mypy")


@nox.session(venv_backend="none", requires=["environment"])
def behave(session: nox.Session) -> None:
    """The features, on every backend and both faces."""
    (BUILD / "results/features.json").unlink(missing_ok=True)
    if not session.posargs:
        shutil.rmtree(BUILD / "coverage", ignore_errors=True)
    python(session, "-m", "tools.run_features", *session.posargs, postgres="fast")


@nox.session(venv_backend="none", requires=["environment"])
def robot(session: nox.Session) -> None:
    """Claims about real processes."""
    (BUILD / "results/robot.json").unlink(missing_ok=True)
    python(session, "-m", "tools.run_robot", *session.posargs, postgres="durable")


@nox.session(venv_backend="none", requires=["environment"])
def benchmark(session: nox.Session) -> None:
    """Run every benchmark once, to see that it runs."""
    home = BUILD / "asv"
    home.mkdir(parents=True, exist_ok=True)
    configuration = ["--config", "benchmarks/asv.conf.json"]
    run(session, "asv", "machine", "--yes", *configuration, home=home)
    quick = ["--quick", "--python=same", "--show-stderr"]
    run(session, "asv", "run", *quick, *configuration, *session.posargs, home=home)
    python(session, "-m", "benchmarks.against_raw", "--rounds", "1")


@nox.session(venv_backend="none", requires=["environment"])
def migrations(session: nox.Session) -> None:
    """Models against migrations; up, down and up again on every database."""
    python(session, "-m", "tools.check_migrations", postgres="fast")


@nox.session(venv_backend="none", requires=["environment"])
def plans(session: nox.Session) -> None:
    """No query reads a whole table for a few rows of it."""
    python(session, "-m", "tools.check_plans", *session.posargs, postgres="fast")


@nox.session(venv_backend="none", requires=["environment"])
def docs(session: nox.Session) -> None:
    """Every code block runs and every command is documented."""
    python(session, "-m", "coverage", "run", "-m", "tools.check_docs", postgres="fast")


@nox.session(venv_backend="none", requires=["environment"])
def coverage_report(session: nox.Session) -> None:
    """Coverage of what features, measured suites and documents ran; fails below the gate."""
    run(session, "coverage", "combine", "--keep", "--quiet")
    run(session, "coverage", "xml", "--quiet", "--fail-under=0")
    run(session, "coverage", "report")


@nox.session(venv_backend="none", requires=["environment"])
def package(session: nox.Session) -> None:
    """Build once, install the wheel away from the source, and use it there."""
    python(session, "-m", "tools.check_package")
