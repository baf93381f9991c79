"""What may be stored, and its one canonical text.

Message content and every JSON value is kept as canonical JSON text, byte for byte the same on
every database: key order as given, no white space, NUL and lone surrogates escaped. The limits
are checked once, here, before any backend is touched, so each refuses the same values with the
same `InvalidContentError`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring as _encode_string
from typing import Any, NoReturn, TypeAlias

from hansard.domain.errors import InvalidContentError, InvalidInputError
from hansard.domain.shown import shown

JSONValue: TypeAlias = "bool | int | float | str | list[JSONValue] | dict[str, JSONValue] | None"

MAX_DEPTH = 64
"""Lists and objects may be nested this deep."""
MAX_NODES = 100_000
"""Values that one JSON value may hold, itself included."""
MAX_BYTES = 8 * 1024 * 1024
"""Bytes of canonical text that one value, and one whole message, may take."""
MAX_INTEGER_DIGITS = 4300
MAX_ID_LENGTH = 255
MAX_ID_BYTES = 768
"""Bytes of UTF-8 that an id may take: three of them must fit into one key of an index."""

_LARGEST_INTEGER = 10**MAX_INTEGER_DIGITS
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_ID = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

_FEW = 64
_SMALL = 2**63
_SCALARS = frozenset({str, bool, type(None)})
_encoder = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
)
_scan_value = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def encode_text(text: str, field: str) -> str:
    """Give the canonical JSON string of a text.

    Raises:
        InvalidContentError: not a text, or its JSON is longer than `MAX_BYTES`.
    """
    if not isinstance(text, str):
        raise InvalidContentError(f"/{field}", f"must be a text, not {type(text).__name__}")
    return _within_limit(_encode_string(text), field)


def encode_json(value: object, field: str) -> str:
    """Give the canonical JSON text of a value.

    Args:
        value: None, booleans, numbers, texts, and lists, tuples and string-keyed dicts of them.
        field: name for the value in errors.

    Raises:
        InvalidContentError: NaN or infinity, a key that is not a string, another type, deeper
            than `MAX_DEPTH`, more than `MAX_NODES` values, an integer of more than
            `MAX_INTEGER_DIGITS` digits, or more than `MAX_BYTES` of text. The pointer says where.
    """
    if type(value) is str:
        return encode_text(value, field)
    if type(value) is not dict or value:
        _check(value, field)
    return _within_limit(_encode_value(value), field)


def decode_json(text: str) -> Any:
    """Give back the value of a canonical text.

    Raises:
        ValueError: it is not one.
    """
    try:
        value, end = _scan_value(text, 0)
    except StopIteration as error:
        raise ValueError(f"not JSON at character {error.value}") from error
    if end != len(text):
        raise ValueError(f"not JSON at character {end}")
    return value


def decode_text(text: str) -> str:
    """Give back the text of a canonical JSON string."""
    if "\\" not in text:
        return text[1:-1]
    decoded: str = decode_json(text)
    return decoded


def decode_untrusted(text: str | bytes, field: str = "document") -> Any:
    """Parse JSON from outside, refusing what could not be stored unchanged.

    Raises:
        InvalidContentError: not UTF-8, not JSON, duplicate keys, numbers that are NaN, infinite
            or too long, or nesting too deep to parse.
    """
    pointer = f"/{field}"

    def refuse(reason: str) -> NoReturn:
        raise InvalidContentError(pointer, reason)

    def number(literal: str) -> float:
        value = float(literal)
        return value if math.isfinite(value) else refuse(f"the number {literal[:40]} is too large")

    def integer(literal: str) -> int:
        if len(literal.lstrip("-")) > MAX_INTEGER_DIGITS:
            refuse(f"an integer of more than {MAX_INTEGER_DIGITS} digits")
        return int(literal)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            refuse("an object has the same key twice")
        return mapping

    try:
        return json.loads(
            text.decode() if isinstance(text, bytes) else text,
            object_pairs_hook=members,
            parse_float=number,
            parse_int=integer,
            parse_constant=lambda name: refuse(f"{name} is not JSON"),
        )
    except RecursionError as error:
        raise InvalidContentError(pointer, f"nested deeper than {MAX_DEPTH} levels") from error
    except UnicodeDecodeError as error:
        raise InvalidContentError(pointer, f"is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise InvalidContentError(
            pointer, f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error


def is_id(value: str) -> bool:
    """Whether a text can be an id: see `check_id`."""
    return (
        1 <= len(value) <= MAX_ID_LENGTH
        and _NOT_IN_ID.search(value) is None
        and len(value.encode()) <= MAX_ID_BYTES
    )


def check_id(value: str, field: str) -> str:
    """Give the id back when it is opaque text of 1 to 255 characters without control characters.

    Raises:
        InvalidInputError: names the field and what is wrong with it.
    """
    if not isinstance(value, str):
        raise InvalidInputError(f"{field} must be a text, not {type(value).__name__}.")
    if not 1 <= len(value) <= MAX_ID_LENGTH:
        raise InvalidInputError(
            f"{field} must have 1 to {MAX_ID_LENGTH} characters, not {len(value)}."
        )
    if _NOT_IN_ID.search(value):
        raise InvalidInputError(f"{field} must not contain control characters or lone surrogates.")
    if len(value.encode()) > MAX_ID_BYTES:
        raise InvalidInputError(f"{field} must take at most {MAX_ID_BYTES} bytes as UTF-8.")
    return value if type(value) is str else str.__str__(value)


def _make_encoder() -> Callable[[object], str]:
    """Give the standard library's encoder, set up once and not anew for every value."""
    make = json.encoder.c_make_encoder  # type: ignore[attr-defined]
    if make is None:  # pragma: no cover - an interpreter without the accelerator
        return _encoder.encode
    chunks = make(None, _encoder.default, _encode_string, None, ":", ",", False, False, False)
    return lambda value: "".join(chunks(value, 0))


