"""Check the vocabulary of the features: ``python -m features.support.vocabulary``.

Every step of a feature has exactly one definition and every definition is used, also where a run
selects a part of the features only. Definitions are few and short, and examples keep their shape:
three to six steps with one When, at most four examples to a rule, and no word that belongs to the
program and not to its users.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from behave.model import Feature, Scenario, Step
from behave.runner_util import collect_feature_locations, load_step_modules, parse_features
from behave.step_registry import registry

from features.support import words

FEATURES = Path(__file__).resolve().parent.parent
MOST_DEFINITIONS = 260
MOST_LINES = 4
STEPS = range(3, 7)
MOST_EXAMPLES = 4
GROUPED_BY_SUBJECT = "session_persistence.feature"
"""Its rules are the subjects that it was asked to have, not single promises."""

_TECHNICAL = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|COMMIT|ROLLBACK)\b"  # SQL
    r"|\b[a-z]+_[a-z_]+\b"  # names of tables, columns, functions
    r"|\b[A-Z][a-z]+([A-Z][a-z]+)+\b"  # names of classes
    r"|\b[0-9A-HJKMNP-TV-Z]{26}\b"  # ids
)

_QUOTED = re.compile(r'(?:[A-Z]+ )?"[^"]*"')
"""What a step says of a request and of texts: the method of one is HTTP's own word."""


class Definition:
    """One step definition and how often it is used."""

    def __init__(self, kind: str, matcher: Any) -> None:
        self.kind = kind
        self.matcher = matcher
        self.uses = 0

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.matcher.location}: @{self.kind}({self.matcher.pattern!r})"

    def matches(self, step: Step) -> bool:
        """Say whether a step of a feature means this definition."""
        kinds = ("step", step.step_type)
        return self.kind in kinds and self.matcher.match(step.name) is not None


def main() -> int:
    """Print what is wrong; return 1 where anything is."""
    words.register()
    load_step_modules([str(FEATURES / "steps")])
    definitions = [
        Definition(kind, matcher) for kind, kept in registry.steps.items() for matcher in kept
    ]
    locations = collect_feature_locations([str(FEATURES)])
    features = parse_features(locations)
    findings = [
        *(finding for feature in features for finding in check_feature(feature, definitions)),
        *check_definitions(definitions),
    ]
    scenarios = sum(len(list(feature.walk_scenarios())) for feature in features)
    steps = count_functions(definitions)
    counts = f"{steps} step definitions, {scenarios} scenarios, {len(findings)} findings"
    sys.stdout.write("\n".join([*findings, counts, ""]))
    return 1 if findings else 0


def check_feature(feature: Feature, definitions: list[Definition]) -> Iterator[str]:
    """Give what is wrong with a feature; count the uses of definitions."""
    for scenario in feature.walk_scenarios():
        for step in scenario.all_steps:
            yield from check_step(step, definitions)
        yield from check_scenario(scenario)
    for rule in feature.rules:
        examples = len(list(rule.scenarios))
        if examples > MOST_EXAMPLES and not feature.filename.endswith(GROUPED_BY_SUBJECT):
            yield f"{rule.location}: {examples} examples for one promise"


def check_step(step: Step, definitions: list[Definition]) -> Iterator[str]:
    """Give what is wrong with a step of a feature."""
    found = [definition for definition in definitions if definition.matches(step)]
    for definition in found:
        definition.uses += 1
    if not found:
        yield f"{step.location}: undefined: {step.keyword} {step.name}"
    elif len(found) > 1:
        places = "; ".join(definition.place for definition in found)
        yield f"{step.location}: ambiguous: {step.keyword} {step.name}: {places}"


def check_scenario(scenario: Scenario) -> Iterator[str]:
    """Give what is wrong with the shape and the words of an example."""
    kinds = [step.step_type for step in scenario.all_steps]
    if len(kinds) not in STEPS:
        yield f"{scenario.location}: {len(kinds)} steps"
    if kinds.count("when") != 1:
        yield f"{scenario.location}: {kinds.count('when')} times When"
    for text in (scenario.name, *(step.name for step in scenario.steps)):
        if technical := _TECHNICAL.search(_QUOTED.sub("", text)):
            yield f"{scenario.location}: {technical[0]} is a word of the program"


def check_definitions(definitions: list[Definition]) -> Iterator[str]:
    """Give definitions that no feature uses or that are too long, and a vocabulary too large."""
    functions = count_functions(definitions)
    if functions > MOST_DEFINITIONS:
        yield f"{functions} step definitions, at most {MOST_DEFINITIONS}"
    for definition in definitions:
        if not definition.uses:
            yield f"{definition.place} is not used"
        if (lines := _body_lines(definition.matcher.func)) > MOST_LINES:
            yield f"{definition.place} has {lines} lines, at most {MOST_LINES}"


def count_functions(definitions: list[Definition]) -> int:
    """Count definitions, taking "is deleted" and "was deleted" of one function for one."""
    return len({definition.matcher.func for definition in definitions})


def _body_lines(function: Callable[..., Any]) -> int:
    """Count the lines of a function's body."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    return (body.end_lineno or 0) - body.body[0].lineno + 1


if __name__ == "__main__":
    sys.exit(main())
