"""Artifacts: bytes by key, put, listed, given back as attachments, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from hansard.domain.api_key import KeyRole
from hansard.domain.artifact import Artifact
from hansard.domain.errors import ArtifactNotFoundError, DuplicateKeyError
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.attachments import Attachment, close, validators
from hansard.interfaces.http.bodies import OCTETS, StrictRoute
from hansard.interfaces.http.headers import (
    LINK,
    LOCATION,
    malformed,
    path_to,
    refuse_precondition,
    told,
)
from hansard.interfaces.http.models.artifacts import (
    ArtifactAnswer,
    ArtifactKey,
    ArtifactPut,
    ArtifactsAnswer,
    ArtifactsAsked,
    artifact_map,
)
from hansard.interfaces.http.models.described import query_read
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.paging import link_to_next
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.problems import Refusal
from hansard.interfaces.http.ranges import Part, UnsatisfiableError, is_known, is_wanted, read_range

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

router = APIRouter(route_class=StrictRoute, prefix="/v1/artifacts", tags=["artifacts"])

IN_MEMORY = 1 << 20
"""Bytes of a body that are kept in memory; longer ones wait in a file without a name."""

_AN_ETAG = '"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"'
_BYTES = {
    "schema": {"type": "string", "format": "binary"},
    "example": "Order 17 was shipped on Monday.\n",
}


def _header(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


def _sent(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


_ETAG = {"ETag": _sent("The SHA-256 of all of the bytes.", _AN_ETAG)}
_ATTACHED = {
    **_ETAG,
    "Content-Disposition": _sent(
        "Proposes a file name (RFC 6266).",
        "attachment; filename=\"2026-05.pdf\"; filename*=UTF-8''2026-05.pdf",
    ),
}
_PART = {"Content-Range": _sent("Which bytes these are.", "bytes 0-1023/48213")}
_GIVEN = {
    "requestBody": {
        "required": False,
        "description": "The bytes, if any. `Content-Type` says what they are, in their writer's "
        "words.",
        "content": {OCTETS: _BYTES, "*/*": _BYTES},
    },
    "parameters": [
        {
            **_header(
                "If-None-Match",
                "`*`: only where the key stands for nothing yet, else it is 412.",
                "*",
            ),
            "schema": {"type": "string", "enum": ["*"]},
        }
    ],
}
_ASKED = {
    "parameters": [
        _header("Range", "One part of the bytes; several are answered with all.", "bytes=0-1023"),
        _header("If-Range", "Only a part of the bytes with this ETag, else all.", _AN_ETAG),
        _header("If-None-Match", "ETags of what the client has: 304 then.", _AN_ETAG),
        _header("If-Match", "ETags of what the client wants: 412 where it is another.", _AN_ETAG),
    ]
}


@router.get(
    "",
    response_model=ArtifactsAnswer,
    responses={200: told("One page of artifacts.", LINK)},
)
async def list_artifacts(
    asked: Annotated[ArtifactsAsked, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """List what is known of artifacts, without their bytes, in the order of their creation."""
    with query_read():
        page = await caller.store.artifacts.page(
            asked.cursor, asked.limit, session_id=asked.session_id
        )
    artifacts = [artifact_map(artifact) for artifact in page.items]
    found = {"artifacts": artifacts, "next_cursor": page.cursor}
    return JsonResponse(found, headers=link_to_next(request, page.cursor))


@router.put(
    "/{key:path}",
    response_model=ArtifactAnswer,
    responses={
        200: told("What took the place of what the key stood for before.", _ETAG, LOCATION),
        201: {"model": ArtifactAnswer, **told("What was put.", _ETAG, LOCATION)},
        **responses(412, 507),
    },
    openapi_extra=_GIVEN,
)
async def put_artifact(
    key: ArtifactKey,
    asked: Annotated[ArtifactPut, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """Keep bytes under a key. What the key stood for before is deleted with the same step.

    Its session and run are named, not looked for.
    """
    is_new_only = _asks_for_new(request)
    is_new = await caller.store.artifacts.get_by_key(key) is None
    with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        async for piece in request.stream():
            await to_thread.run_sync(body.write, piece)
        body.seek(0)
        try:
            artifact = await caller.store.artifacts.put(
                key,
                body,
                session_id=asked.session_id,
                run_id=asked.run_id,
                content_type=request.headers.get("content-type"),
                replace=not is_new_only,
            )
        except DuplicateKeyError as error:
            raise _is_taken() from error
    headers = {"location": path_to("artifacts", key), **validators(artifact)}
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return JsonResponse(artifact_map(artifact), status, headers)


@router.get(
    "/{key:path}",
    status_code=HTTPStatus.OK,
    response_class=Attachment,
    responses={
        200: {**told("The bytes.", _ATTACHED), "content": {"*/*": _BYTES}},
        206: {**told("The part that was asked for.", _ATTACHED, _PART), "content": {"*/*": _BYTES}},
        304: told("The client has them already.", _ETAG),
        **responses(404, 412, 416),
    },
    openapi_extra=_ASKED,
)
async def show_artifact(
    key: ArtifactKey, request: Request, caller: Caller = allow(KeyRole.READ)
) -> Response:
    """Give the bytes of an artifact, or one part of them, as an attachment.

    All of them are compared with their SHA-256 before the first is sent. The type is what their
    writer said only where that is harmless; nothing is shown in place.
    """
    artifact = await _known(caller.store, key)
    headers = validators(artifact)
    if not is_wanted(request.headers, headers["etag"]):
        raise _is_another(headers["etag"])
    if is_known(request.headers, headers["etag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return await _attached(caller.store, artifact, request)


@router.delete(
    "/{key:path}",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=responses(404),
    dependencies=[Depends(refuse_precondition)],
)
async def delete_artifact(
    key: ArtifactKey, caller: Caller = allow(KeyRole.ADMIN, audited="erase")
) -> Response:
    """Delete an artifact. Its key is free then, its bytes go unless another one has them, too."""
    if not await caller.store.artifacts.delete(key):
        raise ArtifactNotFoundError(key)
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _known(store: AsyncHansard, key: str) -> Artifact:
    artifact = await store.artifacts.get_by_key(key)
    if artifact is None:
        raise ArtifactNotFoundError(key)
    return artifact


async def _attached(store: AsyncHansard, artifact: Artifact, request: Request) -> Attachment:
    """Open the bytes of an artifact, also of one that takes its place meanwhile."""
    while True:
        part = _part(request, artifact)
        pieces = store.artifacts.iter_content(artifact.key)
        first = await anext(pieces, b"")
        now = await _known(store, artifact.key)
        if now.artifact_id == artifact.artifact_id:
            return Attachment(artifact, _resumed(first, pieces), part)
        await close(pieces)
        artifact = now


async def _resumed(first: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield all pieces, the first of which was taken already."""
    try:
        yield first
        async for piece in pieces:
            yield piece
    finally:
        await close(pieces)


