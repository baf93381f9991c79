"""Export documents: a session as plain JSON that proves it was not changed on the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hansard.domain.content import check_id
from hansard.domain.errors import (
    HansardError,
    InvalidContentError,
    SessionExportError,
    SessionImportError,
)
from hansard.domain.message import NewMessage, SessionMessage, read_role, read_tool_calls
from hansard.domain.session import (
    MAX_COST,
    MAX_TOKENS,
    Session,
    SessionTokenUsage,
    read_label,
    read_status,
    read_tags,
)
from hansard.domain.shown import shown

EXPORT_SCHEMA_VERSION = "1.0"

_SESSION_KEYS = frozenset(
    "schema_version session_id actor_name namespace messages linked_plan_ids token_usage "
    "metadata created_at updated_at name owner_id status status_reason automation_level tags "
    "checksum".split()
)
_MESSAGE_KEYS = frozenset(
    "message_id role content sequence timestamp metadata tool_calls tool_call_id payload".split()
)


@dataclass(frozen=True, slots=True)
class ImportedSession:
    """What an export document says, checked, with everything but ids and unknown times.

    Attributes:
        session: its id and ``updated_at`` are placeholders that the importer replaces.
        messages: in the order of their sequences, without ids.
    """

    session: Session
    messages: tuple[NewMessage, ...]


def export_document(session: Session) -> dict[str, Any]:
    """Give a session with its messages as a document with version and checksum.

    Raises:
        SessionExportError: it holds NaN or infinity.
    """
    usage = session.token_usage
    document: dict[str, Any] = {
        "schema_version": EXPORT_SCHEMA_VERSION,
        "session_id": session.session_id,
        "actor_name": session.actor_name,
        "namespace": session.namespace,
        "messages": [_export_message(message) for message in session.messages],
        "linked_plan_ids": list(session.linked_plan_ids),
        "token_usage": {
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "estimated_cost": usage.estimated_cost,
        },
        "metadata": session.metadata,
        "created_at": session.created_at.isoformat(),
        "updated_at": session.updated_at.isoformat(),
        "name": session.name,
        "owner_id": session.owner_id,
        "status": session.status.value,
        "status_reason": session.status_reason,
        "automation_level": session.automation_level,
        "tags": list(session.tags),
    }
    try:
        document["checksum"] = f"sha256:{checksum(document)}"
    except (TypeError, ValueError) as error:
        raise SessionExportError(
            f"Session {session.session_id} cannot be exported: {error}"
        ) from error
    return document


def checksum(document: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a document without its ``checksum``, as 64 lower-case hex digits.

    The digest is taken over JSON with sorted keys, ``", "`` and ``": "`` as separators and
    everything beyond ASCII escaped.

    Raises:
        TypeError, ValueError, RecursionError: the document is not JSON.
    """
    body = {key: value for key, value in document.items() if key != "checksum"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, allow_nan=False).encode()).hexdigest()


def read_document(document: object, now: datetime) -> ImportedSession:
    """Check an export document from end to end.

    Args:
        now: stands in for times that the document does not give.

    Raises:
        SessionImportError: names the first part that is wrong.
    """
    if not isinstance(document, Mapping):
        raise SessionImportError("document", "must be a JSON object")
    version = document.get("schema_version")
    if version != EXPORT_SCHEMA_VERSION:
        raise SessionImportError(
            "schema_version", f"must be {shown(EXPORT_SCHEMA_VERSION)}, not {shown(version)}"
        )
    _verify_checksum(document)
    created_at = _read_time(document, "created_at", "created_at", now)
    try:
        session = _read_session(document, created_at, now)
    except SessionImportError:
        raise
    except HansardError as error:
        raise SessionImportError("document", str(error)) from error
    return ImportedSession(session, _read_messages(document, now))


def _export_message(message: SessionMessage) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "role": message.role.value,
        "content": message.content,
        "sequence": message.sequence,
        "timestamp": message.timestamp.isoformat(),
        "metadata": message.metadata,
        "tool_calls": [call.to_json() for call in message.tool_calls],
        "tool_call_id": message.tool_call_id,
        "payload": message.payload,
    }


