"""The session manager: sessions and runs whose every step is recorded as an event."""

from __future__ import annotations

from typing import Any

from behave import given, register_type, then, when

from features.support import manager
from features.support.manager import Making
from features.support.world import Context

register_type(
    Move=manager.read_move, Restriction=manager.read_restriction, RecordMaking=manager.read_making
)


@given("the manager started session {name:Name}")
@given("the manager started session {name:Name} with")
@when("the manager starts session {name:Name}")
@when("the manager starts session {name:Name} with")
def start_session(context: Context, name: str) -> None:
    manager.start_session(context.world, name, context.table)


@given("the manager {method:Move} session {name:Name}")
@when("the manager {method:Move} session {name:Name}")
@when('the manager {method:Move} session {name:Name} because "{reason:Text}"')
@when("the manager {method:Move} session {name:Name} with")
def move_session(context: Context, method: str, name: str, reason: str | None = None) -> None:
    error = manager.error_of(context.table)
    manager.move_session(context.world, name, method, error or reason)


@given('the manager started run "{run:Text}" of {name:Name}')
@given('the manager started run "{run:Text}" of {name:Name} with')
@when('the manager starts run "{run:Text}" of {name:Name}')
@when('the manager starts run "{run:Text}" of {name:Name} with')
def start_run(context: Context, run: str, name: str) -> None:
    manager.start_run(context.world, run, name, context.table)


@when("the manager starts {count:Number} runs of {name:Name} at the same time")
@when("the manager starts {count:Number} sessions at the same time")
def start_together(context: Context, count: int, name: str | None = None) -> None:
    manager.start_together(context.world, count, name)


@given('the manager cancelled run "{run:Text}"')
@when('the manager cancels run "{run:Text}"')
@when('the manager cancels run "{run:Text}" because "{reason:Text}"')
def cancel_run(context: Context, run: str, reason: str | None = None) -> None:
    context.world.attempt(context.world.store.manager.cancel_run, run, reason)


@given('the manager executed run "{run:Text}" by a runner that')
@when('the manager executes run "{run:Text}" by a runner that')
def execute(context: Context, run: str) -> None:
    manager.execute(context.world, run, context.table)


@given("the manager ran {name:Name} once by a runner that")
@when("the manager runs {name:Name} once by a runner that")
def run_once(context: Context, name: str) -> None:
    manager.run_once(context.world, name, context.table)


@when("the manager fails what was silent for {seconds:Number} seconds")
@when(
    "the manager fails what was silent for {seconds:Number} seconds, asked by {callers:Number} "
    "callers at the same time"
)
@when(
    "the manager fails what was silent for {seconds:Number} seconds, and run "
    '"{run:Text}" gives a sign of life after it was found'
)
def recover(context: Context, seconds: int, callers: int = 1, run: str | None = None) -> None:
    with manager.signs_of_life(context.world, run):
        manager.recover(context.world, seconds, callers)


@when("the manager streams {count:Number} events of {name:Name}, and pauses it before the last")
@when("the manager streams {count:Number} events of {name:Name}, pausing it before the last, with")
def stream(context: Context, count: int, name: str) -> None:
    manager.stream(context.world, name, count, context.table)


@then("the manager's events of {name:Name}{where:Restriction} are")
def events_are(context: Context, name: str, where: dict[str, Any]) -> None:
    manager.check_events(context.world, name, where, context.table)


@then("the manager's runs of {name:Name} are")
def runs_are(context: Context, name: str) -> None:
    manager.check_runs(context.world, name, context.table)


@then("the runner was given")
def runner_was_given(context: Context) -> None:
    manager.check_given(context.world, context.table)


@when("{making:RecordMaking}")
def make_record(context: Context, making: Making) -> None:
    making(context.world, context.table)
