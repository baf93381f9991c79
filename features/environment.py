"""How the features run: which of them, on what, and with a world of their own for each scenario."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from behave.model import Feature, Scenario
from behave.runner import Context
from behave.tag_matcher import ActiveTagMatcher

_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

from features.support import words  # noqa: E402  # the project's root must be importable first
from features.support.run import NOTHING_CHANGES, Run  # noqa: E402

words.register()


def before_all(context: Context) -> None:
    context.run = Run(context.config.userdata)
    context.run.start()
    chosen = {"backend": context.run.backend_name, "face": context.run.face_name}
    context.active_tags = ActiveTagMatcher(chosen)


def after_all(context: Context) -> None:
    context.run.stop()


def before_feature(context: Context, feature: Feature) -> None:
    if context.run.backend.unavailable is not None:
        feature.skip(context.run.backend.unavailable)
    _skip_excluded(context, feature)


def before_rule(context: Context, rule: Any) -> None:
    _skip_excluded(context, rule)


def before_scenario(context: Context, scenario: Scenario) -> None:
    if _skip_excluded(context, scenario):
        return
    watched = any(step.name == NOTHING_CHANGES for step in scenario.all_steps)
    context.world = context.run.world(scenario.name, watched=watched)


def after_scenario(context: Context, scenario: Scenario) -> None:
    if "world" in context:
        context.world.close()
        if not scenario.status.has_failed():
            context.world.settle()


def _skip_excluded(context: Context, element: Any) -> bool:
    """Skip what its tags exclude from this backend or face; say whether it was."""
    excluded: bool = context.active_tags.should_skip_with_tags(element.effective_tags)
    if excluded:
        element.skip(context.active_tags.exclude_reason)
    return excluded
