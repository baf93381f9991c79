"""Followers of a session over HTTP that go away and come back while others write."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from features.support.http_server import SERVER
from features.support.world import World

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True)
class Followed:
    """What followers got, all of them together.

    Attributes:
        missed: events that one of them was not given.
        repeated: events that one of them was given again.
        disordered: events that came behind a later one.
    """

    missed: int
    repeated: int
    disordered: int


@dataclass(frozen=True)
class Tail:
    """Writers that append to a session, and followers that go away and come back meanwhile."""

    name: str
    writers: int
    count: int
    followers: int
    stride: int

    def run(self, world: World) -> Followed:
        """Let all of them work until the session is over and each follower knows."""
        path = f"/v1/sessions/{world.id_of(self.name)}/events"
        with ThreadPoolExecutor(self.writers + self.followers) as threads:
            followed = [threads.submit(self._follow, path) for _ in range(self.followers)]
            written = [threads.submit(self._write, path) for _ in range(self.writers)]
            for writer in written:
                writer.result()
            world.call(world.sessions.complete, world.id_of(self.name))
            return self._judge([follower.result() for follower in followed])

    def _write(self, path: str) -> None:
        """Append one event or three, turn about, until all are there."""
        left = self.count
        while left:
            size = min(left, 3 if left % 2 else 1)
            events = [{"type": "message_sent", "data": {"left": left}}] * size
            body: Any = {"events": events} if size > 1 else events[0]
            suffix = "/batch" if size > 1 else ""
            answer = SERVER.client.post(SERVER.url + path + suffix, json=body)
            assert answer.status_code == 201, answer.text
            left -= size

    def _follow(self, path: str) -> list[int]:
        """Take some events, go away, come back behind the last one, until the end is said."""
        seen: list[int] = []
        visits = 0
        while True:
            visits += 1
            headers = {"last-event-id": str(seen[-1])} if seen else {}
            with SERVER.client.stream("GET", f"{SERVER.url}{path}/stream", headers=headers) as sent:
                assert sent.status_code == 200, sent.read()
                for count, event in enumerate(_events_of(sent), 1):
                    if event["event"] == "end":
                        assert visits > 1, "it never came back, so that nothing was tried"
                        return seen
                    seen.append(int(event["id"]))
                    if count == self.stride:
                        break

    def _judge(self, seen: list[list[int]]) -> Followed:
        wanted = set(range(1, self.writers * self.count + 1))
        return Followed(
            missed=sum(len(wanted - set(each)) for each in seen),
            repeated=sum(len(each) - len(set(each)) for each in seen),
            disordered=sum(later <= earlier for each in seen for earlier, later in pairwise(each)),
        )


def _events_of(sent: httpx.Response) -> Iterator[dict[str, str]]:
    fields: dict[str, str] = {}
    for line in sent.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield fields
            fields = {}
