"""Run the blocks of one page of the documentation, in their order.

``python -m tools.doc_blocks PAGE`` runs them in the folder and the environment that it is started
in, and prints what fails. A ``python`` block runs in the namespace of the blocks before it::

    session.message_count       # -> 2          the value of the expression looks like this
    print(session.status)       # -> active     it prints this
    service.get("unknown")      # raises SessionNotFoundError

or is a doctest with ``>>>``. A ``console`` block runs the lines behind ``$`` in one shell, with
``>`` in front of lines that continue; it shows what they print, ``...`` standing for anything. A
command that is meant to fail ends in ``2>&1`` or is followed by ``$ echo $?``. A ``sql`` block
runs on a new database with the schema of hansard, on PostgreSQL where the line of its fence says
``sql postgresql``.
"""

import ast
import doctest
import io
import os
import re
import sqlite3
import subprocess
import sys
import tokenize
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from tools.doc_pages import Block, Page

POSTGRES_PLACEHOLDER = "postgresql://user@host/database"
POSTGRES_VARIABLE = "HANSARD_DOCS_POSTGRES_URL"
RUN_LANGUAGES = ("python", "console", "sql")
SECONDS = 120

_SHOWN = re.compile(r"# -> (?P<value>.+)")
_RAISED = re.compile(r"# raises (?P<name>[\w.]+)$")
_STATUS = "exit-status-of-a-documented-command"
_checker = doctest.OutputChecker()


class Failure(Exception):
    """A block that does not do what the page says."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def main() -> int:
    """Run a page; return 1 when something fails."""
    page = Page.read(Path(sys.argv[1]))
    runner = Runner(page.path)
    for block in page.blocks:
        if block.exemption is None and block.language in RUN_LANGUAGES:
            runner.run(block)
        if runner.broken:
            break
    print("\n".join(f"{page.path}:{line}: {reason}" for line, reason in runner.problems))
    return 1 if runner.problems else 0


class Runner:
    """Runs the blocks of a page and collects what fails.

    Attributes:
        broken: whether a block ended early, so that the ones behind it have nothing to stand on.
    """

    def __init__(self, path: Path) -> None:
        self.problems: list[tuple[int, str]] = []
        self.broken = False
        self._path = path
        self._names: dict[str, Any] = {
            "__name__": "__main__",
            "_shows": self._shows,
            "_prints": self._prints,
            "_raises": self._raises,
        }

    def run(self, block: Block) -> None:
        """Run one block."""
        url = os.environ.get(POSTGRES_VARIABLE, POSTGRES_PLACEHOLDER)
        text = block.text.replace(POSTGRES_PLACEHOLDER, url)
        ways: dict[str, Callable[[Block, str], None]] = {
            "python": self._run_doctest if ">>> " in text else self._run_python,
            "console": self._run_console,
            "sql": self._run_sql,
        }
        try:
            ways[block.language](block, text)
        except Failure as failure:
            self.problems.append((failure.line, str(failure)))
            self.broken = True
        except Exception as error:  # noqa: BLE001 - whatever a block raises is reported
            self.problems.append((_line_of(error, self._path, block), _describe(error)))
            self.broken = True

    def _run_python(self, block: Block, text: str) -> None:
        tree = ast.parse(text)
        comments = dict(_expectations(text))
        transformer = _Expectations(comments, block.line - 1)
        tree = ast.fix_missing_locations(transformer.visit(tree))
        for line in comments.keys() - transformer.used:
            raise Failure(block.line + line - 1, "a result that belongs to no expression")
        ast.increment_lineno(tree, block.line - 1)
        code = compile(tree, str(self._path), "exec")
        with redirect_stdout(io.StringIO()):
            exec(code, self._names)

    def _run_doctest(self, block: Block, text: str) -> None:
        parser = doctest.DocTestParser()
        test = parser.get_doctest(text, self._names, str(self._path), str(self._path), 0)
        test.globs = self._names
        report = io.StringIO()
        options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
        runner = doctest.DocTestRunner(optionflags=options)
        runner.run(test, out=report.write, clear_globs=False)
        if runner.failures:
            raise Failure(block.line, report.getvalue().strip())

    def _run_console(self, block: Block, text: str) -> None:
        commands = list(_commands(text))
        if not commands:
            raise Failure(block.line, "a console block without a line that starts with $")
        results = _run_shell([command for _, command, _ in commands])
        for place, (line, command, wanted) in enumerate(commands):
            if place >= len(results):
                raise Failure(block.line + line, f"{command}: the shell ended")
            printed, status = results[place]
            self._compare(block.line + line, wanted, _with_placeholder(printed))
            following = commands[place + 1][1] if place + 1 < len(commands) else ""
            if status != 0 and following != "echo $?" and not command.endswith("2>&1"):
                reason = f"{command}: exit code {status}\n{printed}"
                raise Failure(block.line + line, reason)

    def _run_sql(self, block: Block, text: str) -> None:
        run = _run_on_postgres if "postgresql" in block.options else _run_on_sqlite
        run(text)

    def _shows(self, line: int, wanted: str, value: object) -> None:
        self._compare(line, wanted, repr(value))

    def _prints(self, line: int, wanted: str, *values: object) -> None:
        self._compare(line, wanted, " ".join(map(str, values)))

    @contextmanager
    def _raises(self, line: int, wanted: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if wanted.rpartition(".")[2] not in {kind.__name__ for kind in type(error).__mro__}:
                raise
        else:
            self.problems.append((line, f"does not raise {wanted}"))

    def _compare(self, line: int, wanted: str, found: str) -> None:
        shown, actual = _trim(wanted), _trim(found)
        if not _checker.check_output(shown, actual, doctest.ELLIPSIS):
            self.problems.append((line, f"the page shows\n{shown}but it is\n{actual}"))


class _Expectations(ast.NodeTransformer):
    """Turns a statement that has an expectation behind it into one that checks it."""

    def __init__(self, comments: dict[int, tuple[str, str]], offset: int) -> None:
        self.used: set[int] = set()
        self._comments = comments
        self._offset = offset

    def visit(self, node: ast.AST) -> Any:
        node = self.generic_visit(node)
        line = getattr(node, "end_lineno", None)
        if not isinstance(node, ast.stmt) or hasattr(node, "body") or line not in self._comments:
            return node
        kind, wanted = self._comments[line]
        given: list[ast.expr] = [ast.Constant(line + self._offset), ast.Constant(wanted)]
        if kind == "raises":
            self.used.add(line)
            guard = ast.Call(ast.Name("_raises", ast.Load()), given, [])
            return ast.copy_location(ast.With([ast.withitem(guard)], [node]), node)
        if not isinstance(node, ast.Expr):
            return node
        self.used.add(line)
        value = node.value
        if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "print":
            check = ast.Call(ast.Name("_prints", ast.Load()), [*given, *value.args], [])
        else:
            check = ast.Call(ast.Name("_shows", ast.Load()), [*given, value], [])
        return ast.copy_location(ast.Expr(check), node)


def _expectations(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            shown, raised = _SHOWN.match(token.string), _RAISED.match(token.string)
            if shown:
                yield token.start[0], ("shows", shown["value"])
            elif raised:
                yield token.start[0], ("raises", raised["name"])


def _commands(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place, the text and the shown output of each command of a console block."""
    lines = text.splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        command, place = [lines[start][2:]], start + 1
        while place < end and lines[place].startswith("> "):
            command.append(lines[place][2:])
            place += 1
        yield start, "\n".join(command), "\n".join(lines[place:end])


