"""Run the Robot Framework suites and write their counts.

Arguments are passed on to Robot Framework; without any, every suite under ``robot`` runs, as many
processes at a time as there are processors. Measured suites (tag ``coverage``) run under coverage
in a process of their own: measuring would slow down and be cut short by those that kill processes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from robot.api import ExecutionResult, ResultVisitor

from testbed.results import Results

SUITES = "robot"
OUTPUT = Path("build/robot")
LONG = {
    "crash_enumeration": 100,
    "killed_artifact_writers": 45,
    "interrupted_answers": 40,
    "restarted_server": 35,
    "openapi_contract": 35,
    "tutorial": 30,
    "tenant_matrix": 25,
    "cancelled_callers": 16,
    "clients_at_once": 12,
    "erased_content": 9,
}
"""Seconds that suites take, roughly; any other takes five."""


class Counter(ResultVisitor):  # type: ignore[misc]  # untyped where the package is not installed
    """Counts the tests of an output file, and takes down how long each suite took."""

    def __init__(self) -> None:
        self.results = Results()
        self.seconds: dict[str, float] = {}

    def end_suite(self, suite: Any) -> None:
        if suite.tests:
            self.seconds[suite.name] = suite.elapsed_time.total_seconds()

    def visit_test(self, test: Any) -> None:
        if test.passed:
            self.results.passed += 1
        elif test.skipped:
            self.results.skip(test.message)
        else:
            self.results.failures.append(f"{test.full_name}: {test.message}")


class Part(NamedTuple):
    """Suites that one process runs, one after the other."""

    name: str
    measured: bool
    selection: list[str]


def parts(arguments: list[str], processes: int) -> Iterator[Part]:
    """Yield what is run, those with the suites that take longest first."""
    if arguments:
        yield Part("plain", False, arguments)
        yield Part("measured", True, arguments)
        return
    groups: list[tuple[int, list[str]]] = [(0, []) for _ in range(processes)]
    for suite in sorted(Path(SUITES).glob("*.robot"), key=_seconds, reverse=True):
        least = min(range(processes), key=lambda place: groups[place][0])
        seconds, suites = groups[least]
        groups[least] = (seconds + _seconds(suite), [*suites, str(suite)])
    for number, (_, suites) in enumerate(groups, 1):
        yield Part(f"plain-{number}", False, suites)
    yield Part("measured", True, [SUITES])


def _seconds(suite: Path) -> int:
    return LONG.get(suite.stem, 5)


def run(part: Part) -> Results:
    """Run the tests of one part and count them; its output is shown when it is over."""
    folder = OUTPUT / part.name
    output = folder / "output.xml"
    output.unlink(missing_ok=True)
    coverage = ["-m", "coverage", "run"] if part.measured else []
    tags = ["--include" if part.measured else "--exclude", "coverage"]
    places = ["--outputdir", str(folder), "--xunit", "xunit.xml", "--pythonpath", SUITES]
    options = [
        "--variable",
        f"PYTHON:{sys.executable}",
        "--runemptysuite",
        "--consolecolors",
        "off",
    ]
    command = [*coverage, "-m", "robot", *tags, *places, *options, *part.selection]
    done = subprocess.run(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
        check=False,
    )
    print(done.stdout, flush=True)
    counter = Counter()
    if output.exists():
        ExecutionResult(output).visit(counter)
    for suite, seconds in counter.seconds.items():
        print(f"{seconds:7.1f} s  {suite}")
    if done.returncode != 0 and not counter.results.failures:
        counter.results.failures.append(f"robot ended with exit code {done.returncode}")
    return counter.results


def environment() -> dict[str, str]:
    """Let processes that the suites start find the suites' libraries, as the suites do."""
    path = os.pathsep.join(
        filter(None, [str(Path(SUITES).resolve()), os.environ.get("PYTHONPATH")])
    )
    return os.environ | {"PYTHONPATH": path}


def main() -> int:
    """Run both kinds; return 1 when a test failed or none passed."""
    total = Results()
    processes = os.cpu_count() or 1
    planned = list(parts(sys.argv[1:], processes))
    with ThreadPoolExecutor(processes) as workers:
        for part, results in zip(planned, workers.map(run, planned), strict=True):
            total.add(results, where=part.name)
    total.write("robot")
    return 1 if total.failures or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
