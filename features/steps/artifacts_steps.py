"""Artifacts: putting, reading, registering, deleting and sweeping them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from behave import given, register_type, then, when

from features.support import artifact_files, artifacts, composite
from features.support.artifact_files import Mishap
from features.support.artifacts import State
from features.support.world import Context

register_type(
    ArtifactRequest=artifacts.read_request,
    ArtifactListing=artifacts.read_listing,
    ArtifactState=artifacts.read_state,
    ArtifactMishap=artifact_files.read_mishap,
    StoreOperation=composite.read_operation,
    CallerEnd=artifacts.read_end,
)


@given("the artifacts")
@when("this artifact is put")
@when("this artifact is put in a transaction that the caller {end:CallerEnd}")
def put_artifacts(context: Context, end: str | None = None) -> None:
    context.add_cleanup(artifact_files.settle(context.world))
    artifacts.put(context.world, context.table, end)


@given("the registered artifacts")
@when("this artifact is registered")
def register_artifacts(context: Context) -> None:
    artifacts.register(context.world, context.table)


@given('the artifact "{key:Text}" was {request:ArtifactRequest}')
@when('the artifact "{key:Text}" is {request:ArtifactRequest}')
@when('the artifact "{key:Text}" in {space:Space} is {request:ArtifactRequest}')
def ask_for_artifact(
    context: Context, key: str, request: Callable[..., Any], space: str = "local"
) -> None:
    artifacts.ask(context.world, key, request, space)


@when("the artifacts {listing:ArtifactListing}")
def list_artifacts(context: Context, listing: Callable[..., Any]) -> None:
    context.world.run(lambda: listing(context.world))


@given("the artifacts that are {hours:Number} hours old were swept")
@when("the artifacts are swept")
@when("the artifacts that are {hours:Number} hours old are swept")
def sweep_artifacts(context: Context, hours: int | None = None) -> None:
    artifacts.sweep(context.world, hours)


@given("{mishap:ArtifactMishap}")
def mishap_happens(context: Context, mishap: Mishap) -> None:
    context.add_cleanup(artifact_files.settle(context.world))
    context.add_cleanup(mishap(context.world) or (lambda: None))


@when("the store is asked to {operation:StoreOperation}")
def ask_store(context: Context, operation: Callable[..., Any]) -> None:
    context.add_cleanup(artifact_files.settle(context.world))
    context.world.run(lambda: operation(context.world))


@then("every artifact {state:ArtifactState}")
@then('the artifact "{key:Text}" {state:ArtifactState}')
def artifacts_are(context: Context, state: State, key: str | None = None) -> None:
    artifacts.check(context.world, key, state)


@then("the files of the artifacts are")
def artifact_files_are(context: Context) -> None:
    artifact_files.check_files(context.world, context.table)
