"""Rows of the table that need a process of their own: memory, and the time of an import."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.raw.places import Place
from benchmarks.raw.results import Row, Target

SHORT, LONG = 1_000, 100_000
_IMPORT = "import time; a = time.perf_counter(); import {}; print(time.perf_counter() - a)"
_OPEN = """
import sys, time
start = time.perf_counter()
import hansard
hansard.open(sys.argv[1]).sessions.list(1)
print(time.perf_counter() - start)
"""
_CONNECT = """
import sys, time
start = time.perf_counter()
import sqlalchemy
sqlalchemy.create_engine(sys.argv[1]).connect().exec_driver_sql("SELECT 1").all()
print(time.perf_counter() - start)
"""
_ITERATE = """
import sys, hansard
with hansard.open(sys.argv[1]) as store:
    print(sum(1 for _ in store.sessions.iter_messages(sys.argv[2])))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1])
"""


def memory(place: Place, rounds: int) -> Iterator[Row]:
    """Compare the peak resident memory of iterating over a long and a short session."""
    site = place.site()
    peaks: dict[int, list[float]] = {}
    for length in (LONG, SHORT):
        site.fill_messages(f"of{length}", length)
    for _ in range(3 if rounds > 10 else 1):
        for length in (LONG, SHORT):
            counted, kilobytes = _python(_ITERATE, site.url, f"of{length}").split()
            assert int(counted) == length
            peaks.setdefault(length, []).append(int(kilobytes) * 1024 / 1e6)
    most, least = statistics.median(peaks[LONG]), statistics.median(peaks[SHORT])
    yield Row(
        f"iterate over {LONG:,} against {SHORT:,}",
        place.name,
        most,
        least,
        "MB",
        most - least,
        Target(20.0),
        note="the figure is the difference of the peaks in MB",
    )


def imports(place: Place, rounds: int) -> Iterator[Row]:
    """Compare importing hansard with importing sqlalchemy, from warm bytecode.

    A second row, for information, goes on until a store that is there already was read from, as
    an import may put off its work until then.
    """
    url = place.site().url
    programs = {
        "hansard": (_IMPORT.format("hansard"), _OPEN),
        "sqlalchemy": (_IMPORT.format("sqlalchemy"), _CONNECT),
    }
    times: dict[tuple[str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as bytecode:
        for number in range(max(min(2 * rounds, 7), rounds) + 1):
            for name, stages in programs.items():
                for stage, code in enumerate(stages):
                    taken = float(_python(code, url, bytecode=bytecode))
                    if number > 0:
                        times.setdefault((name, stage), []).append(taken)
    works = ("import hansard against sqlalchemy", "import, open and read against sqlalchemy")
    for stage, work in enumerate(works):
        ours, theirs = (statistics.median(times[name, stage]) for name in programs)
        target = Target(1.25) if stage == 0 else None
        yield Row(work, place.name, ours, theirs, "s", ours / theirs, target)


def _python(code: str, *arguments: str, bytecode: str | None = None) -> str:
    environment = dict(os.environ)
    if bytecode is not None:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = bytecode
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
