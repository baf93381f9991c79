"""Print what the test suites counted; the last line is ``N passed, N failed``.

Scenarios of every backend and face and Robot tests are counted together. A session of nox that
failed without a failed test counts as one failure, so that the line and the exit code agree.
"""

import json
import sys
from pathlib import Path
from typing import Any

RESULTS = Path("build/results")
SESSIONS = Path("build/nox.json")
SUITES = {"behave": "features", "robot": "robot"}


def main() -> int:
    """Print the counts; return 1 when anything failed or nothing passed."""
    suites = {path.stem: json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))}
    for name, suite in suites.items():
        print_suite(name, suite)
    other = [name for name in failed_sessions() if not has_failures(suites, name)]
    for name in other:
        print(f"FAILED nox session {name}")
    passed = sum(suite["passed"] for suite in suites.values())
    failed = sum(len(suite["failures"]) for suite in suites.values()) + len(other)
    skipped = sum(sum(suite["skips"].values()) for suite in suites.values())
    if not passed and not failed:
        print("FAILED no test ran")
        failed = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


def print_suite(name: str, suite: dict[str, Any]) -> None:
    """Print one suite: its counts, its failures, and why tests were skipped."""
    skipped = sum(suite["skips"].values())
    print(f"{name}: {suite['passed']} ok, {len(suite['failures'])} not ok, {skipped} skipped")
    for failure in suite["failures"]:
        print(f"  FAILED {failure}")
    for reason, count in suite["skips"].items():
        print(f"  skipped {count}: {reason}")


def failed_sessions() -> list[str]:
    """Return the nox sessions that failed, ``nox`` itself when its report is missing."""
    if not SESSIONS.exists():
        return ["(no report)"] if "--after-nox" in sys.argv else []
    entries = json.loads(SESSIONS.read_text())["sessions"]
    return [entry["name"] for entry in entries if entry["result"] not in ("success", "skipped")]


def has_failures(suites: dict[str, Any], session: str) -> bool:
    """Return whether a failed session is already counted by its failed tests."""
    return bool(suites.get(SUITES.get(session, ""), {}).get("failures"))


if __name__ == "__main__":
    sys.exit(main())
