"""All errors, all constraints and all errors of the driver, each as a row of a table."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from behave.model import Table
from parse import with_pattern

from features.support import constraints
from features.support.refusals import REFUSALS
from features.support.world import World
from hansard import errors
from hansard.domain import errors as domain_errors
from hansard.domain.error_codes import ERROR_CODES, ErrorCode, category_of, is_retryable
from hansard.infrastructure.database.faults import Fault, translate

Rows = list[dict[str, str]]

_GROUPS: dict[type[errors.HansardError], str] = {
    errors.NotFoundError: "look elsewhere",
    errors.ConflictError: "reread and decide",
    errors.InvalidInputError: "fix the input",
    errors.TryLaterError: "try later",
    errors.MigrationRequiredError: "migrate",
    errors.DeploymentError: "fix the deployment",
}
_PHRASES = {error: phrase for phrase, error in REFUSALS.items()}
_IN_DRAWING = re.compile(
    r"^    (?P<branch>[│├└─ ]*)(?P<name>[A-Z]\w+Error)\b(?P<rest>.*)$", re.MULTILINE
)


def check(table: Table, rows: Rows) -> None:
    """Check rows against a table that says each of them, in any order."""
    wanted = [row.as_dict() for row in table]
    found = [{heading: row[heading] for heading in table.headings} for row in rows]
    missing = [row for row in wanted if row not in found]
    more = [row for row in found if row not in wanted]
    assert not missing and not more, f"missing: {missing}; more: {more}"


def all_errors(_world: World) -> Rows:
    """Give every error that callers may meet, in the words of the features."""
    classes = _below(errors.HansardError)
    drawn = _drawn()
    assert {kind.__name__: kind.__mro__[1].__name__ for kind in classes} == drawn, drawn
    public = {
        name for name in errors.__all__ if name not in ("HansardError", "InvalidSessionError")
    }
    assert public == drawn.keys(), f"not public, or not drawn: {public ^ drawn.keys()}"
    rows = []
    for kind in classes:
        (group,) = (name for base, name in _GROUPS.items() if issubclass(kind, base))
        assert kind.__doc__ and kind.code, kind
        if kind in _PHRASES:
            code = ErrorCode(kind.code)
            assert kind.retryable == code.is_retryable, f"{kind} says otherwise than {code}"
            rows.append({"error": _PHRASES[kind], "what to do": group, **_coded(code)})
        else:
            assert kind in _GROUPS, f"{kind.__name__} has no phrase"
    return rows


def all_codes(_world: World) -> Rows:
    """Give every code of an error, with what it is about and whether trying again may help."""
    listed = [code for codes in ERROR_CODES.values() for code in codes]
    assert sorted(listed) == sorted(ErrorCode), f"not each of them once: {listed}"
    return [_coded(code) for code in ErrorCode]


def _coded(code: ErrorCode) -> dict[str, str]:
    return {
        "category": category_of(code.value).value,
        "code": code.value.replace("_", " "),
        "retry": "yes" if is_retryable(code.value) else "no",
    }


def all_constraints(world: World) -> Rows:
    """Break every constraint of the schema, and give what each kind of them is refused with."""
    return _distinct(
        {"constraint": kind, "refusal": _told(kind, refusal)}
        for kind, refusal in constraints.break_all(world)
    )


def all_driver_errors(world: World) -> Rows:
    """Let the database's driver raise every error that it knows; give what they become."""
    backend: Any = world.store.backend
    is_sqlite = backend.dialect.engine.dialect.name == "sqlite"
    rows, seen = [], set()
    for error in _sqlite_errors() if is_sqlite else _postgresql_errors():
        fault = backend.dialect.classify(error)
        assert fault is not None, f"{error!r} would leave the package bare"
        refusal = translate(error, fault)
        assert refusal.__cause__ is error, f"{refusal!r} hides {error!r}"
        seen.add(fault)
        rows.append({"refusal": _told(repr(error), refusal)})
    assert len(rows) > 20, "hardly any errors were met"
    return _distinct(iter(rows))


def all_faults(_world: World) -> Rows:
    """Give what each kind of fault becomes, and whether it is met with another attempt."""
    return [
        {
            "fault": fault.value,
            "refusal": _told(fault.name, translate(sqlite3.Error("the reason"), fault)),
            "another attempt": "yes" if fault.is_transient else "no",
        }
        for fault in Fault
    ]


KINDS: dict[str, Callable[[World], Rows]] = {
    "error of hansard": all_errors,
    "code of an error": all_codes,
    "constraint of the schema": all_constraints,
    "error of the driver": all_driver_errors,
    "fault of a database": all_faults,
}


@with_pattern("|".join(KINDS))
def read_kind(text: str) -> str:
    """Read what is gone through."""
    return text


def _told(where: str, refusal: errors.HansardError) -> str:
    """Give the words for an error, which must have words of its own."""
    assert len(str(refusal)) > 20, f"{where}: {refusal!r} says nothing"
    if type(refusal) is errors.ConflictError:
        return "somebody else was first"
    return _PHRASES[type(refusal)]


def _below(kind: type[errors.HansardError]) -> list[type[errors.HansardError]]:
    found = []
    for below in kind.__subclasses__():
        found += [below, *_below(below)]
    return [each for each in found if each.__module__ == domain_errors.__name__]


def _drawn() -> dict[str, str]:
    """Give each error of the drawing with the one that it hangs from."""
    parents, branches = {}, {0: "HansardError"}
    for found in _IN_DRAWING.finditer(domain_errors.__doc__ or ""):
        depth = len(found["branch"]) // 4
        branches[depth] = found["name"]
        if depth:
            parents[found["name"]] = branches[depth - 1]
    return parents


def _sqlite_errors() -> Iterator[sqlite3.Error]:
    codes = {
        name: value
        for name, value in vars(sqlite3).items()
        if re.fullmatch("SQLITE_[A-Z_]+", name) and isinstance(value, int)
    }
    results = [name for name in codes if codes[name] & 0xFF in _PRIMARY]
    for kind in (sqlite3.OperationalError, sqlite3.IntegrityError, sqlite3.DatabaseError):
        for name in results:
            error = kind(f"as after {name}")
            error.sqlite_errorcode, error.sqlite_errorname = codes[name], name
            yield error
    for kind in _driver_classes(sqlite3.Error):
        yield kind("without a code")


_PRIMARY = range(1, 29)
"""Result codes of SQLite; 0, 100 and 101 are no errors."""


def _postgresql_errors() -> Iterator[psycopg.Error]:
    yield from (kind("as the server says") for kind in _driver_classes(psycopg.Error))


def _driver_classes(kind: Any) -> list[Any]:
    below = [each for sub in kind.__subclasses__() for each in _driver_classes(sub)]
    return [kind, *(each for each in below if each.__module__.startswith(("psycopg", "sqlite3")))]


def _distinct(rows: Iterator[dict[str, str]]) -> Rows:
    return [dict(row) for row in sorted({tuple(row.items()) for row in rows})]
