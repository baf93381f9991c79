"""The counts that a test run leaves behind: one JSON file per suite under ``build/results``."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

RESULTS = Path("build/results")


@dataclass(slots=True)
class Results:
    """What one suite did. A test that was not selected is not counted at all."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    skips: dict[str, int] = field(default_factory=dict)

    def skip(self, reason: str) -> None:
        """Count one skipped test under its reason."""
        self.skips[reason] = self.skips.get(reason, 0) + 1

    def add(self, other: "Results", *, where: str) -> None:
        """Add the results of a part, and say where its failures happened."""
        self.passed += other.passed
        self.failures += [f"{failure} [{where}]" for failure in other.failures]
        self.skips = dict(Counter(self.skips) + Counter(other.skips))

    def write(self, suite: str) -> None:
        """Write the results where ``tools/count_results.py`` finds them."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{suite}.json").write_text(json.dumps(asdict(self), indent=2) + "\n")


def read_results(file: Path) -> Results:
    """Read results from a file that ``Results`` was written to."""
    return Results(**json.loads(file.read_text()))
