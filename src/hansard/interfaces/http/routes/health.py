"""Whether the service is alive, and whether it is of use."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Literal

from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import HansardError
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import JSON, StrictRoute
from hansard.interfaces.http.models.health import HealthAnswer
from hansard.interfaces.http.permissions import Caller, allow, public
from hansard.interfaces.http.problems import RETRY_AFTER, Refusal

router = APIRouter(route_class=StrictRoute, tags=["health"])


_DESCRIPTION: dict[str, Any] = {
    "description": "The OpenAPI document.",
    "content": {JSON: {"schema": {"type": "object"}, "example": {"openapi": "3.1.0"}}},
}


class Health(BaseModel):
    """How the service is."""

    status: Literal["alive", "ready"] = Field(
        description="`alive`, or `ready`: an error says that it is not.", examples=["ready"]
    )


@router.get("/healthz", response_model=Health)
async def show_liveness(_: None = public()) -> JsonResponse:
    """Say that the service is alive; nothing is looked at."""
    return JsonResponse({"status": "alive"})


@router.get("/readyz", response_model=Health)
async def show_readiness(request: Request, _: None = public()) -> JsonResponse:
    """Say whether the store can be reached and has the schema of this version."""
    try:
        await to_thread.run_sync(_check_store, request.app.state.store.backend)
    except HansardError as error:
        raise Refusal(
            HTTPStatus.SERVICE_UNAVAILABLE,
            error.code,
            "The store cannot be used now.",
            retry_after=str(RETRY_AFTER),
        ) from error
    return JsonResponse({"status": "ready"})


def _check_store(backend: object) -> None:
    """Look at the schema of a database; a store in memory is what it is."""
    from hansard.infrastructure.database import Database, schema

    if isinstance(backend, Database):
        schema.check(backend)


@router.get("/v1/health", response_model=HealthAnswer)
async def show_health(caller: Caller = allow(KeyRole.ADMIN)) -> JsonResponse:
    """Say what is wrong with the records of the namespace, having looked at every session."""
    findings = await caller.store.maintenance.health_check()
    status = "damaged" if findings else "healthy"
    return JsonResponse({"status": status, "findings": findings})


@router.get("/openapi.json", responses={200: _DESCRIPTION})
async def show_description(request: Request, _: None = public()) -> JsonResponse:
    """Give this description of the service."""
    return JsonResponse(request.app.openapi())
