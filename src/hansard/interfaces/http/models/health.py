"""The health of a store in answers."""

from __future__ import annotations

from typing import Literal

from hansard.interfaces.http.models.described import Answer, item


class HealthAnswer(Answer):
    """What is wrong with the records of a namespace."""

    status: Literal["healthy", "damaged"] = item("`damaged` where anything was found.", "healthy")
    findings: list[str] = item(
        "What is wrong, in words: records without a session, counters that do not agree.", []
    )
