"""Values by name: what JSON can say, what it cannot, and what comes close.

Names are the words of the features. A value is made when it is asked for, as some are large.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import Any

from features.support.untellable import Speechless

MAX_BYTES = 8 * 1024 * 1024
"""Bytes of JSON text that a message may take."""


class Word(str, Enum):  # noqa: UP042  # StrEnum prints its text, which hides what this shows
    """A text that is not printed as what it says."""

    HELLO = "Hello"


def nested(depth: int, innermost: Any = 0) -> Any:
    """Give lists and objects in one another, so many in all."""
    value = innermost
    for level in range(depth):
        value = {"k": value} if level % 2 else [value]
    return value


def of_bytes(size: int, character: str = "x") -> str:
    """Give a text whose JSON takes so many bytes."""
    times, rest = divmod(size - 2, len(character.encode()))
    return character * times + "x" * rest


def _tags(count: int) -> list[str]:
    return [f"tag {number}" for number in range(count)]


VALUES: dict[str, Callable[[], Any]] = {
    # texts
    "an empty text": lambda: "",
    "a blank": lambda: " ",
    "NUL": lambda: "a\x00b\x00",
    "control codes": lambda: "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "line ends of every kind": lambda: "a\nb\r\nc\rd\u2028e\u2029f\x85g\x0b",
    "quotes and backslashes": lambda: '"\'`\\\\" \\u0041 \\ud800 \\',
    "a lone surrogate": lambda: "a\ud800b\udfff",
    "surrogates in the wrong order": lambda: "\ude00\ud83d",
    "Chinese, Arabic and Thai": lambda: "請求書を払う ادفع الفاتورة จ่ายใบแจ้งหนี้",
    "emoji": lambda: "👩‍💻🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏽",
    "accents composed and not": lambda: "é e\u0301 ﬁ K",
    "the last characters": lambda: "\ufffe\uffff\U0010ffff\ufeff",
    "escape codes": lambda: "\x1b[2J\x07",
    "a word of an enumeration": lambda: Word.HELLO,
    "5,000,000 characters": lambda: "x" * 5_000_000,
    "SQL": lambda: "'; DROP TABLE sessions; --%s%(a)s:b?",
    "placeholders": lambda: "%s %(name)s :name ? {name} $1 %%",
    "8 MiB": lambda: of_bytes(MAX_BYTES),
    "8 MiB of Chinese": lambda: of_bytes(MAX_BYTES, "請"),
    "8 MiB of emoji": lambda: of_bytes(MAX_BYTES, "👍"),
    "8 MiB and 1 byte": lambda: of_bytes(MAX_BYTES + 1),
    "8 MiB and 1 byte of Chinese": lambda: of_bytes(MAX_BYTES - 2, "請") + "xxx",
    "2 MiB of NUL": lambda: "\x00" * (2 * 1024 * 1024),
    # numbers
    "2 to the 200th": lambda: [2**200, -(2**200), 2**53 + 1, 2**63, -(2**63) - 1],
    "an integer of 4,300 digits": lambda: -(10**4300 - 1),
    "an integer of 4,301 digits": lambda: 10**4300,
    "an integer of 5,000 digits": lambda: -(10**5000),
    "minus zero": lambda: [-0.0, 0.0, 0, -0],
    "large and small floats": lambda: [1e22, 1e16, 1.7976931348623157e308, 5e-324, 0.1 + 0.2],
    "one in three kinds": lambda: [1, 1.0, True, "1"],
    "NaN": lambda: float("nan"),
    "infinity": lambda: float("inf"),
    "minus infinity": lambda: float("-inf"),
    "10 to the 400th": lambda: 10**400,
    "2 to the 70th": lambda: 2**70,
    "a number": lambda: 7,
    "0": lambda: 0,
    # structures
    "nothing": lambda: None,
    "true": lambda: True,
    "an object": lambda: {"a": 1},
    "a list": lambda: ["user"],
    "an empty object": dict,
    "an empty list": list,
    "20 tags": lambda: _tags(20),
    "21 tags": lambda: _tags(21),
    "100 tags": lambda: _tags(100),
    "101 tags": lambda: _tags(101),
    "keys in no order": lambda: {"z": 1, "a": {"ß": [], "": {}, "é": None}, "10": 0, "9": 0},
    "two keys that are one text": lambda: {"\ud83d\ude00": 1, "😀": 2},
    "keys like NUL and surrogates": lambda: {"\x00": 1, "\ud800": 2, "😀": 3, "a/b~c": 4},
    "nested 64 levels": lambda: nested(64),
    "nested 65 levels": lambda: nested(65),
    "nested 62 levels": lambda: nested(62),
    "nested 63 levels": lambda: nested(63),
    "nested 1,000 levels": lambda: nested(1_000),
    "nested 100,000 levels": lambda: nested(100_000),
    "100,000 values": lambda: [0] * 99_999,
    "100,001 values": lambda: [0] * 100_000,
    "NaN deep inside": lambda: {"a/b": [0, {"c~d": float("nan")}]},
    "a key that is a number": lambda: {"a": {1: "x"}},
    "a key that is nothing": lambda: {None: "x"},
    "a key that is bytes": lambda: {b"a": "x"},
    # what is not JSON
    "bytes": lambda: b"Hello",
    "a datetime": lambda: datetime(2026, 1, 1, tzinfo=UTC),
    "a set": lambda: {1},
    "an object of a class": object,
    "an object that fails to say what it is": Speechless,
    # ids
    "255 characters": lambda: "x" * 255,
    "192 emoji": lambda: "👍" * 192,
    "193 emoji": lambda: "👍" * 193,
    "256 characters": lambda: "x" * 256,
    "a text with a line feed": lambda: "a\nb",
    # times
    "a time without a zone": lambda: datetime(2026, 1, 1),  # noqa: DTZ001
    "a time before all time": lambda: datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    "a time as text": lambda: "2026-01-01T00:00:00Z",
}


def message_with(part: str, value: Any) -> dict[str, Any]:
    """Give a message, as `append_messages` takes it, of which a part is a value."""
    return {"role": "user", "content": "Hello"} | PARTS[part](value)


PARTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "content": lambda value: {"content": value},
    "content beside a tool call": lambda value: {
        "content": value,
        "tool_calls": [{"id": "call", "name": "pay"}],
    },
    "content beside a payload": lambda value: {"content": value, "payload": [value]},
    "payload without content": lambda value: {"content": "", "payload": value},
    "metadata": lambda value: {"metadata": {"value": value}},
    "payload": lambda value: {"payload": value},
    "tool argument": lambda value: {
        "tool_calls": [{"id": "call", "name": "pay", "arguments": value}]
    },
    "role": lambda value: {"role": value},
    "id": lambda value: {"message_id": value},
    "answers": lambda value: {"tool_call_id": value},
    "answered id": lambda value: {"tool_call_id": value},
    "tool call": lambda value: {"tool_calls": [value]},
    "list of tool calls": lambda value: {"tool_calls": value},
    "object of metadata": lambda value: {"metadata": value},
    "time": lambda value: {"timestamp": value},
}
