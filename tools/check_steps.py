"""Check the vocabulary of the features: every step is defined, used, and short."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

STEPS = Path("features/steps")
BODY_LINES = 4
VOCABULARY = 150
KEYWORDS = {"given", "when", "then", "step"}
SECTION = re.compile(r"^(UNUSED STEP DEFINITIONS|UNDEFINED STEPS)\[\d+\]:$")


def main() -> int:
    """Print what offends; return 1 when something does."""
    functions = [item for path in sorted(STEPS.rglob("*.py")) for item in step_functions(path)]
    problems = [*long_bodies(functions), *unused_and_undefined()]
    if len(functions) > VOCABULARY:
        problems.append(f"{len(functions)} step definitions, more than {VOCABULARY}")
    print("\n".join(problems) or f"{len(functions)} step definitions, each defined, used and short")
    return 1 if problems else 0


def step_functions(path: Path) -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield the step definitions of a file."""
    tree = ast.parse(path.read_text(), str(path))
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    for function in functions:
        if any(map(is_step_decorator, function.decorator_list)):
            yield path, function


def is_step_decorator(node: ast.expr) -> bool:
    """Return whether a decorator makes a step definition of its function."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id.lower() in KEYWORDS
    )


def long_bodies(
    functions: list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]],
) -> Iterator[str]:
    """Yield the step definitions whose body is too long; their logic belongs in support."""
    for path, function in functions:
        first, last = function.body[0], function.body[-1]
        lines = (last.end_lineno or last.lineno) - first.lineno + 1
        if lines > BODY_LINES:
            yield f"{path}:{function.lineno}: a step body of {lines} lines, more than {BODY_LINES}"


def unused_and_undefined() -> Iterator[str]:
    """Yield the step definitions that no feature uses and the steps that none defines."""
    behave = [sys.executable, "-m", "behave", "--dry-run", "--no-summary", "--no-snippets"]
    options = ["--no-color", "--tags", "slow or not slow", "-f", "steps.usage"]
    done = subprocess.run([*behave, *options], capture_output=True, text=True, check=False)
    if "Traceback" in done.stdout + done.stderr:
        yield f"behave failed:\n{done.stdout}{done.stderr}"
    section = ""
    for line in done.stdout.splitlines():
        heading = SECTION.match(line)
        if heading:
            section = heading.group(1).lower().rstrip("s")
        elif section and line.startswith("  "):
            text, _, place = line.rpartition("# ")
            yield f"{place}: {section}: {text.strip()}"
        else:
            section = ""


if __name__ == "__main__":
    sys.exit(main())
