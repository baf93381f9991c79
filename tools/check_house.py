"""Check the rules of the house that no linter knows, over the modules of the package.

Each check takes a module and yields what offends; offences are printed with file and line.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.compare_faces import differences

SOURCE = Path("src/hansard")
DIALECTS = SOURCE / "infrastructure" / "database" / "dialects"
MODULE_LINES = 300
FUNCTION_LINES = 40
LONG_MODULES = {
    SOURCE / "application" / "services" / "session_service.py": "a method for each thing users do",
    SOURCE / "domain" / "errors.py": "a class for each error, drawn as one tree",
}
BANNED_MODULES = {"pickle", "marshal", "shelve", "dill", "tarfile"}
BANNED_CALLS = {"eval", "exec", "yaml.load", "yaml.unsafe_load", "os.system", "os.popen"}
EXTRACTIONS = {"extract", "extractall"}
UNCONFINED = {
    "KeyStatements.with_digest[0]": "the secret of a key is what says the namespace",
    "KeyStatements.any[0]": "whether there are keys at all, which gives nothing of any row",
}
"""The only statements that are not confined to a namespace, each with the reason."""


@dataclass(frozen=True, slots=True)
class Module:
    """A source file and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class Offence:
    """A line that breaks a rule."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


Check = Callable[[Module], Iterator[Offence]]


def dialect_names(module: Module) -> Iterator[Offence]:
    """Databases differ in the dialects' classes only."""
    if module.path.is_relative_to(DIALECTS):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node).endswith("dialect.name"):
            yield Offence(module.path, node.lineno, "dialect.name belongs to the dialects")


def composed_sql(module: Module) -> Iterator[Offence]:
    """A SQL text is a literal; values are bound."""
    for call in calls(module.tree):
        is_text = dotted(call.func).rpartition(".")[2] == "text"
        if is_text and call.args and is_composed(call.args[0]):
            yield Offence(module.path, call.lineno, "text() takes a literal, never composed SQL")


def is_composed(node: ast.expr) -> bool:
    """Return whether an expression builds a string out of parts that are not literals."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("format", "format_map", "join", "replace")
    return False


def banned_imports(module: Module) -> Iterator[Offence]:
    """Nothing that runs or unpacks what it reads."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            from_module = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in from_module or [alias.name for alias in node.names]:
                if name.partition(".")[0] in BANNED_MODULES:
                    yield Offence(module.path, node.lineno, f"{name} is banned")


def banned_calls(module: Module) -> Iterator[Offence]:
    """No evaluation of text, no shell, no unpacking of archives."""
    for call in calls(module.tree):
        name = dotted(call.func)
        if name in BANNED_CALLS:
            yield Offence(module.path, call.lineno, f"{name}() is banned")
        if name.rpartition(".")[2] in EXTRACTIONS and "zipfile" in module.text:
            yield Offence(module.path, call.lineno, "archives are not unpacked")
        if any(keyword.arg == "shell" and not is_false(keyword.value) for keyword in call.keywords):
            yield Offence(module.path, call.lineno, "no shell")


def swallowed_exceptions(module: Module) -> Iterator[Offence]:
    """An exception that is ignored is ignored by name, with contextlib.suppress."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            if all(isinstance(statement, ast.Pass) for statement in node.body):
                yield Offence(module.path, node.lineno, "an exception is swallowed")
            if node.type is None:
                yield Offence(module.path, node.lineno, "except without a class")


def long_functions(module: Module) -> Iterator[Offence]:
    """A function fits on a screen; its docstring is not counted."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = length(node) - docstring_length(node)
            if lines > FUNCTION_LINES:
                message = f"{node.name} has {lines} lines, more than {FUNCTION_LINES}"
                yield Offence(module.path, node.lineno, message)


def long_modules(module: Module) -> Iterator[Offence]:
    """A module is one idea; the docstrings in it are not counted."""
    documented = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    lines = len(module.text.splitlines()) - sum(map(docstring_length, documented))
    if lines > MODULE_LINES and module.path not in LONG_MODULES:
        yield Offence(module.path, 1, f"{lines} lines, more than {MODULE_LINES}")


CHECKS: tuple[Check, ...] = (
    dialect_names,
    composed_sql,
    banned_imports,
    banned_calls,
    swallowed_exceptions,
    long_functions,
    long_modules,
)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """Return a name such as ``engine.dialect.name``, with "" for parts that are no names."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def is_false(node: ast.expr) -> bool:
    """Return whether an expression is the literal False."""
    return isinstance(node, ast.Constant) and node.value is False


def length(node: ast.stmt) -> int:
    """Return how many lines a statement spans."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def docstring_length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Return how many lines the docstring of a function or class spans."""
    has_docstring = ast.get_docstring(node, clean=False) is not None
    return length(node.body[0]) if has_docstring else 0


def offences(path: Path) -> Iterator[Offence]:
    """Yield what offends in one file."""
    text = path.read_text()
    module = Module(path, text, ast.parse(text, str(path)))
    for check in CHECKS:
        yield from check(module)


def unscoped_statements() -> Iterator[str]:
    """Yield the statements that are not confined to a namespace, and exceptions without need."""
    from sqlalchemy.dialects import sqlite

    from hansard.infrastructure.database import database
    from hansard.infrastructure.database.compiling import SHAPED, Family, Statement
    from hansard.infrastructure.database.dialects.postgresql_append import append_texts
    from hansard.infrastructure.database.statements import Statements

    assert database.__name__, "imported for the statements that it brings along"
    statements = Statements(sqlite.dialect())
    texts: dict[str, str] = {}
    for owner in (statements, *map(statements.of, Family.__subclasses__())):
        for name, item in vars(owner).items():
            for place, one in enumerate(item if isinstance(item, list) else [item]):
                if isinstance(one, Statement):
                    texts[f"{type(owner).__name__}.{name}[{place}]"] = one.text
    for build, examples in SHAPED.items():
        for shape in examples:
            texts[f"{build.__name__}{tuple(shape)}"] = statements.of_shape(build, shape).text
    for kind, appends in append_texts().items():
        texts |= {f"append of a {kind}": appends.one, f"append of {kind}s": appends.many}
    scoped = {name for name, text in texts.items() if is_scoped(text)}
    for name in sorted(texts.keys() - scoped - UNCONFINED.keys()):
        yield f"the statement {name} is not confined to a namespace"
    for name in sorted(UNCONFINED.keys() - (texts.keys() - scoped)):
        yield f"the statement {name} is excepted from being confined, and need not be"


def is_scoped(text: str) -> bool:
    """Return whether a statement is confined to a namespace."""
    return "namespace = " in text if "WHERE" in text.split() else "namespace" in text


def main() -> int:
    """Print every offence; return 1 when there is one."""
    found = [str(offence) for path in sorted(SOURCE.rglob("*.py")) for offence in offences(path)]
    found += [*unscoped_statements(), *differences()]
    print("\n".join(found) or "the house is in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
