"""What providers call a conversation, kept with the session so that it can be resumed.

It stands in the session's metadata, by provider, which callers may write. So what was kept there
says of which session it is and how far that had come: it counts for no other session, and no
longer once something was said that the provider has not heard.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hansard.domain.session import Session

OWN = "provider_sessions"
OF_PARENT = "forked_provider_sessions"


class Resumed(NamedTuple):
    """The provider's conversation that a question continues.

    Attributes:
        provider_session_id: None where there is none that can be.
        fork: whether it is the parent's, which is to be copied and not written to.
    """

    provider_session_id: str | None = None
    fork: bool = False


def bind_provider_session(session: Session, provider: str, next_sequence: int) -> bool:
    """Say of a provider's conversation whose it is and how far it goes; say whether there is one.

    Args:
        next_sequence: of the message that will be the first which the provider does not know.
    """
    handle = _handle(session, OWN, provider)
    if handle is None:
        return False
    handle |= {"session_id": session.session_id, "next_sequence": next_sequence}
    return True


def resumed_by(session: Session, provider: str, sequence: int) -> Resumed:
    """Give the provider's conversation that a question can continue.

    Args:
        sequence: of the question.
    """
    for key, owner in ((OWN, session.session_id), (OF_PARENT, session.parent_session_id)):
        handle = _handle(session, key, provider)
        if handle is None or handle.get("session_id") != owner:
            continue
        if handle.get("next_sequence") == sequence:
            return Resumed(handle["provider_session_id"], key == OF_PARENT)
    return Resumed()


def _handle(session: Session, key: str, provider: str) -> dict[str, Any] | None:
    """Give what is kept of a provider; None where somebody else uses the key."""
    kept = session.metadata.get(key)
    handle = kept.get(provider) if isinstance(kept, dict) else None
    if isinstance(handle, dict) and isinstance(handle.get("provider_session_id"), str):
        return handle
    return None
