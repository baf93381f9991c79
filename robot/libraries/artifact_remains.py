"""What is left of artifacts when their writers have died: the registry, the bytes, the files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import hansard
from hansard import Hansard, HansardError
from hansard.domain.artifact import Artifact
from hansard.infrastructure.artifacts.content_folder import ContentFolder
from libraries.databases import database_of

NOTHING_LEFT = timedelta(0)
"""The age from which on a sweep removes bytes here: all of them that nobody refers to."""


@dataclass(slots=True)
class Remains:
    """What was found after a kill, and after a sweep that followed.

    Attributes:
        found: the bytes of each artifact, by its key.
        wrong: artifacts whose bytes were missing or damaged, in words.
        swept: files that the sweep removed.
        left: names of files that are there afterwards and should not be.
    """

    found: dict[str, bytes] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    swept: int = 0
    left: list[str] = field(default_factory=list)


def open_with_artifacts(url: str, folder: str, namespace: str) -> Hansard:
    """Open a store on a namespace."""
    return hansard.open(url, namespace=namespace, artifacts=folder)


def artifacts_of(store: Hansard) -> list[Artifact]:
    """Give all artifacts of a namespace."""
    page = store.artifacts.page(limit=1000)
    assert page.cursor is None, "more artifacts than were ever put"
    return page.items


def examine_remains(store: Hansard, folder: str) -> Remains:
    """Read every artifact, sweep, and read every artifact and the folder again."""
    remains = Remains()
    _read_all(store, remains)
    report = store.artifacts.sweep(NOTHING_LEFT)
    remains.swept = report.contents_removed + report.unfinished_removed
    remains.wrong += [f"{artifact.key} is reported missing" for artifact in report.missing]
    _read_all(store, remains)
    digests = {hashlib.sha256(content).hexdigest() for content in remains.found.values()}
    remains.left = sorted(_files(store, folder) - digests)
    remains.wrong += [f"no file {digest}" for digest in digests - _files(store, folder)]
    return remains


def _read_all(store: Hansard, remains: Remains) -> None:
    for artifact in artifacts_of(store):
        try:
            content = store.artifacts.get(artifact.key)
        except HansardError as error:
            remains.wrong.append(f"{artifact.key}: {error}")
            continue
        if hashlib.sha256(content).hexdigest() != artifact.checksum_sha256:
            remains.wrong.append(f"{artifact.key} is not what its SHA-256 says")
        remains.found[artifact.key] = content


def _files(store: Hansard, folder: str) -> set[str]:
    """Give the names of the files of a namespace, but those of its locks."""
    name = (
        database_of(store).in_namespace(store.namespace).read(lambda work: work.artifacts.folder())
    )
    assert name is not None, "no artifact was ever put"
    found = ContentFolder(Path(folder), name).path.rglob("*")
    return {path.name for path in found if path.is_file() and path.name != "lock"}
