"""Artifacts in requests and answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from pydantic import Field

from hansard.domain.artifact import Artifact
from hansard.interfaces.http.models.described import (
    Answer,
    Asked,
    Label,
    Time,
    item,
    time_text,
)
from hansard.interfaces.http.models.values import (
    A_CURSOR,
    A_RUN,
    A_SESSION,
    A_TIME,
    PageAsked,
    Perhaps,
)

_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

ArtifactKey = Annotated[
    str,
    Path(
        description="The name that the artifact is asked for by, percent-encoded: data, never a "
        "path, though it may hold slashes.",
        examples=["reports/2026-05.pdf"],
    ),
]


class ArtifactsAsked(PageAsked):
    """Which artifacts are listed."""

    session_id: Perhaps[Label] = Field(
        None, description="Only those of this session.", examples=[A_SESSION]
    )


class ArtifactPut(Asked):
    """Where the bytes of an artifact come from."""

    session_id: Perhaps[Label] = Field(
        None,
        description="The session that it comes from, which is not looked for; it goes with it.",
        examples=[A_SESSION],
    )
    run_id: Perhaps[Label] = Field(
        None, description="The run that it comes from.", examples=[A_RUN]
    )


class ArtifactAnswer(Answer):
    """What is known of an artifact, without its bytes."""

    artifact_id: str = item("Unique within its namespace.", "art_01JB2Q9M0V3T8K6R5W4X7Y1Z2D")
    key: str = item("The name that it is asked for by.", "reports/2026-05.pdf")
    byte_size: int = item("Of the bytes.", 48_213, ge=0)
    checksum_sha256: str = item("Of the bytes, in lower-case hex.", _DIGEST)
    storage_backend: str = item("The kind of place where the bytes are.", "file")
    storage_ref: str = item("Which bytes of that place they are.", f"sha256:{_DIGEST}")
    created_at: Time = item("When it was put.", A_TIME)
    namespace: str = item("The part of the store that it belongs to.", "local")
    session_id: str | None = item("The session that it came from.", A_SESSION)
    run_id: str | None = item("The run that it came from.", A_RUN)
    content_type: str | None = item("What its writer says it is.", "application/pdf")
    metadata: dict[str, Any] = item("Its writer's own JSON object.", {"pages": 3})
    deleted_at: Time | None = item("Null: only artifacts that can be read are shown.", None)


class ArtifactsAnswer(Answer):
    """One page of artifacts."""

    artifacts: list[ArtifactAnswer] = Field(description="In the order of their creation.")
    next_cursor: str | None = item("Continues the listing; null on its last page.", A_CURSOR)


def artifact_map(artifact: Artifact) -> dict[str, Any]:
    """Give what is known of an artifact as answers have it."""
    gone = artifact.deleted_at
    return {
        **artifact.to_map(),
        "created_at": time_text(artifact.created_at),
        "deleted_at": None if gone is None else time_text(gone),
    }
