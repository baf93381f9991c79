"""What whoever asked is told of the end: nothing of how an agent or the store work inside."""

from __future__ import annotations

from hansard.domain.errors import (
    HansardError,
    InvalidContentError,
    NotFoundError,
    RunTransitionError,
    SessionClosedError,
)

COMPLETE = "The answer is complete and recorded."
FAILED = "The agent could not answer. The question is recorded; ask again."
LATE = "The agent took too long. The question is recorded; ask again."

_WORDS: tuple[tuple[type[HansardError], str], ...] = (
    (InvalidContentError, "The agent said what cannot be recorded. The question is recorded."),
    (SessionClosedError, "The conversation was closed meanwhile; the answer is not added to it."),
    (RunTransitionError, "The run was ended meanwhile; the answer is not added."),
    (NotFoundError, "The conversation was deleted meanwhile."),
)
_UNRECORDED = "The answer could not be recorded. The question is recorded; ask again."


def words_for(error: Exception) -> str:
    """Say why an answer was not recorded."""
    return next((words for kind, words in _WORDS if isinstance(error, kind)), _UNRECORDED)


def words_for_failed(error: BaseException) -> str:
    """Say that an agent failed."""
    return LATE if isinstance(error, TimeoutError) else FAILED
