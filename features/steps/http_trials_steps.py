"""HTTP under many clients, and under those that mean harm."""

from __future__ import annotations

from behave import register_type, when

from features.support.http_trials import Trial, read_trial
from features.support.world import Context

register_type(Trial=read_trial)


@when("{trial:Trial}")
def trial_is_made(context: Context, trial: Trial) -> None:
    world = context.world
    world.run(lambda: trial(world))
