"""Ingestion: raw events recorded, secrets taken out, the log and the audit trail."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import event_making, ingestion, redactions
from features.support.event_making import Making
from features.support.ingestion import Recording, Setting
from features.support.redactions import Request
from features.support.world import Context

register_type(
    Making=event_making.read_making,
    Recording=ingestion.read_recording,
    Redaction=redactions.read_request,
    Setting=ingestion.read_setting,
)


@given("{setting:Setting}")
def set_up(context: Context, setting: Setting) -> None:
    setting(context.world, context.table)


@given("{recording:Recording} recorded in {name:Name}")
@when("{recording:Recording} recorded in {name:Name}")
def record_events(context: Context, recording: Recording, name: str) -> None:
    recording(context.world, name, context.table)


@when("{request:Redaction}")
def redact_alone(context: Context, request: Request) -> None:
    request(context.world, context.table, context.text)


@then("exactly what is marked has gone")
def marked_has_gone(context: Context) -> None:
    redactions.check_marked(context.world)


@then("the log of events says")
def log_says(context: Context) -> None:
    ingestion.check_log(context.world, context.table)


@given("the audit trail noted")
@when("the audit trail notes")
def audit_trail_notes(context: Context) -> None:
    ingestion.note(context.world, context.table)


@when("the audit trail of {name:Name} is read")
def audit_trail_is_read(context: Context, name: str) -> None:
    ingestion.read_trail(context.world, name, context.table)


@when("{making:Making}")
def make_event(context: Context, making: Making) -> None:
    making(context.world, context.table)
