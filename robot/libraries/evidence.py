"""What the suites counted, for the log and as JSON under ``build/results/reliability``."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path("build/results/reliability")
Count = int | float | str

_recorded: dict[str, dict[str, dict[str, Count]]] = {}


def record(suite: str, case: str, **counts: Count) -> None:
    """Log the counts of one case of a suite, and write them beside those of its other cases."""
    from robot.api import logger

    cases = _recorded.setdefault(suite, {})
    cases[case] = counts
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{suite}.json").write_text(json.dumps(cases, indent=2) + "\n")
    said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in counts.items())
    logger.info(f"{case}: {said}", also_console=True)
