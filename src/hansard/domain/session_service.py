"""The abstract session service: what any store of sessions offers to an agent."""

from __future__ import annotations

import builtins
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from hansard.domain.message import MessageRole, SessionMessage
from hansard.domain.session import Session, SessionTokenUsage


class SessionService(ABC):
    """Create, read, extend, hand over and delete sessions.

    Every method raises `SessionNotFoundError` for a session that is not visible in the
    service's namespace.
    """

    @abstractmethod
    def create(self, actor_name: str | None = None) -> Session:
        """Create an empty session."""

    @abstractmethod
    def get(self, session_id: str) -> Session:
        """Give a session with its messages in order."""

    @abstractmethod
    def list(self, limit: int = 50, offset: int = 0) -> builtins.list[Session]:
        """List sessions without their messages, newest first."""

    @abstractmethod
    def delete(self, session_id: str) -> None:
        """Delete a session and everything that belongs to it."""

    @abstractmethod
    def append_message(
        self,
        session_id: str,
        role: MessageRole | str,
        content: str = "",
        metadata: Mapping[str, Any] | None = None,
    ) -> SessionMessage:
        """Append one message."""

    @abstractmethod
    def export_session(self, session_id: str) -> dict[str, Any]:
        """Give a session as a document that verifies."""

    @abstractmethod
    def import_session(self, document: Mapping[str, Any]) -> Session:
        """Store an exported document as a new session."""

    @abstractmethod
    def update_token_usage(
        self, session_id: str, input_tokens: int = 0, output_tokens: int = 0, cost: float = 0.0
    ) -> SessionTokenUsage:
        """Add to what the session has used, and give the new totals."""
