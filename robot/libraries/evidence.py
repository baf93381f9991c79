"""What the suites counted, for the log and as JSON under ``build/results/reliability``."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path("build/results/reliability")
Count = int | float | str

_recorded: dict[str, dict[str, dict[str, Count]]] = {}


def record(case: str, **counts: Count) -> None:
    """Log the counts of one case, and write them beside those of the other cases of its suite."""
    from robot.api import logger
    from robot.libraries.BuiltIn import BuiltIn

    suite = str(BuiltIn().get_variable_value("${SUITE NAME}")).rpartition(".")[2]
    cases = _recorded.setdefault(suite, {})
    cases[case] = counts
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{suite.lower().replace(' ', '_')}.json"
    file.write_text(json.dumps(cases, indent=2) + "\n")
    said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in counts.items())
    logger.info(f"{case}: {said}", also_console=True)