_encode_value = _make_encoder()


def _within_limit(text: str, field: str) -> str:
    if text.isascii():
        size = len(text)
    else:
        if _SURROGATE.search(text):
            text = _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
            _refuse_twins(text, field)
        size = len(text) if len(text) * 4 <= MAX_BYTES else len(text.encode())
    if size > MAX_BYTES:
        raise InvalidContentError(
            f"/{field}",
            f"takes {size} bytes, at most {MAX_BYTES} are stored; keep larger content elsewhere",
        )
    return text


def _refuse_twins(text: str, field: str) -> None:
    """Refuse keys that differ only in that one spells a character as two surrogates."""

    def members(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) != len(pairs):
            raise InvalidContentError(f"/{field}", "two keys of an object are the same text")

    json.loads(text, object_pairs_hook=members)


def _check(value: object, field: str) -> None:
    """Walk a value without recursion; the path to an offence is found only when there is one."""
    if type(value) is dict and _is_flat(value):
        return
    stack: list[tuple[object, int]] = [(value, 0)]
    nodes = 0
    while stack:
        item, depth = stack.pop()
        nodes += 1
        kind = type(item)
        if kind is str or item is None or kind is bool:
            continue
        if isinstance(item, (dict, list, tuple)):
            if depth == MAX_DEPTH or nodes + len(stack) + len(item) > MAX_NODES:
                break
            if isinstance(item, dict):
                if not all(isinstance(key, str) for key in item):
                    break
                stack.extend([(child, depth + 1) for child in item.values()])
            else:
                stack.extend([(child, depth + 1) for child in item])
        elif _scalar_offence(item):
            break
    else:
        return
    _report(value, field)


def _is_flat(value: dict[object, object]) -> bool:
    """Whether an object is beyond doubt: few keys, all texts, with plain values."""
    if len(value) > _FEW:
        return False
    for key, item in value.items():
        if type(key) is not str:
            return False
        if type(item) not in _SCALARS and not (type(item) is int and -_SMALL < item < _SMALL):
            return False
    return True


def _scalar_offence(item: object) -> str | None:
    if isinstance(item, str) or item is None or isinstance(item, bool):
        return None
    if isinstance(item, int):
        if -_LARGEST_INTEGER < item < _LARGEST_INTEGER:
            return None
        return f"an integer of more than {MAX_INTEGER_DIGITS} digits"
    if isinstance(item, float):
        return None if math.isfinite(item) else f"{item} is not JSON"
    return f"a {type(item).__name__} is not JSON"


def _report(value: object, field: str) -> NoReturn:
    stack: list[tuple[object, tuple[str, ...]]] = [(value, (field,))]
    nodes = 0
    while stack:
        item, path = stack.pop()
        nodes += 1
        offence = _offence(item, len(path) - 1, nodes)
        if offence is not None:
            raise InvalidContentError(_pointer(path), offence)
        stack.extend((child, (*path, str(key))) for key, child in _children(item))
    raise InvalidContentError(f"/{field}", f"holds more than {MAX_NODES} values")


def _offence(item: object, depth: int, nodes: int) -> str | None:
    if nodes > MAX_NODES:
        return f"holds more than {MAX_NODES} values up to here"
    if not isinstance(item, (dict, list, tuple)):
        return _scalar_offence(item)
    if depth >= MAX_DEPTH:
        return f"nested deeper than {MAX_DEPTH} levels"
    if isinstance(item, dict):
        for key in item:
            if not isinstance(key, str):
                return f"the key {shown(key)} is not a string"
    return None


def _children(item: object) -> Iterator[tuple[object, object]]:
    if isinstance(item, Mapping):
        yield from item.items()
    elif isinstance(item, (list, tuple)):
        yield from enumerate(item)


def _pointer(path: tuple[str, ...]) -> str:
    escape: Callable[[str], str] = lambda part: part.replace("~", "~0").replace("/", "~1")  # noqa: E731
    return "/" + "/".join(map(escape, path))
