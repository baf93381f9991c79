"""Set-up commands in the documentation: what they name has to exist, they are not run."""

import ast
import itertools
import os
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from tools.doc_pages import Block

ROOT = Path.cwd()
PYTHON_NAMES = {"python", "python3"}
PROVIDED_BY_THE_SYSTEM = {"apt-get", "pip", "nox", "git", "createdb", "createuser"}
BUILTINS = {"cd", "export"}


def wrong_set_up(block: Block) -> Iterator[str]:
    """Yield what a block of set-up commands names that does not exist."""
    if block.exemption is None:
        yield "set-up commands do not run here: say why above, <!-- not run: REASON -->"
    for line in block.text.splitlines():
        words = shlex.split(line, comments=True)
        while words and (words[0] == "sudo" or "=" in words[0]):
            words = words[1:]
        if words:
            yield from wrong_command(words)


def wrong_command(words: list[str]) -> Iterator[str]:
    """Yield what is wrong with one set-up command."""
    program, *arguments = words
    if program.startswith("./"):
        if not os.access(ROOT / program, os.X_OK):
            yield f"there is no program {program}"
    elif program in PYTHON_NAMES:
        yield from wrong_module(arguments)
    elif program == "pip":
        yield from wrong_requirements(arguments)
    elif program == "nox":
        yield from wrong_sessions(arguments)
    elif program not in PROVIDED_BY_THE_SYSTEM | BUILTINS and shutil.which(program) is None:
        yield f"there is no command {program}"


def wrong_module(arguments: list[str]) -> Iterator[str]:
    """Yield a module or file of the project that Python is to run and that is not there."""
    if arguments[:1] == ["-m"]:
        place = ROOT / arguments[1].replace(".", "/")
        inside = arguments[1].startswith(("tools.", "testbed.", "benchmarks."))
        if inside and not (place.with_suffix(".py").exists() or place.is_dir()):
            yield f"there is no module {arguments[1]}"
    elif arguments and not arguments[0].startswith("-") and not (ROOT / arguments[0]).exists():
        yield f"there is no file {arguments[0]}"


def wrong_requirements(arguments: list[str]) -> Iterator[str]:
    """Yield extras that the project does not have."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for argument in arguments[1:]:
        if argument.startswith(project["name"]):
            unknown = Requirement(argument).extras - project["optional-dependencies"].keys()
            yield from (f"there is no extra {extra}" for extra in sorted(unknown))


def wrong_sessions(arguments: list[str]) -> Iterator[str]:
    """Yield sessions that the noxfile does not have."""
    known = sessions()
    for option, name in itertools.pairwise(arguments):
        if option == "-s" and name not in known:
            yield f"there is no session {name}"


def sessions() -> set[str]:
    """Return the names of the sessions of the noxfile."""
    tree = ast.parse((ROOT / "noxfile.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name for node in functions if "nox.session" in map(ast.unparse, marks(node))}


def marks(function: ast.FunctionDef) -> list[ast.expr]:
    """Return the decorators of a function, without their arguments."""
    return [mark.func if isinstance(mark, ast.Call) else mark for mark in function.decorator_list]
