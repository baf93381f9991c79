"""ULIDs that grow strictly within a process."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from weakref import WeakSet

from ulid import PureRandomPolicy, ULIDGenerator
from ulid.base32 import ENCODE
from ulid.constants import RANDOMNESS_LEN, REPR_LEN

_RANDOM_BITS = RANDOMNESS_LEN * 8
_PAIR_BITS = 10
_SECRET_BYTES = 32
_PAIRS = [first + second for first in ENCODE for second in ENCODE]
"""Texts of the numbers from 0 to 1023, two digits each."""
_HEAD_SHIFTS = [shift * _PAIR_BITS for shift in reversed(range(REPR_LEN // 2 - 1))]


def _system_milliseconds() -> int:
    return time.time_ns() // 1_000_000


class UlidIdentifiers:
    """Makes ULIDs for sessions and messages, each above the one before.

    The library alone does not order ids across threads, nor when the clock steps back. So it is
    asked, under a lock, for the first ULID of each millisecond, and the ids after it are counted
    up. While the clock is behind, ids continue from the last one. A forked child starts on a
    ULID of its own, above its parent's ids.

    Args:
        milliseconds: gives the Unix time in milliseconds; the machine's by default.
    """

    def __init__(self, milliseconds: Callable[[], int] = _system_milliseconds) -> None:
        self._milliseconds = milliseconds
        self._last = 0
        self._head = (-1, "")
        self._fresh = True
        self._start_afresh()
        _instances.add(self)

    def session_id(self) -> str:
        """Give an id for a session."""
        return self.message_ids(1)[0]

    def message_ids(self, count: int) -> list[str]:
        """Give ids for messages, in growing order."""
        if count < 1:
            return []
        first = self._reserve(count)
        head, low = first >> _PAIR_BITS, first & (len(_PAIRS) - 1)
        ids: list[str] = []
        while True:
            prefix = self._encode_head(head)
            ids += [prefix + pair for pair in _PAIRS[low : low + count - len(ids)]]
            if len(ids) == count:
                return ids
            head, low = head + 1, 0

    def run_id(self) -> str:
        """Give an id for a run."""
        return f"run_{self.message_ids(1)[0]}"

    def event_ids(self, count: int) -> list[str]:
        """Give ids for events, in growing order."""
        return [f"evt_{new_id}" for new_id in self.message_ids(count)]

    def artifact_id(self) -> str:
        """Give an id for an artifact."""
        return f"art_{self.message_ids(1)[0]}"

    def key_id(self) -> str:
        """Give an id for an API key."""
        return f"key_{self.message_ids(1)[0]}"

    def key_secret(self) -> str:
        """Give 256 random bits of the operating system: 43 characters of base64url."""
        return secrets.token_urlsafe(_SECRET_BYTES)

    def _reserve(self, count: int) -> int:
        """Take this many consecutive numbers and give the first."""
        with self._lock:
            now = self._milliseconds()
            last_milliseconds = self._last >> _RANDOM_BITS
            if self._fresh or now > last_milliseconds:
                moment = max(now, last_milliseconds + 1)
                first = int(self._generator.generate(moment))
                self._fresh = False
            else:
                first = self._last + 1
            self._last = first + count - 1
            return first

    def _encode_head(self, head: int) -> str:
        """Give all but the last two digits, which successive ids mostly share."""
        known, text = self._head
        if known != head:
            text = "".join([_PAIRS[head >> shift & 1023] for shift in _HEAD_SHIFTS])
            self._head = (head, text)
        return text

    def _start_afresh(self) -> None:
        self._lock = threading.Lock()
        self._generator = ULIDGenerator(policy=PureRandomPolicy())
        self._fresh = True


_instances: WeakSet[UlidIdentifiers] = WeakSet()


def _start_afresh_in_child() -> None:
    for identifiers in _instances:
        identifiers._start_afresh()


os.register_at_fork(after_in_child=_start_afresh_in_child)
