"""One execution of a retention policy, and what each of its steps has done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from hansard.application.ports import ArtifactContents, Transactions
from hansard.domain.errors import HansardError
from hansard.domain.retention import RetentionPolicy


@dataclass(frozen=True, slots=True)
class Execution:
    """One execution of a policy.

    Attributes:
        now: what ages are compared with.
        dry_run: whether nothing is changed.
        gone: in a dry run, the sessions that would have been deleted, with how many events they
            hold.
    """

    database: Transactions
    contents: ArtifactContents
    policy: RetentionPolicy
    now: datetime
    dry_run: bool = False
    gone: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What a step has done so far.

    Attributes:
        count: what was done, or would be.
        failures: what was not, with the session that it concerns, in words.
    """

    count: int = 0
    failures: list[str] = field(default_factory=list)

    @contextmanager
    def about(self, session_id: str) -> Iterator[None]:
        """Note why what is done about a session fails, and let the step go on."""
        try:
            yield
        except HansardError as error:
            self.failures.append(f"Session {session_id}: {error}")
