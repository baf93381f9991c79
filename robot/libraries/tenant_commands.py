"""How every command is given something of a namespace's own.

The words are as in `libraries.tenant_routes`. ``{document}`` and ``{transcript}`` are files with
sessions of the other namespace.

A command that is not here fails the suite, and so does an entry that is no command.
"""

from __future__ import annotations

from dataclasses import dataclass

from libraries.tenants import Names, filled

READS, CHANGES, MAKES = "reads", "changes", "makes"
"""What a command does: nothing, something to what it names, or something of its own besides."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to give a command.

    Attributes:
        command: its name in the program.
        words: what follows the name.
        does: to the records of its namespace.
        is_of_machine: what it says is about the database file as a whole.
        not_run: why it is not run here.
    """

    command: str
    words: str = ""
    does: str = READS
    is_of_machine: bool = False
    not_run: str = ""

    def arguments(self, names: Names) -> list[str]:
        """Give the arguments of the program."""
        words = [filled(word, names) for word in self.words.split()]
        return [*self.command.split(), *words]

    def __str__(self) -> str:
        return f"{self.command} {self.words}".strip()


ENTRIES: tuple[Entry, ...] = (
    Entry("session create", "--id {fresh} --name taken", MAKES),
    Entry("session list"),
    Entry("session list", "--owner {owner} --all"),
    Entry("session list", "--tag {tag}"),
    Entry("session show", "{session}"),
    Entry("session append", "{session} user Hello --message-id {fresh}", CHANGES),
    Entry("session export", "{session}"),
    Entry("session import", "{document}", MAKES),
    Entry("session delete", "{session} --dry-run"),
    Entry("session delete", "{session} --yes", CHANGES),
    Entry("session fork", "{session} --at 1", CHANGES),
    Entry("session lineage", "{session}"),
    Entry("thread list", "--resource {resource}"),
    Entry("thread show", "{thread} --resource {resource}"),
    Entry("thread delete", "{thread} --resource {resource} --dry-run"),
    Entry("thread delete", "{thread} --resource {resource} --yes", CHANGES),
    Entry("run list"),
    Entry("run list", "--session {session}"),
    Entry("run show", "{run}"),
    Entry("event list", "{session}"),
    Entry("event follow", "{session} --count 3"),
    Entry("retention plan", "--max-events 1"),
    Entry("retention apply", "--max-events 1 --yes", MAKES),
    Entry("artifact put", "{artifact} {transcript} --session {session} --force", MAKES),
    Entry("artifact get", "{artifact}"),
    Entry("artifact list"),
    Entry("artifact list", "--session {session}"),
    Entry("key create", "another --role read", MAKES),
    Entry("key list"),
    Entry("key revoke", "{key}", CHANGES),
    Entry("db upgrade", is_of_machine=True),
    Entry("db current", is_of_machine=True),
    Entry("db check", is_of_machine=True),
    Entry("demo", not_run="It makes a database of its own, and takes no other."),
    Entry("import-chats", "{transcript}", MAKES),
    Entry("export-chats"),
    Entry("export-chats", "--session {session}"),
    Entry("serve", not_run="Whoever it serves has a key, which says the namespace."),
    Entry("usage"),
    Entry("usage", "--session {session} --by model"),
    Entry("usage", "--owner {owner} --by actor"),
    Entry("erase", "--owner {owner} --dry-run"),
    Entry("erase", "--owner {owner} --yes", CHANGES),
    Entry("verify"),
    Entry("verify", "--session {session}"),
    Entry("doctor", is_of_machine=True),
)
