"""A behave formatter that writes how each scenario ended, as ``testbed.results`` counts it."""

import json
from dataclasses import asdict
from typing import Any

from behave.formatter.base import Formatter

from testbed.results import Results

_ACTIVE_TAG = "(but: "  # how behave words the reason when an active tag excludes a scenario


class FeatureResults(Formatter):  # type: ignore[misc]  # behave carries no types
    """Counts scenarios; a scenario that its tags exclude from this run is not counted.

    A scenario counts as skipped when the one who skipped it gave a reason.
    """

    name = "feature_results"
    description = "Counts of scenarios as JSON"

    def __init__(self, stream_opener: Any, config: Any) -> None:
        super().__init__(stream_opener, config)
        self._results = Results()
        self._feature: Any = None

    def feature(self, feature: Any) -> None:
        self._feature = feature

    def eof(self) -> None:
        failures = len(self._results.failures)
        for scenario in self._feature.walk_scenarios():
            self._count(scenario)
        if self._feature.status.has_failed() and len(self._results.failures) == failures:
            self._results.failures.append(f"{self._feature.location} {self._feature.status.name}")

    def close(self) -> None:
        self.open().write(json.dumps(asdict(self._results)))
        self.close_stream()

    def _count(self, scenario: Any) -> None:
        status = scenario.status.name
        if status == "passed":
            self._results.passed += 1
        elif status != "skipped":
            self._results.failures.append(f"{scenario.location} {scenario.name} ({status})")
        elif _is_skip(scenario.skip_reason or self._feature.skip_reason):
            self._results.skip(scenario.skip_reason or self._feature.skip_reason)


def _is_skip(reason: str | None) -> bool:
    return bool(reason) and _ACTIVE_TAG not in str(reason)