def _run_shell(commands: list[str]) -> list[tuple[str, int]]:
    """Run commands in one shell; return what each prints and its exit code."""
    script = ["__status=0"]
    for command in commands:
        script += ["(exit $__status)", command, "__status=$?", f'echo "\n{_STATUS} $__status"']
    variables = Path.home() / "variables"
    script.append(f"env -0 > '{variables}'")
    done = subprocess.run(
        ["sh", "-c", "\n".join(script)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    _take_variables(variables)
    parts = re.split(rf"\n{_STATUS} (\d+)\n", done.stdout.decode(errors="backslashreplace"))
    return [(parts[i], int(parts[i + 1])) for i in range(0, len(parts) - 1, 2)]


def _take_variables(file: Path) -> None:
    """Keep what a block exports for hansard for the blocks behind it."""
    for entry in file.read_bytes().split(b"\0") if file.exists() else ():
        name, _, value = entry.decode().partition("=")
        if name.startswith("HANSARD_"):
            os.environ[name] = value


def _run_on_sqlite(text: str) -> None:
    import hansard

    file = Path.home() / "documented.db"
    hansard.open(file).close()
    connection = sqlite3.connect(file)
    try:
        connection.executescript(f"BEGIN; {text}; ROLLBACK;")
    finally:
        connection.close()


def _run_on_postgres(text: str) -> None:
    import psycopg

    import hansard

    url = os.environ[POSTGRES_VARIABLE]
    hansard.open(url).close()
    with psycopg.connect(url) as connection:
        connection.execute(text)
        connection.rollback()


def _with_placeholder(text: str) -> str:
    url = os.environ.get(POSTGRES_VARIABLE)
    return text.replace(url, POSTGRES_PLACEHOLDER) if url else text


def _trim(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n"


def _line_of(error: BaseException, path: Path, block: Block) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path) and frame.lineno]
    return lines[-1] if lines else block.line


def _describe(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error)).strip()


if __name__ == "__main__":
    sys.exit(main())
