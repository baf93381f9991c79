"""Forks: where a session came from, what it takes along, and what came from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hansard.domain.provider_sessions import OF_PARENT, OWN
from hansard.domain.session import Session, SessionStatus, SessionTokenUsage


@dataclass(frozen=True, slots=True)
class Lineage:
    """A session among those that it came from and those that came from it.

    Attributes:
        ancestors: its parent last, that one's parent before it, and so on, as far as they are
            still there.
        children: those whose parent it is, oldest first.
    """

    session: Session
    ancestors: list[Session]
    children: list[Session]


def fork_of(parent: Session, session_id: str, now: datetime, name: str | None) -> Session:
    """Give a session that begins as another one stands, without messages and usage.

    Args:
        name: its title, the parent's where it has none.
    """
    return replace(
        parent,
        session_id=session_id,
        parent_session_id=parent.session_id,
        name=parent.name if name is None else name,
        status=SessionStatus.ACTIVE,
        status_reason=None,
        created_at=now,
        updated_at=now,
        token_usage=SessionTokenUsage(),
        message_count=0,
        next_sequence=0,
        event_count=0,
        pruned_event_count=0,
        forked_at_sequence=None,
        messages=[],
    )


def inherited_metadata(metadata: dict[str, Any], *, is_whole: bool) -> dict[str, Any]:
    """Give the metadata that a fork has from its parent.

    The provider's names for the parent's conversation are no names for the fork's. Where the fork
    has all that was said they are kept as those of the parent, so that the provider can fork its
    own conversation, too.

    Args:
        is_whole: whether the fork has the whole history of its parent.
    """
    kept = {key: value for key, value in metadata.items() if key not in (OWN, OF_PARENT)}
    if is_whole and OWN in metadata:
        kept[OF_PARENT] = metadata[OWN]
    return kept
