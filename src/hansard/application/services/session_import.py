"""Importing an export document: everything is checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from hansard.application.arguments import read_metadata
from hansard.application.ports import Identifiers, UnitOfWork
from hansard.domain.content import encode_text
from hansard.domain.errors import InvalidContentError, InvalidInputError, SessionImportError
from hansard.domain.export import ImportedSession, read_document
from hansard.domain.message import NewMessage, SealedMessage, seal
from hansard.domain.session import Session, SessionStatus


class SealedImport(NamedTuple):
    """A checked document with fresh ids, ready to be written.

    Attributes:
        session: as it will stand in the end, without messages.
        messages: in their order.
        now: the moment of the import.
    """

    session: Session
    messages: list[SealedMessage]
    now: datetime

    def store(self, work: UnitOfWork) -> Session:
        """Write the session and its messages, and give the session."""
        session = self.session
        work.sessions.create(replace(session, status=SessionStatus.ACTIVE))
        work.messages.append_many(session.session_id, self.messages, self.now)
        work.sessions.update(session)
        session.message_count = session.next_sequence = len(self.messages)
        return session


def seal_import(
    document: Mapping[str, Any], now: datetime, namespace: str, identifiers: Identifiers
) -> SealedImport:
    """Check a document from end to end and give it fresh ids.

    Raises:
        SessionImportError: names the part that is wrong.
    """
    imported = read_document(document, now)
    session = imported.session
    session.session_id = identifiers.session_id()
    session.namespace = namespace
    field = ""
    sealed: list[SealedMessage] = []
    try:
        session.metadata = read_metadata(session.metadata)
        encode_text(session.status_reason or "", "status_reason")
        for index, (message, message_id) in enumerate(_with_ids(imported, identifiers)):
            field = f"messages[{index}]"
            sealed.append(seal(message, message_id, now))
    except InvalidContentError as error:
        part = (field + error.pointer.replace("/", ".")).lstrip(".")
        raise SessionImportError(part, error.reason) from error
    except InvalidInputError as error:
        raise SessionImportError(field or "document", str(error)) from error
    return SealedImport(session, sealed, now)


def _with_ids(
    imported: ImportedSession, identifiers: Identifiers
) -> Iterator[tuple[NewMessage, str]]:
    ids = identifiers.message_ids(len(imported.messages))
    return zip(imported.messages, ids, strict=True)
