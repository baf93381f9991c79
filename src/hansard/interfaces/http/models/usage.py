"""Usage and costs in requests and answers."""

from __future__ import annotations

from pydantic import Field

from hansard.domain.usage import UsageGrouping
from hansard.interfaces.http.models.described import Answer, Asked, Label, item
from hansard.interfaces.http.models.values import A_SESSION, A_TIME, Moment, Perhaps


class RunsCounted(Asked):
    """Which runs are counted."""

    session_id: Perhaps[Label] = Field(
        None, description="Only of this session.", examples=[A_SESSION]
    )
    provider: Perhaps[Label] = Field(
        None, description="Only runs of this provider.", examples=["anthropic"]
    )
    actor_name: Perhaps[Label] = Field(
        None, description="Only of sessions of this agent.", examples=["clerk"]
    )
    owner_id: Perhaps[Label] = Field(
        None, description="Only of sessions of this owner.", examples=["ann"]
    )
    since: Perhaps[Moment] = Field(
        None, description="Only what began then or later.", examples=[A_TIME]
    )
    until: Perhaps[Moment] = Field(
        None, description="Only what began then or earlier.", examples=[A_TIME]
    )


class UsageAsked(RunsCounted):
    """Which runs are counted, and by what they are grouped."""

    by: UsageGrouping = Field(
        UsageGrouping.PROVIDER,
        description="What runs are grouped by: their provider or model, the actor of their "
        "session, or the day, in UTC, on which they started.",
        examples=["day"],
    )


class UsageRowAnswer(Answer):
    """What the runs of one group used and cost."""

    group: str = item("What they have in common; `unknown` where they name nothing.", "2026-05-01")
    run_count: int = item("How many there are.", 2, ge=0)
    input_tokens: int = item("Tokens sent to models.", 812, ge=0)
    output_tokens: int = item("Tokens received from them.", 94, ge=0)
    total_tokens: int = item("The sum of the totals that runs state.", 906, ge=0)
    cost_usd: float | None = item("USD; null where nobody knows of any of them.", 0.0042, ge=0)
    unmapped_runs: int = item("Runs that state no cost and have no price.", 0, ge=0)


class AddedUsageAnswer(Answer):
    """What was added to the usage of sessions, whatever their runs report."""

    session_count: int = item("How many sessions there are, also without any usage.", 3, ge=0)
    input_tokens: int = item("Tokens sent to models.", 812, ge=0)
    output_tokens: int = item("Tokens received from them.", 94, ge=0)
    estimated_cost: float = item("USD.", 0.0042, ge=0)


class UsageReportAnswer(Answer):
    """What runs used and cost, and beside it what was added to sessions: never one sum of both."""

    by: UsageGrouping = item("What the rows group runs by.", "day")
    rows: list[UsageRowAnswer] = Field(
        description="Days in their order; other groups by total tokens, the largest first."
    )
    total: UsageRowAnswer = Field(description="All runs, as one more row.")
    added: AddedUsageAnswer | None = Field(
        description="A total of its own; null where a provider was asked for."
    )


class ProviderCostAnswer(Answer):
    """What the runs of one provider cost."""

    cost_usd: float = item("USD.", 0.0042, ge=0)
    run_count: int = item("All of its runs.", 2, ge=0)


class ModelCostAnswer(Answer):
    """What the runs of one model cost."""

    cost_usd: float = item("USD.", 0.0042, ge=0)
    input_tokens: int = item("Tokens sent to it.", 812, ge=0)
    output_tokens: int = item("Tokens received from it.", 94, ge=0)


class CostsAnswer(Answer):
    """What runs cost, in all, by provider and by model."""

    total_cost_usd: float = item("USD; what nobody can price adds nothing to it.", 0.0042, ge=0)
    run_count: int = item("All runs, also those.", 2, ge=0)
    by_provider: dict[str, ProviderCostAnswer] = item(
        "By name, sorted; `unknown` for runs that name none.",
        {"anthropic": {"cost_usd": 0.0042, "run_count": 2}},
    )
    by_model: dict[str, ModelCostAnswer] = item(
        "By name, sorted; `unknown` for runs that name none.",
        {"claude-sonnet-4-5": {"cost_usd": 0.0042, "input_tokens": 812, "output_tokens": 94}},
    )
    unmapped_runs: int = item("Runs that state no cost and have no price.", 0, ge=0)
