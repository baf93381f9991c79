"""Check that the scenarios named in docs/reference/upstream_scenarios.md exist.

A row of a table has a title and the scenarios that show the same here: a link to a feature, then
the rule and the example by name. The row of an outline is named as it runs.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from behave.model import Scenario, ScenarioOutline
from behave.parser import parse_file

from tools.doc_pages import HEADING, Page

PAGE = Path("docs/reference/upstream_scenarios.md")
FEATURES = Path("features")
PROOF = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<target>[^()\s]+)\): (?P<scenario>.+)")
BREAK = "<br>"
HEADS = ("Title", "---")


@dataclass(frozen=True, slots=True)
class Row:
    """A title of a suite, and the scenarios that show the same, as the page writes them."""

    line: int
    suite: str
    title: str
    scenarios: tuple[str, ...]


def main() -> int:
    """Print what is wrong, then the counts; return 1 when anything is."""
    page = Page.read(PAGE)
    problems = list(wrong_rows(page))
    print(*problems, *counts(page), sep="\n")
    return 1 if problems else 0


def wrong_rows(page: Page | None) -> Iterator[str]:
    """Yield titles that stand twice, and scenarios that do not exist."""
    if page is None:
        yield f"{PAGE}:1: the page is missing"
        return
    seen: dict[tuple[str, str], int] = {}
    for row in rows(page):
        first = seen.setdefault((row.suite, row.title), row.line)
        if first != row.line:
            yield f"{PAGE}:{row.line}: the title stands in line {first} already: {row.title}"
        yield from (
            f"{PAGE}:{row.line}: {problem}"
            for scenario in row.scenarios
            for problem in wrong_scenario(scenario)
        )


def rows(page: Page) -> Iterator[Row]:
    """Yield the rows of the page's tables, each with the heading that it stands under."""
    suite = ""
    for line, text in page.prose:
        if heading := HEADING.match(text):
            suite = heading["title"]
        elif text.startswith("|"):
            title, _, scenarios = text.strip("| ").partition(" | ")
            if title not in HEADS:
                yield Row(line, suite, title, tuple(scenarios.split(BREAK)))


def wrong_scenario(text: str) -> Iterator[str]:
    """Yield why there is no such scenario."""
    proof = PROOF.fullmatch(text)
    if proof is None:
        yield f"no link to a feature with the name of a scenario: {text}"
        return
    feature = Path(os.path.normpath(PAGE.parent / proof["target"]))
    if feature != FEATURES / f"{proof['name']}.feature":
        yield f"{proof['name']} is not the name of {feature}"
    elif not feature.exists():
        yield f"there is no feature {feature}"
    elif proof["scenario"] not in scenario_names(feature):
        yield f"{feature} has no scenario {proof['scenario']!r}"


@cache
def scenario_names(feature: Path) -> frozenset[str]:
    """Return the names of a feature's scenarios, behind that of their rule where they have one."""
    parsed = parse_file(str(feature))
    names = {name for scenario in parsed.scenarios for name in names_of(scenario)}
    for rule in parsed.rules:
        for scenario in rule.scenarios:
            names.update(f"{rule.name}: {name}" for name in names_of(scenario))
    return frozenset(names)


def names_of(scenario: Scenario) -> Iterator[str]:
    """Yield the name of a scenario; of an outline that of each row, without behave's number."""
    if isinstance(scenario, ScenarioOutline):
        yield from (row.name.rpartition(" -- @")[0].rstrip() for row in scenario.scenarios)
    else:
        yield scenario.name


def counts(page: Page) -> Iterator[str]:
    """Yield how many titles there are, and how many scenarios show them."""
    found = list(rows(page))
    suites = {row.suite for row in found}
    proofs = {scenario for row in found for scenario in row.scenarios}
    features = {match["target"] for proof in proofs if (match := PROOF.fullmatch(proof))}
    yield (
        f"{len(found)} titles of {len(suites)} suites, shown by {len(proofs)} scenarios "
        f"of {len(features)} features"
    )


if __name__ == "__main__":
    sys.exit(main())
