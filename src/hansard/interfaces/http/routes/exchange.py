"""Sessions that travel: exported as documents that verify, imported as new sessions."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends
from pydantic import PlainValidator

from hansard.domain.api_key import KeyRole
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import ETAG, LOCATION, refuse_precondition, told
from hansard.interfaces.http.models.described import SessionId, unread
from hansard.interfaces.http.models.exchange import SessionDocument
from hansard.interfaces.http.models.sessions import SessionAnswer
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.routes.sessions import created

router = APIRouter(
    route_class=StrictRoute,
    prefix="/v1/sessions",
    tags=["exchange"],
    dependencies=[Depends(refuse_precondition)],
)

Document = Annotated[
    Any,
    Body(description="A document that an export has given, unchanged."),
    PlainValidator(unread, json_schema_input_type=SessionDocument),
]


@router.get("/{session_id}/export", response_model=SessionDocument, responses=responses(404))
async def export_session(
    session_id: SessionId, caller: Caller = allow(KeyRole.READ, audited="export")
) -> JsonResponse:
    """Export a session with its messages as a document with a checksum."""
    return JsonResponse(await caller.store.sessions.export_session(session_id))


@router.post(
    "/import",
    status_code=HTTPStatus.CREATED,
    response_model=SessionAnswer,
    responses={201: told("The session that was made of it.", ETAG, LOCATION), **responses(507)},
)
async def import_session(
    document: Document, caller: Caller = allow(KeyRole.APPEND, audited="import")
) -> JsonResponse:
    """Store an exported document as a new session.

    The document is checked from end to end, its checksum included, before anything is stored;
    where it does not verify `field` says which part is wrong. Ids are fresh, messages are
    numbered from 0 in their order, their times are kept. Importing it twice makes two sessions.
    """
    return created(await caller.store.sessions.import_session(document))