def _verify_checksum(document: Mapping[str, Any]) -> None:
    stated = document.get("checksum")
    if not isinstance(stated, str):
        raise SessionImportError("checksum", "is missing")
    try:
        actual = checksum(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise SessionImportError("document", f"is not JSON: {error}") from error
    if stated.removeprefix("sha256:") != actual:
        raise SessionImportError(
            "checksum", "Checksum verification failed: the document was changed after its export"
        )


def _read_session(document: Mapping[str, Any], created_at: datetime, now: datetime) -> Session:
    metadata = dict(_read_object(document, "metadata"))
    extra = {key: value for key, value in document.items() if key not in _SESSION_KEYS}
    if extra:
        metadata["imported_extra"] = _merged(metadata.get("imported_extra"), extra)
    return Session(
        session_id="imported",
        created_at=created_at,
        updated_at=now,
        actor_name=_label(document, "actor_name"),
        owner_id=_label(document, "owner_id"),
        name=_label(document, "name"),
        status=read_status(document.get("status", "active")),
        status_reason=_text(document, "status_reason"),
        automation_level=_label(document, "automation_level"),
        linked_plan_ids=tuple(
            check_id(plan, f"linked_plan_ids[{index}]")
            for index, plan in enumerate(_read_list(document, "linked_plan_ids"))
        ),
        token_usage=_read_usage(document),
        metadata=metadata,
        tags=read_tags(_read_list(document, "tags")),
    )


def _read_usage(document: Mapping[str, Any]) -> SessionTokenUsage:
    usage = _read_object(document, "token_usage")
    values: dict[str, Any] = {}
    for key, kinds in (
        ("input_tokens", (int,)),
        ("output_tokens", (int,)),
        ("estimated_cost", (int, float)),
    ):
        value = usage.get(key, 0)
        most = MAX_COST if float in kinds else MAX_TOKENS
        if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value <= most:
            raise SessionImportError(
                f"token_usage.{key}", f"must be a number >= 0, not {shown(value)}"
            )
        values[key] = value
    return SessionTokenUsage(
        values["input_tokens"], values["output_tokens"], float(values["estimated_cost"])
    )


def _read_messages(document: Mapping[str, Any], now: datetime) -> tuple[NewMessage, ...]:
    numbered: dict[int, NewMessage] = {}
    for index, item in enumerate(_read_list(document, "messages", required=True)):
        field = f"messages[{index}]"
        if not isinstance(item, Mapping):
            raise SessionImportError(field, "must be an object")
        sequence = item.get("sequence")
        if not isinstance(sequence, int) or isinstance(sequence, bool) or sequence < 0:
            raise SessionImportError(
                f"{field}.sequence", f"must be an integer, not {shown(sequence)}"
            )
        if sequence in numbered:
            raise SessionImportError(f"{field}.sequence", f"{sequence} is there twice")
        numbered[sequence] = _read_message(item, field, now)
    return tuple(numbered[sequence] for sequence in sorted(numbered))


def _read_message(item: Mapping[str, Any], field: str, now: datetime) -> NewMessage:
    metadata = dict(_read_object(item, "metadata", f"{field}.metadata"))
    extra = {key: value for key, value in item.items() if key not in _MESSAGE_KEYS}
    if extra:
        metadata["imported_extra"] = _merged(metadata.get("imported_extra"), extra)
    if not isinstance(item.get("content"), str):
        raise SessionImportError(f"{field}.content", "must be a text")
    try:
        return NewMessage(
            role=read_role(item.get("role")),
            content=item["content"],
            metadata=metadata,
            tool_calls=read_tool_calls(_read_list(item, "tool_calls", f"{field}.tool_calls")),
            tool_call_id=_label(item, "tool_call_id", f"{field}.tool_call_id"),
            payload=item.get("payload"),
            timestamp=_read_time(item, "timestamp", f"{field}.timestamp", now),
        )
    except SessionImportError:
        raise
    except InvalidContentError as error:
        raise SessionImportError(field + error.pointer.replace("/", "."), error.reason) from error
    except HansardError as error:
        raise SessionImportError(
            f"{field}.role" if "role" in str(error) else field, str(error)
        ) from error


def _merged(earlier: object, extra: dict[str, Any]) -> dict[str, Any]:
    """Keep what an earlier import did not know beside what this one does not."""
    return {**earlier, **extra} if isinstance(earlier, Mapping) else extra


def _read_time(item: Mapping[str, Any], key: str, field: str, default: datetime) -> datetime:
    text = item.get(key)
    if text is None:
        return default
    try:
        time = datetime.fromisoformat(text)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise SessionImportError(field, f"must be an ISO 8601 time, not {shown(text)}") from error


def _read_object(item: Mapping[str, Any], key: str, field: str | None = None) -> Mapping[str, Any]:
    value = item.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise SessionImportError(field or key, "must be an object")
    return value


def _read_list(
    item: Mapping[str, Any], key: str, field: str | None = None, *, required: bool = False
) -> list[Any]:
    value = item.get(key)
    if value is None and not required:
        return []
    if not isinstance(value, list):
        raise SessionImportError(field or key, "must be a list")
    return value


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise SessionImportError(key, "must be a text or null")
    return value


def _label(item: Mapping[str, Any], key: str, field: str | None = None) -> str | None:
    try:
        return read_label(item.get(key), field or key)
    except HansardError as error:
        raise SessionImportError(field or key, str(error)) from error
