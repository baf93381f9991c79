"""Write the tree of errors and their codes into docs/reference/errors.md."""

import ast
import inspect
import sys
import textwrap
from pathlib import Path

from hansard import errors
from hansard.domain import errors as tree_of_errors
from hansard.domain.error_codes import ERROR_CODES, ErrorCode
from tools.doc_pages import write_regions

PAGE = Path("docs/reference/errors.md")


def main() -> int:
    """Write the generated parts of the page."""
    write_regions(PAGE, regions())
    return 0


def regions() -> dict[str, str]:
    """Return the generated parts of the page by name."""
    described = inspect.cleandoc(tree_of_errors.__doc__ or "")
    tree = described.partition("::\n")[2].partition("\n\nEach ")[0]
    return {
        "error-tree": f"```text\n{textwrap.dedent(tree.strip(chr(10)))}\n```",
        "error-classes": "\n".join([*_HEAD, *map(row, classes())]),
        "error-codes": "\n".join([*_HEAD_OF_CODES, *code_rows()]),
    }


_HEAD = (
    "| Class | Code | Retry | Attributes | Meaning |",
    "| --- | --- | --- | --- | --- |",
)


_HEAD_OF_CODES = (
    "| Category | Code | Retry | Raised by hansard as |",
    "| --- | --- | --- | --- |",
)


def code_rows() -> list[str]:
    """Return a line of the table for each code, by category."""
    return [code_row(code) for codes in ERROR_CODES.values() for code in codes]


def code_row(code: ErrorCode) -> str:
    """Return a line of the table of codes."""
    raised = ", ".join(f"`{kind.__name__}`" for kind in classes() if kind.code == code)
    retry = "yes" if code.is_retryable else "no"
    return f"| {code.category} | `{code}` | {retry} | {raised} |"


def classes() -> list[type[errors.HansardError]]:
    """Return the classes of the tree, in the order of their definition."""
    found = [value for value in vars(tree_of_errors).values() if isinstance(value, type)]
    return list(dict.fromkeys(kind for kind in found if issubclass(kind, errors.HansardError)))


def row(kind: type[errors.HansardError]) -> str:
    """Return a line of the table."""
    aliases = [name for name in errors.__all__ if getattr(errors, name) is kind]
    shown = ", ".join(f"`{name}`" for name in sorted(aliases, key=lambda n: n != kind.__name__))
    held = ", ".join(f"`{name}`" for name in attributes(kind))
    meaning = (inspect.getdoc(kind) or "").partition("\n")[0]
    retry = "yes" if kind.retryable else "no"
    return f"| {shown} | `{kind.code}` | {retry} | {held} | {meaning} |"


def attributes(kind: type[errors.HansardError]) -> list[str]:
    """Return the names of what an error of this class carries beside its message."""
    if "__init__" not in vars(kind):
        return []
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    return [
        target.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
    ]


if __name__ == "__main__":
    sys.exit(main())
