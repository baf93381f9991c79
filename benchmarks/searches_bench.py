"""asv: questions over all sessions and runs of a store, on a SQLite file."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import create_engine

from benchmarks.asv_store import TemporaryStore
from testbed.bulk_records import fill

MANY = 100_000


class _Filled:
    """A store with as many sessions, and runs, as the benchmark's parameter says."""

    params: ClassVar[Sequence[int]] = (1_000, MANY)
    param_names: ClassVar[Sequence[str]] = ["sessions"]
    timeout = 120

    def setup(self, sessions: int) -> None:
        """Open the store and fill it."""
        self.place = TemporaryStore()
        engine = create_engine(self.place.store.backend.url)
        with engine.begin() as connection:
            fill(connection, sessions=sessions, runs=sessions)
        engine.dispose()
        self.queries = self.place.store.queries
        self.cursor = self.queries.search_sessions(limit=500).cursor

    def teardown(self, _sessions: int) -> None:
        """Remove the store."""
        self.place.remove()


class SearchSessions(_Filled):
    """Reading a page of fifty sessions."""

    def time_first_page(self, _sessions: int) -> None:
        """Read the latest ones."""
        self.queries.search_sessions()

    def time_page_by_cursor(self, _sessions: int) -> None:
        """Read the ones behind the 500th."""
        self.queries.search_sessions(cursor=self.cursor)

    def time_rare_tag(self, _sessions: int) -> None:
        """Read those that carry a tag of one session in a thousand."""
        self.queries.search_sessions(tags=["rare"])

    def time_common_provider(self, _sessions: int) -> None:
        """Read those with a run of a provider that most of them have."""
        self.queries.search_sessions(provider="claude")

    def time_total_count(self, _sessions: int) -> None:
        """Read a page and count all sessions."""
        assert self.queries.search_sessions().total_count


class Summaries(_Filled):
    """Adding up all runs."""

    params: ClassVar[Sequence[int]] = (MANY,)
    param_names: ClassVar[Sequence[str]] = ["runs"]

    def time_usage_summary(self, _runs: int) -> None:
        """Add up the tokens of all runs."""
        self.queries.get_usage_summary()

    def time_cost_summary(self, _runs: int) -> None:
        """Add up the costs of all runs, pricing three in four of them."""
        self.queries.get_cost_summary()
