"""Run the Robot Framework suites and write their counts.

Arguments are passed on to Robot Framework; without any, every suite under ``robot`` runs.
Measured suites (tag ``coverage``) run under coverage in a second process: measuring would slow
down and be cut short by those that kill processes.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from robot.api import ExecutionResult, ResultVisitor

from testbed.results import Results

SUITES = "robot"
OUTPUT = Path("build/robot")


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


def run(name: str, *, measured: bool, selection: list[str]) -> Results:
    """Run the tests of one kind and count them."""
    folder = OUTPUT / name
    output = folder / "output.xml"
    output.unlink(missing_ok=True)
    coverage = ["-m", "coverage", "run"] if measured else []
    tags = ["--include" if measured else "--exclude", "coverage"]
    places = ["--outputdir", str(folder), "--xunit", "xunit.xml", "--pythonpath", SUITES]
    options = [
        "--variable",
        f"PYTHON:{sys.executable}",
        "--runemptysuite",
        "--consolecolors",
        "off",
    ]
    command = [*coverage, "-m", "robot", *tags, *places, *options, *(selection or [SUITES])]
    done = subprocess.run(
        [sys.executable, *command], stdin=subprocess.DEVNULL, env=environment(), check=False
    )
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
    for name, measured in (("measured", True), ("plain", False)):
        total.add(run(name, measured=measured, selection=sys.argv[1:]), where=name)
    total.write("robot")
    return 1 if total.failures or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
