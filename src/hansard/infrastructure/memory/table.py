"""What one namespace holds, as one unit of work sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from hansard.domain.api_key import SealedKey
from hansard.domain.errors import ConfigurationError
from hansard.infrastructure.memory.records import SessionRecord
from hansard.infrastructure.memory.run_records import ArtifactRecord, RunRecord
from hansard.infrastructure.memory.shelf import OwnedShelf, Shelf
from hansard.infrastructure.memory.thread_records import ThreadRecord


class State(NamedTuple):
    """All that a namespace holds at one moment. Nobody changes it.

    Attributes:
        sessions: by id, each with its messages and events.
        runs: by id.
        artifacts: by id, also those that were removed softly.
        keys: ids of the artifacts that were not, by their keys.
        threads: by their keys.
        api_keys: by id.
    """

    sessions: Shelf[SessionRecord]
    runs: OwnedShelf[RunRecord]
    artifacts: OwnedShelf[ArtifactRecord]
    keys: Shelf[str]
    threads: OwnedShelf[ThreadRecord]
    api_keys: Shelf[SealedKey]


NOTHING = State(
    Shelf(),
    OwnedShelf(Shelf(), Shelf()),
    OwnedShelf(Shelf(), Shelf()),
    Shelf(),
    OwnedShelf(Shelf(), Shelf()),
    Shelf(),
)


class Table:
    """The records of one namespace.

    A unit of work begins with the published state. What a unit that writes puts and removes
    makes further states, the last of which is published when the unit returns.

    Args:
        everywhere: gives what was published of every namespace.

    Attributes:
        arrived: the namespaces and ids of sessions that got events, to be told when the state is
            published.
    """

    __slots__ = ("_everywhere", "_state", "_writable", "arrived", "namespace")

    def __init__(
        self,
        namespace: str,
        state: State,
        *,
        writable: bool,
        everywhere: Callable[[], list[State]] = list,
    ) -> None:
        self.namespace = namespace
        self.arrived: set[tuple[str, str]] = set()
        self._state = state
        self._writable = writable
        self._everywhere = everywhere

    def stored(self, session_id: str) -> SessionRecord | None:
        """Give a session, also one that retention hid."""
        return self._state.sessions.get(session_id)

    def visible(self, session_id: str) -> SessionRecord | None:
        """Give a session unless it is hidden."""
        record = self._state.sessions.get(session_id)
        return None if record is None or record.deleted_at is not None else record

    def all_stored(self) -> Iterator[SessionRecord]:
        """Iterate over the sessions, in no order, also those that retention hid."""
        return self._state.sessions.items()

    def all_visible(self) -> Iterator[SessionRecord]:
        """Iterate over the sessions that are not hidden, in no order."""
        return (record for record in self._state.sessions.items() if record.deleted_at is None)

    def put(self, record: SessionRecord) -> None:
        """Add a session, or put it in the place of the one with its id."""
        self.check_writable()
        sessions = self._state.sessions.put(record.session_id, record)
        self._state = self._state._replace(sessions=sessions)

    def remove(self, session_id: str) -> None:
        """Remove a session with its messages and events, its runs, artifacts and threads."""
        self.check_writable()
        for artifact in self.artifacts_of(session_id):
            self.remove_artifact(artifact.artifact_id)
        self._state = self._state._replace(
            sessions=self._state.sessions.remove(session_id),
            runs=self._state.runs.without_session(session_id),
            threads=self._state.threads.without_session(session_id),
        )

    def run(self, run_id: str) -> RunRecord | None:
        """Give a run."""
        return self._state.runs.get(run_id)

    def runs_of(self, session_id: str) -> Collection[RunRecord]:
        """Give the runs of a session, in no order."""
        return self._state.runs.of_session(session_id)

    def all_runs(self) -> Iterator[RunRecord]:
        """Iterate over the runs, in no order, also those of sessions that retention hid."""
        return self._state.runs.items()

    def put_run(self, record: RunRecord) -> None:
        """Add a run of a session that is there, or put it in the place of the one with its id."""
        self.check_writable()
        self._state = self._state._replace(runs=self._state.runs.put(record.run_id, record))

    def artifact(self, artifact_id: str) -> ArtifactRecord | None:
        """Give an artifact, also one that was removed softly."""
        return self._state.artifacts.get(artifact_id)

    def artifact_with_key(self, key: str) -> ArtifactRecord | None:
        """Give the artifact that has a key and was not removed softly."""
        artifact_id = self._state.keys.get(key)
        return None if artifact_id is None else self._state.artifacts.get(artifact_id)

    def artifacts_of(self, session_id: str) -> Collection[ArtifactRecord]:
        """Give the artifacts that name a session, in no order, also those removed softly."""
        return self._state.artifacts.of_session(session_id)

    def all_artifacts(self) -> Iterator[ArtifactRecord]:
        """Iterate over the artifacts, in no order, also those that were removed softly."""
        return self._state.artifacts.items()

    def put_artifact(self, record: ArtifactRecord) -> None:
        """Add an artifact, or put it in the place of the one with its id.

        No other one may have its key, unless that was removed softly.
        """
        if self.artifact(record.artifact_id) is not None:
            self.remove_artifact(record.artifact_id)
        self.check_writable()
        keys = self._state.keys
        self._state = self._state._replace(
            artifacts=self._state.artifacts.put(record.artifact_id, record),
            keys=keys.put(record.key, record.artifact_id) if record.deleted_at is None else keys,
        )

    def remove_artifact(self, artifact_id: str) -> None:
        """Remove an artifact from the registry for good."""
        self.check_writable()
        record, keys = self.artifact(artifact_id), self._state.keys
        if record is not None and keys.get(record.key) == artifact_id:
            keys = keys.remove(record.key)
        self._state = self._state._replace(
            artifacts=self._state.artifacts.remove(artifact_id), keys=keys
        )

    def thread(self, key: str) -> ThreadRecord | None:
        """Give the mapping of a thread."""
        return self._state.threads.get(key)

    def all_threads(self) -> Iterator[ThreadRecord]:
        """Iterate over the mappings of threads, in no order."""
        return self._state.threads.items()

    def put_thread(self, key: str, record: ThreadRecord) -> None:
        """Add the mapping of a thread, or put it in the place of the one that it has."""
        self.check_writable()
        self._state = self._state._replace(threads=self._state.threads.put(key, record))

    def remove_thread(self, key: str) -> None:
        """Remove the mapping of a thread, if there is one."""
        self.check_writable()
        if self.thread(key) is not None:
            self._state = self._state._replace(threads=self._state.threads.remove(key))

    def api_key(self, key_id: str) -> SealedKey | None:
        """Give an API key."""
        return self._state.api_keys.get(key_id)

    def all_api_keys(self) -> Iterator[SealedKey]:
        """Iterate over the API keys, in no order."""
        return self._state.api_keys.items()

    def api_keys_everywhere(self) -> Iterator[SealedKey]:
        """Iterate over the API keys of every namespace, first of all of this one."""
        for state in [self._state, *self._everywhere()]:
            yield from state.api_keys.items()

    def put_api_key(self, sealed: SealedKey) -> None:
        """Add an API key, or put it in the place of the one with its id."""
        self.check_writable()
        api_keys = self._state.api_keys.put(sealed.key.key_id, sealed)
        self._state = self._state._replace(api_keys=api_keys)

    def close(self) -> State:
        """End the unit, and give the state that it leaves."""
        self._writable = False
        return self._state

    def check_writable(self) -> None:
        """Refuse to write outside a unit that writes.

        Raises:
            ConfigurationError: the unit only reads, or is over.
        """
        if not self._writable:
            raise ConfigurationError(
                "This unit of work only reads, or is over. Write inside a unit that writes."
            )
