"""What was used and what it cost."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query

from hansard.domain.api_key import KeyRole
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.models.described import query_read
from hansard.interfaces.http.models.usage import (
    CostsAnswer,
    RunsCounted,
    UsageAsked,
    UsageReportAnswer,
)
from hansard.interfaces.http.permissions import Caller, allow

router = APIRouter(route_class=StrictRoute, prefix="/v1", tags=["usage"])


@router.get("/usage", response_model=UsageReportAnswer)
async def show_usage(
    asked: Annotated[UsageAsked, Query()], caller: Caller = allow(KeyRole.READ)
) -> JsonResponse:
    """Say what runs used and cost, in all and by group, as of one moment.

    A run that states its own cost costs that; any other is priced by its tokens. Sessions that
    retention hid count, too.
    """
    with query_read():
        report = await caller.store.usage.report(
            asked.by,
            since=asked.since,
            until=asked.until,
            actor_name=asked.actor_name,
            owner_id=asked.owner_id,
            provider=asked.provider,
            session_id=asked.session_id,
        )
    return JsonResponse(asdict(report))


@router.get("/costs", response_model=CostsAnswer)
async def show_costs(
    asked: Annotated[RunsCounted, Query()], caller: Caller = allow(KeyRole.READ)
) -> JsonResponse:
    """Say what runs cost, in all, by provider and by model, by the prices of the service."""
    with query_read():
        costs = await caller.store.queries.get_cost_summary(
            session_id=asked.session_id,
            provider=asked.provider,
            actor_name=asked.actor_name,
            owner_id=asked.owner_id,
            since=asked.since,
            until=asked.until,
        )
    return JsonResponse(asdict(costs))
