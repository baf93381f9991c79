"""Run the features on every backend and both faces, several behave processes at a time.

One job is one folder of features on one backend and one face. Jobs wait in a queue for as many
workers as there are processors; the output of a job is kept and shown where it failed.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from testbed.results import Results, read_results

FEATURES = Path("features")
LOGS = Path("build/features")
BACKENDS = ("memory", "sqlite", "postgresql")
FACES = ("sync", "async")
ALONE = FEATURES / "command_line"
ALONE_ON = ("sqlite", "sync")
JOB_SECONDS = 900
UNCAPTURED = ("--no-capture", "--no-capture-stderr", "--no-capture-log", "--no-capture-hooks")
"""What is printed goes to the log of the job; to keep it apart for every step costs a tenth."""
MEASURED = {("postgresql", "sync"), ("sqlite", "async"), ("memory", "sync")}
"""What is run under coverage: every backend once and both faces. Measuring takes half as long
again, and the other three runs go through the same lines."""


@dataclass(frozen=True, slots=True)
class Job:
    """One behave process."""

    backend: str
    face: str
    folder: str
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.folder} on {self.backend}, {self.face}"

    @property
    def stem(self) -> Path:
        return LOGS / f"{self.backend}-{self.face}-{self.folder.replace('/', '-')}"

    def command(self, *, measured: bool) -> list[str]:
        chosen = (self.backend, self.face) in MEASURED or self.folder == ALONE.name
        coverage = ["-m", "coverage", "run"] if measured and chosen else []
        results = ["-f", "testbed.feature_results:FeatureResults", "-o", f"{self.stem}.json"]
        userdata = ["-D", f"backend={self.backend}", "-D", f"face={self.face}"]
        report = ["-f", "progress3", "--no-color", *UNCAPTURED]
        behave = ["-m", "behave", *results, *report, *userdata, *self.files]
        return [sys.executable, *coverage, *behave]


def plan(backends: Sequence[str], faces: Sequence[str], paths: Sequence[str]) -> list[Job]:
    """Return the jobs, the longest first.

    Starting behave costs more than most folders take, so a backend and a face are one job; only
    the folder that takes as long as all others together, where it does, is a job of its own.
    """
    features = sorted(feature for path in paths for feature in _features(Path(path)))
    alone = [feature for feature in features if feature.is_relative_to(ALONE)]
    jobs: list[Job] = []
    for backend in reversed(backends):
        for face in faces:
            together = features
            if (backend, face) == ALONE_ON and alone and len(alone) < len(features):
                jobs.insert(0, _job(backend, face, ALONE.name, alone))
                together = [feature for feature in features if feature not in alone]
            jobs.append(_job(backend, face, "features", together))
    return jobs


def _job(backend: str, face: str, name: str, features: list[Path]) -> Job:
    return Job(backend, face, name, tuple(str(feature) for feature in features))


def _features(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from path.rglob("*.feature")
    else:
        yield path


def run(job: Job, *, measured: bool) -> Results:
    """Run one job; a process that failed without a failed scenario counts as one failure."""
    job.stem.parent.mkdir(parents=True, exist_ok=True)
    counts = Path(f"{job.stem}.json")
    counts.unlink(missing_ok=True)
    log = Path(f"{job.stem}.log")
    started = time.monotonic()
    ending = _run_behave(job.command(measured=measured), log)
    results = read_results(counts) if counts.exists() and counts.stat().st_size else Results()
    if ending and not results.failures:
        results.failures.append(ending)
    shown = f"\n{log.read_text(errors='replace')}" if results.failures else ""
    print(
        f"{time.monotonic() - started:6.1f} s  {job.name}: {_summary(results)}{shown}", flush=True
    )
    return results


def _run_behave(command: Sequence[str], log: Path) -> str:
    """Run behave with its output in the log; return how it ended, "" for success."""
    with log.open("wb") as output:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=JOB_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"behave did not end within {JOB_SECONDS} s"
    return f"behave ended with exit code {done.returncode}" if done.returncode else ""


def _summary(results: Results) -> str:
    skipped = sum(results.skips.values())
    counts = f"{results.passed} passed, {len(results.failures)} failed"
    return f"{counts}, {skipped} skipped" if skipped else counts


def main() -> int:
    """Run what the arguments select; return 1 when something failed or nothing ran."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", default=[str(FEATURES)])
    parser.add_argument("--backend", action="append", choices=BACKENDS)
    parser.add_argument("--face", action="append", choices=FACES)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-coverage", dest="measured", action="store_false")
    arguments = parser.parse_args()
    jobs = plan(arguments.backend or BACKENDS, arguments.face or FACES, arguments.paths)
    total = Results()
    with ThreadPoolExecutor(arguments.jobs) as workers:
        outcomes = workers.map(lambda job: run(job, measured=arguments.measured), jobs)
        for job, outcome in zip(jobs, outcomes, strict=True):
            total.add(outcome, where=job.name)
    total.write("features")
    print(_summary(total))
    for failure in total.failures:
        print(f"  FAILED {failure}")
    return 1 if total.failures or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
