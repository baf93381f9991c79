"""Two namespaces and the command line: a command in one of them does not reach the other."""

from __future__ import annotations

from collections.abc import Iterator

import click

from hansard.interfaces.cli.main import main
from libraries.databases import new_database
from libraries.evidence import record
from libraries.records import expect_none
from libraries.said import Said, say
from libraries.tenant_commands import ENTRIES, MAKES, READS, Entry
from libraries.tenants import (
    FOREIGN,
    MAKING,
    MARK,
    MISSING,
    NORTH,
    SHARED,
    SOUTH,
    TEXT,
    Names,
    expect_unchanged,
    move_in,
    names_of,
    open_as,
    rows_of,
    write_files,
)

RUN = tuple(entry for entry in ENTRIES if not entry.not_run)


class CommandMatrix:
    """Gives every command in one namespace, and looks after the other one."""

    ROBOT_LIBRARY_SCOPE = "SUITE"

    def __init__(self) -> None:
        self._url = ""
        self._keys: Names = {}
        self._souths = ""
        self._files: Names = {}
        self._alone: dict[Entry, Said] = {}
        self._beside: dict[Entry, Said] = {}

    def make_two_namespaces(self) -> None:
        """Make South, take down what its commands say, make North, and take it down again."""
        self._url = new_database("sqlite")
        move_in(self._url, SOUTH, TEXT, [SHARED, *_TWINS.values()])
        self._files = _files_of_north()
        self._souths = _key_in(self._url, SOUTH)
        self._alone = dict(self._view_of_south())
        norths = [SHARED, FOREIGN, MAKING[0], *_TWINS.values()]
        move_in(self._url, NORTH, MARK, norths, taken=[*_TWINS.values(), MAKING[0]])
        self._keys = {FOREIGN: _key_in(self._url, NORTH)}
        self._keys[MISSING] = self._keys[FOREIGN][::-1]
        self._beside = dict(self._view_of_south())

    def every_command_has_an_entry(self) -> None:
        """The program and the table have the same commands, and all of them take a namespace."""
        commands = dict(_commands(main))
        known = {entry.command for entry in ENTRIES}
        expect_none("commands without an entry", sorted(commands.keys() - known))
        expect_none("entries without a command", sorted(known - commands.keys()))
        for name, command in commands.items():
            options = command.get_params(click.Context(command))
            assert any("--namespace" in option.opts for option in options), f"{name} takes none"

    def what_is_norths_looks_like_what_never_was(self) -> None:
        """A command in South says the same of North's ids as of ids that nobody has."""
        for entry in (entry for entry in RUN if not entry.is_of_machine):
            suffixes = MAKING if entry.does == MAKES else (FOREIGN, MISSING)
            before = rows_of(self._url)
            said = [self._give(entry, suffix) for suffix in suffixes]
            ids = [*suffixes, *self._keys.values()]
            foreign, missing = (each.without(ids) for each in said)
            assert foreign == missing, f"{entry}:\n{foreign}\n{missing}"
            assert MARK not in f"{said[0]}", f"{entry} shows what is North's: {said[0]}"
            only = NORTH if entry.does == MAKES else None
            expect_unchanged(before, rows_of(self._url), entry, namespace=only)

    def south_uses_the_same_ids_without_touching_norths(self) -> None:
        """Each command does what it should to a record whose ids both have, South's alone."""
        before = rows_of(self._url)
        for entry in (entry for entry in RUN if entry.does != READS or entry.is_of_machine):
            said = self._give(entry, _TWINS.get(entry, SHARED))
            assert said.code == 0, f"{entry}: {said}"
            assert MARK not in f"{said}", f"{entry} shows what is North's: {said}"
            expect_unchanged(before, rows_of(self._url), entry, namespace=NORTH)

    def commands_in_south_say_what_they_said_alone(self) -> None:
        """What is shown is as it was before North came, also where both have the ids."""
        for entry, said in self._alone.items():
            assert said.code == 0, f"{entry}: {said}"
            assert said == self._beside[entry], f"{entry}:\n{said}\n{self._beside[entry]}"
        seen = sum(TEXT in said.output for said in self._alone.values())
        record("what South sees", commands=len(self._alone), with_records=seen)
        assert seen > len(self._alone) / 2, "hardly any command shows a record"

    def _view_of_south(self) -> Iterator[tuple[Entry, Said]]:
        for entry in RUN:
            if entry.does == READS and not entry.is_of_machine:
                yield entry, self._give(entry, SHARED).without(())

    def _give(self, entry: Entry, suffix: str) -> Said:
        names = names_of(suffix) | self._files | {"key": self._keys.get(suffix, self._souths)}
        words = ["--url", self._url, "--namespace", SOUTH, *entry.arguments(names)]
        return say(words)


_CARRIED = "north2"
"""What the ids end in of the session that files carry from North."""
_TWINS = {entry: f"twin{place:02}" for place, entry in enumerate(RUN) if entry.does != READS}
"""What the ids end in that both have for a command that may change what it names."""


def _commands(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, *names, name)
        else:
            yield " ".join((*names, name)), command


def _key_in(url: str, namespace: str) -> str:
    """Give the id of a key."""
    with open_as(url, namespace) as store:
        return store.keys.list()[-1].key_id


def _files_of_north() -> Names:
    url = new_database("sqlite")
    move_in(url, NORTH, TEXT, [_CARRIED])
    return write_files(url, NORTH, _CARRIED)
