"""Integrity: what somebody did to the record, and what a verification finds."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import tampering, verification
from features.support.world import Context

register_type(Deed=tampering.read_deed)


@given("somebody {deed:Deed}")
def somebody_tampers(context: Context, deed: str) -> None:
    tampering.tamper(context.world, deed)


@when("the record of {space:Space} is verified")
@when("the record of {space:Space} is verified while {count:Number} callers write to it")
def verify_record(context: Context, space: str, count: int = 0) -> None:
    verification.verify(context.world, space, writers=count)


@then("the findings are")
def findings_are(context: Context) -> None:
    verification.check_findings(context.world, context.table)
