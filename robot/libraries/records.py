"""Keywords about databases and the record that is left in them."""

from __future__ import annotations

from collections.abc import Sequence

from libraries.databases import new_database
from libraries.examination import Acknowledged, examine, verify

SHOWN = 10


class Records:
    """Makes databases, and checks what is stored in them."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"

    def create_database(self, backend: str) -> str:
        """Give the URL of an empty database of a kind."""
        return new_database(backend)

    def acknowledged_messages_are_stored(
        self, url: str, acknowledged: Sequence[Acknowledged]
    ) -> None:
        """Nothing that was acknowledged is lost, changed, or at another place."""
        assert acknowledged, "nothing was acknowledged, so nothing is shown"
        found = examine(url)
        expect_none("lost", found.lost(acknowledged))
        expect_none("moved", found.moved(acknowledged))

    def nothing_is_stored_twice(self, url: str) -> None:
        """No content stands twice in a session; every content was sent for one place."""
        expect_none("stored twice", examine(url).doubled())

    def the_record_is_complete(self, url: str) -> None:
        """No gap, no drift, no damage, and hansard's own verification agrees."""
        found = examine(url)
        assert found.counters, "there is no session, so nothing is shown"
        expect_none("gaps", found.gaps())
        expect_none("drift", found.drift())
        expect_none("damage", found.damage)
        expect_none("verification", verify(url))


def expect_none(kind: str, found: Sequence[str]) -> None:
    """Fail with the first of what was found."""
    assert not found, f"{kind}: {len(found)}, such as {'; '.join(found[:SHOWN])}"
