"""What the reference has to describe: commands, public names, methods, settings."""

import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

import hansard
from hansard.async_store import AsyncHansard
from hansard.interfaces.cli.main import main as program
from hansard.store import Hansard
from tools.compare_faces import services
from tools.doc_pages import Page
from tools.doc_set_up import sessions

REFERENCE = Path("docs/reference")
COMMANDS = REFERENCE / "command_line.md"
OWN_PAGES = {
    "sessions": REFERENCE / "session_service.md",
    "threads": REFERENCE / "threads.md",
    "conversations": REFERENCE / "conversations.md",
    "transcripts": REFERENCE / "transcripts.md",
    "integrity": REFERENCE / "integrity.md",
    "session_store": REFERENCE / "session_store.md",
    "events": REFERENCE / "event_service.md",
    "manager": REFERENCE / "session_manager.md",
    "queries": REFERENCE / "queries.md",
    "usage": REFERENCE / "usage.md",
    "maintenance": REFERENCE / "maintenance.md",
    "artifacts": REFERENCE / "artifacts.md",
    "keys": REFERENCE / "keys.md",
}
STORE_PAGE = REFERENCE / "configuration.md"
CONTRIBUTING = Path("CONTRIBUTING.md")

_OPTION = re.compile(r"(?<![\w-])(--?[a-zA-Z][\w-]*)")
_CODE = re.compile(r"`([^`\n]+)`")


def undescribed(pages: dict[Path, Page]) -> Iterator[str]:
    """Yield what the reference lacks, and what it describes that is not there."""
    yield from undescribed_commands(pages.get(COMMANDS))
    yield from undescribed_names([page for path, page in pages.items() if in_reference(path)])
    for name, service in services(Hansard).items():
        page = OWN_PAGES.get(name)
        if page is None:
            yield f"docs/reference: no page is named for the service {name}"
        else:
            yield from undescribed_methods(page, pages.get(page), service)
    for face in (Hansard, AsyncHansard):
        yield from undescribed_methods(STORE_PAGE, pages.get(STORE_PAGE), face, headings=False)
    for function in (hansard.open, hansard.open_async):
        yield from undescribed_arguments(STORE_PAGE, pages.get(STORE_PAGE), function)
    for field in dataclasses.fields(hansard.RetryPolicy):
        if not mentions(pages.get(STORE_PAGE), field.name):
            yield f"{STORE_PAGE}:1: RetryPolicy.{field.name} is not described"
    for session in sorted(sessions()):
        if not mentions(pages.get(CONTRIBUTING), session):
            yield f"{CONTRIBUTING}:1: the session {session} is not described"


def in_reference(path: Path) -> bool:
    """Return whether a page belongs to the reference."""
    return path.is_relative_to(REFERENCE)


def undescribed_commands(page: Page | None) -> Iterator[str]:
    """Yield commands and options without a description, and descriptions of none."""
    if page is None:
        yield f"{COMMANDS}:1: the page is missing"
        return
    common = set(_OPTION.findall(page.text))
    for path, command in walk(program, ("hansard",)):
        section = section_of(page, path)
        if section is None:
            yield f"{COMMANDS}:1: {' '.join(path)} has no section of its own"
            continue
        line, text = section
        for name in sorted(options(command)):
            known = common if name in options(program) else set(_OPTION.findall(text))
            if name not in known:
                yield f"{COMMANDS}:{line}: {' '.join(path)} {name} is not described"
    offered = {name for _, command in walk(program, ("hansard",)) for name in options(command)}
    for line, text in page.prose:
        for code in _CODE.findall(text):
            for name in re.findall(r"^(--[a-z][a-z-]+)", code):
                if name not in offered:
                    yield f"{COMMANDS}:{line}: there is no option {name}"


def walk(
    command: click.Command, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command below a group with its words."""
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from walk(child, (*path, name))
    else:
        yield path, command


def options(command: click.Command) -> set[str]:
    """Return the long names of a command's options, or the short one where it has no other."""
    parameters = command.get_params(click.Context(command))
    spelled = [parameter.opts for parameter in parameters if isinstance(parameter, click.Option)]
    return {max(names, key=len) for names in spelled}


def section_of(page: Page, path: tuple[str, ...]) -> tuple[int, str] | None:
    """Return the line and the text of the section whose heading names a command."""
    for heading, text in page.sections():
        words = heading.title.replace("`", "").split()
        if words[: len(path)] == list(path) or words == list(path[1:]):
            return heading.line, text
    return None


def undescribed_names(pages: list[Page]) -> Iterator[str]:
    """Yield public names and error codes that no page of the reference mentions."""
    said = {code for page in pages for code in _CODE.findall(page.text)}
    words = {word for code in said for word in re.findall(r"\w+", code)}
    for name in hansard.__all__:
        if name not in words:
            yield f"docs/reference: hansard.{name} is not described"
        kind = getattr(hansard, name)
        code = getattr(kind, "code", None)
        if isinstance(code, str) and code not in said:
            yield f"docs/reference: the code {code} of {name} is not described"


def undescribed_methods(
    path: Path, page: Page | None, face: type, *, headings: bool = True
) -> Iterator[str]:
    """Yield public methods without a section or a mention, and their arguments likewise."""
    if page is None:
        yield f"{path}:1: the page is missing"
        return
    for name, member in vars(face).items():
        if name.startswith("_") or not inspect.isfunction(member):
            continue
        if headings:
            yield from undescribed_arguments(path, page, member)
        elif not mentions(page, name):
            yield f"{path}:1: {face.__name__}.{name} is not described"
    if headings:
        yield from invented_methods(page, face)


def undescribed_arguments(path: Path, page: Page | None, function: object) -> Iterator[str]:
    """Yield a function without a section, and arguments that its section does not name."""
    name = function.__name__  # type: ignore[attr-defined]
    found = None
    for heading, text in page.sections() if page is not None else ():
        if re.fullmatch(rf"(hansard\.)?{name}(\(.*)?", heading.title.strip("`")):
            found = heading.line, text
    if found is None:
        yield f"{path}:1: {name} has no section of its own"
        return
    said = {word for code in _CODE.findall(found[1]) for word in re.findall(r"\w+", code)}
    for argument in inspect.signature(function).parameters:  # type: ignore[arg-type]
        if argument != "self" and argument not in said:
            yield f"{path}:{found[0]}: the argument {argument} of {name} is not described"


def invented_methods(page: Page, face: type) -> Iterator[str]:
    """Yield sections of methods that a service does not have."""
    for heading, _ in page.sections():
        name = re.fullmatch(r"`(\w+)(\(.*)?`", heading.title)
        if name and not hasattr(face, name[1]):
            yield f"{page.path}:{heading.line}: {face.__name__} has no method {name[1]}"


def mentions(page: Page | None, name: str) -> bool:
    """Return whether a page has a name in code."""
    codes = _CODE.findall(page.text) if page is not None else []
    return any(name in re.findall(r"\w+", code) for code in codes)
