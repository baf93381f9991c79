"""Redaction: secrets are taken out of what an event says before it is stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hansard.domain.content import MAX_DEPTH
from hansard.domain.errors import InvalidInputError
from hansard.domain.event import Event, EventType, read_event_type
from hansard.domain.event_shapes import SHAPES
from hansard.domain.redaction_patterns import SECRET_PATTERNS, SecretPattern
from hansard.domain.shown import shown

LOW_RISK_TYPES = frozenset(
    {
        EventType.SESSION_CREATED,
        EventType.SESSION_STARTED,
        EventType.SESSION_PAUSED,
        EventType.SESSION_RESUMED,
        EventType.SESSION_COMPLETED,
        EventType.SESSION_CANCELLED,
        EventType.RUN_STARTED,
        EventType.RUN_CANCELLED,
        EventType.TOKEN_USAGE_UPDATED,
        EventType.TURN_COMPLETED,
        EventType.WORKSPACE_SNAPSHOT_TAKEN,
        EventType.WORKSPACE_DIFF_COMPUTED,
        EventType.TOOL_APPROVAL_GRANTED,
        EventType.TOOL_APPROVAL_DENIED,
    }
)
"""The 14 types whose events say what was done, and nothing that a program has printed."""

_CATEGORY = re.compile(r"\w{1,60}")
_LEAST_UNDER_KEY = 4
_LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class RedactionPolicy:
    """What is taken out of events, and what stands in its place.

    Attributes:
        enabled: nothing is taken out unless this is true.
        replacement: stands where a secret stood.
        categorized: ``[REDACTED:<category>]`` stands there instead.
        patterns: further categories, each with its regular expression. A named group in it is
            the secret; without one the whole match is.
        built_in: whether the 22 built-in categories are looked for, too.
        deep_scan: look into nested objects and lists. Where this is false only the texts that
            stand directly in the fields of the event's type are looked at.
        max_depth: levels of nesting that are looked at, 1 to 64; 1 is the object itself.
        scan_metadata: look into the event's metadata, too.
        exempt_types: events of these types are left alone.

    Raises:
        InvalidInputError: an attribute is outside its bounds, or a pattern is no regular
            expression.
    """

    enabled: bool = False
    replacement: str = "[REDACTED]"
    categorized: bool = False
    patterns: Mapping[str, str | re.Pattern[str]] = field(default_factory=dict)
    built_in: bool = True
    deep_scan: bool = True
    max_depth: int = 10
    scan_metadata: bool = False
    exempt_types: Iterable[EventType | str] = LOW_RISK_TYPES
    active_patterns: tuple[SecretPattern, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        depth: object = self.max_depth
        if not isinstance(depth, int) or isinstance(depth, bool) or not 1 <= depth <= MAX_DEPTH:
            raise InvalidInputError(f"max_depth must be 1 to {MAX_DEPTH}, not {shown(depth)}.")
        if not isinstance(self.replacement, str):
            raise InvalidInputError("replacement must be a text.")
        own = tuple(_read_pattern(name, given) for name, given in _items(self.patterns))
        active = (*own, *SECRET_PATTERNS) if self.built_in else own
        exempt = frozenset(read_event_type(kind) for kind in self.exempt_types)
        object.__setattr__(self, "exempt_types", exempt)
        object.__setattr__(self, "active_patterns", active)

    def label(self, category: str) -> str:
        """Give what stands where a secret of a category stood."""
        return f"[REDACTED:{category}]" if self.categorized else self.replacement


@dataclass(frozen=True, slots=True)
class Redaction:
    """An event without its secrets, and what was taken out of it.

    Attributes:
        event: the event; the very one that was given where nothing was taken out.
        redaction_count: secrets taken out.
        fields_redacted: keys of ``data`` whose values have changed, in their order, and those of
            the metadata, written ``metadata.<key>``.
        categories: how many secrets of each category.
    """

    event: Event
    redaction_count: int = 0
    fields_redacted: tuple[str, ...] = ()
    categories: Mapping[str, int] = field(default_factory=dict)


def redact(event: Event, policy: RedactionPolicy) -> Redaction:
    """Take the secrets out of an event.

    Keys of objects, numbers, booleans and null stay as they are, and so does what is nested
    deeper than the policy's ``max_depth``.
    """
    if not policy.enabled or event.type in policy.exempt_types:
        return Redaction(event)
    scan = _Scan(policy)
    known = None if policy.deep_scan else {known.name for known in SHAPES[event.type].fields}
    data = scan.of_object(event.data, known)
    fields = [key for key in data if data[key] is not event.data[key]]
    metadata = event.metadata
    if policy.scan_metadata:
        metadata = scan.of_object(event.metadata)
        changed = [key for key in metadata if metadata[key] is not event.metadata[key]]
        fields += [f"metadata.{key}" for key in changed]
    if not fields:
        return Redaction(event)
    return Redaction(
        replace(event, data=data, metadata=metadata),
        scan.found.total(),
        tuple(fields),
        dict(scan.found),
    )


def redact_map(given: Mapping[str, Any], policy: RedactionPolicy) -> dict[str, Any]:
    """Give a JSON object without its secrets."""
    return _Scan(policy).of_object(given) if policy.enabled else dict(given)


def redact_text(text: str, policy: RedactionPolicy) -> str:
    """Give a text without its secrets."""
    return _Scan(policy).of_text(text) if policy.enabled else text


class _Scan:
    """One pass over values, which counts the secrets that it takes out.

    Whatever holds no secret is given back as it is, not as a copy.
    """

    def __init__(self, policy: RedactionPolicy) -> None:
        self.found: Counter[str] = Counter()
        self._policy = policy
        self._depth = policy.max_depth if policy.deep_scan else 1
        self._keyed = [pattern for pattern in policy.active_patterns if pattern.key is not None]
        self._keys: dict[str, str | None] = {}

    def of_object(
        self, given: Mapping[str, Any], known: set[str] | None = None, depth: int = 1
    ) -> dict[str, Any]:
        """Give an object without secrets.

        Args:
            known: look under these keys only.
        """
        return {
            key: self._value(value, key, depth) if known is None or key in known else value
            for key, value in given.items()
        }

    def _value(self, value: Any, key: str | None, depth: int) -> Any:
        if isinstance(value, str):
            return self._under_key(value, key) if isinstance(key, str) else self.of_text(value)
        if depth >= self._depth:
            return value
        if isinstance(value, Mapping):
            held = self.of_object(value, depth=depth + 1)
            return value if _same(held.values(), value.values()) else held
        if isinstance(value, (list, tuple)):
            items = [self._value(item, None, depth + 1) for item in value]
            return value if _same(items, value) else items
        return value

    def _under_key(self, text: str, key: str) -> str:
        if len(text) >= _LEAST_UNDER_KEY:
            if key not in self._keys:
                self._keys[key] = self._category_of(key)
            category = self._keys[key]
            if category is not None:
                label = self._policy.label(category)
                self.found[category] += text != label
                return text if text == label else label
        return self.of_text(text)

    def _category_of(self, key: str) -> str | None:
        if len(key) > _LONGEST_KEY:
            return None
        small = key.lower()
        for pattern in self._keyed:
            if pattern.key and pattern.key.fullmatch(small if pattern.folded else key):
                return pattern.category
        return None

    def of_text(self, text: str) -> str:
        """Give a text without secrets."""
        spans = self._spans(text)
        if not spans:
            return text
        parts, end = [], 0
        for start, stop, place in spans:
            category = self._policy.active_patterns[place].category
            self.found[category] += 1
            parts += [text[end:start], self._policy.label(category)]
            end = stop
        return "".join([*parts, text[end:]])

    def _spans(self, text: str) -> list[tuple[int, int, int]]:
        """Give where secrets stand, those that overlap as one, with their patterns' places."""
        small = text.replace("\u0130", "i").lower()  # the one capital that grows when it is small
        found = sorted(
            span
            for place, pattern in enumerate(self._policy.active_patterns)
            if not pattern.hints or any(hint in small for hint in pattern.hints)
            for span in _matches(pattern, small if pattern.folded else text, place)
        )
        merged: list[tuple[int, int, int]] = []
        for start, end, place in found:
            if merged and start < merged[-1][1]:
                first, last, before = merged[-1]
                merged[-1] = (first, max(last, end), min(before, place))
            else:
                merged.append((start, end, place))
        return merged


def _matches(pattern: SecretPattern, text: str, place: int) -> Iterator[tuple[int, int, int]]:
    for match in pattern.text.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if start < end:
            yield start, end, place


def _same(values: Iterable[Any], others: Iterable[Any]) -> bool:
    return all(value is other for value, other in zip(values, others, strict=True))


def _items(patterns: object) -> Iterable[tuple[object, object]]:
    if not isinstance(patterns, Mapping):
        raise InvalidInputError("patterns must map categories to regular expressions.")
    return patterns.items()


def _read_pattern(category: object, given: object) -> SecretPattern:
    if not isinstance(category, str) or not _CATEGORY.fullmatch(category):
        raise InvalidInputError(
            f"A category is a word of 1 to 60 letters, digits and _, not {shown(category)}."
        )
    try:
        return SecretPattern(category, re.compile(given))  # type: ignore[call-overload]
    except (re.error, TypeError, RecursionError, OverflowError) as error:
        raise InvalidInputError(
            f"The pattern of {category} must be a regular expression: {error!s:.80}."
        ) from error


NO_REDACTION = RedactionPolicy()
"""Leaves everything as it is."""