def _part(request: Request, artifact: Artifact) -> Part | None:
    """Give the part that is asked for, None for all.

    Raises:
        Refusal: there is no such part.
    """
    size = artifact.byte_size
    try:
        return read_range(request.headers, size, validators(artifact)["etag"])
    except UnsatisfiableError as error:
        raise Refusal(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "range_not_satisfiable",
            f"The artifact has {size} bytes.",
            content_range=f"bytes */{size}",
        ) from error


def _asks_for_new(request: Request) -> bool:
    """Say whether bytes are to be put only where the key stands for nothing.

    Raises:
        Refusal: another condition, which is not looked at.
    """
    condition = request.headers.get("if-none-match")
    if condition not in (None, "*") or "if-match" in request.headers:
        raise malformed("A put takes one condition, If-None-Match: *. Nothing was written.")
    return condition == "*"


def _is_another(etag: str) -> Refusal:
    return Refusal(
        HTTPStatus.PRECONDITION_FAILED,
        "precondition_failed",
        "The key stands for other bytes than those that If-Match names.",
        etag=etag,
    )


def _is_taken() -> Refusal:
    return Refusal(
        HTTPStatus.PRECONDITION_FAILED,
        DuplicateKeyError.code,
        "The key stands for something already. Nothing was written; choose another key, or "
        "leave out If-None-Match to replace it.",
    )
