"""API keys: making and revoking them, and what their secrets open; see `features.support.keys`."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import keys
from features.support.world import Context

register_type(KeyClaim=keys.read_claim, KeyDeed=keys.read_deed, DoneKeyDeed=keys.read_done_deed)


@given("the keys")
@when("these keys are made")
def make_keys(context: Context) -> None:
    keys.make(context.world, context.table)


@given("{deed:DoneKeyDeed}")
@when("{deed:KeyDeed}")
def do_with_key(context: Context, deed: str) -> None:
    keys.do(context.world, deed)


@then("{claim:KeyClaim}")
def claim_holds(context: Context, claim: str) -> None:
    keys.check(context.world, claim)
