"""asv: one class for each thing that is done with events."""

import threading
from collections.abc import Sequence
from typing import ClassVar

from benchmarks.asv_store import TemporaryStore
from benchmarks.raw.workload import EVENT_DATA, EVENT_TYPE, PROVIDER, RUN_ID

_BATCH = 1_000


class _Events:
    """A store with one session that has as many events as the parameter says."""

    params: ClassVar[Sequence[int]] = (0, 10_000)
    param_names: ClassVar[Sequence[str]] = ["events"]

    def setup(self, count: int) -> None:
        """Open the store and fill the session."""
        self.place = TemporaryStore()
        self.store = self.place.store
        self.session_id = self.store.sessions.create("local/orchestrator").session_id
        for start in range(0, count, _BATCH):
            self.store.events.append_many(self.new_events(min(_BATCH, count - start)))

    def teardown(self, _count: int) -> None:
        """Remove the store."""
        self.place.remove()

    def new_events(self, count: int) -> list[object]:
        """Make events that are not stored yet."""
        new = self.store.session_store.new_event
        return [
            new(EVENT_TYPE, self.session_id, data=EVENT_DATA, run_id=RUN_ID, provider=PROVIDER)
            for _ in range(count)
        ]


class AppendEvent(_Events):
    """Appending one event to a session of some length."""

    def time_append(self, _count: int) -> None:
        """Append an event of 500 bytes."""
        self.store.events.append(
            self.session_id, EVENT_TYPE, EVENT_DATA, run_id=RUN_ID, provider=PROVIDER
        )


class AppendEvents(_Events):
    """Appending a batch."""

    params: ClassVar[Sequence[int]] = (1_000,)
    param_names: ClassVar[Sequence[str]] = ["batch"]
    number = 1

    def setup(self, count: int) -> None:
        """Open the store and make the batch; it is new for each repetition."""
        super().setup(0)
        self.batch = self.new_events(count)

    def time_append_many(self, _count: int) -> None:
        """Append the batch in one transaction."""
        self.store.events.append_many(self.batch)


class EventPage(_Events):
    """Reading a hundred events at some depth."""

    params: ClassVar[Sequence[int]] = (100, 100_000)
    param_names: ClassVar[Sequence[str]] = ["depth"]

    def setup(self, depth: int) -> None:
        """Fill the session a hundred events further than the depth."""
        super().setup(depth + 100)

    def time_get(self, depth: int) -> None:
        """Read the page behind the depth."""
        self.store.events.get(self.session_id, after=depth, limit=100)


class FollowLatency(_Events):
    """From an append in one thread to its event in a follower in another."""

    params: ClassVar[Sequence[int]] = (0,)

    def setup(self, count: int) -> None:
        """Let a follower wait at the end of the session."""
        super().setup(count)
        self.seen = threading.Semaphore(0)
        self.follower = threading.Thread(target=self._follow)
        self.follower.start()

    def teardown(self, count: int) -> None:
        """Let the follower see the event that ends it."""
        self.store.events.append(self.session_id, "session_completed")
        self.follower.join()
        super().teardown(count)

    def time_append_until_followed(self, _count: int) -> None:
        """Append an event and wait until the follower has it."""
        self.store.events.append(self.session_id, EVENT_TYPE, EVENT_DATA)
        self.seen.acquire()

    def _follow(self) -> None:
        for event in self.store.events.follow(self.session_id):
            self.seen.release()
            if event.type == "session_completed":
                return
