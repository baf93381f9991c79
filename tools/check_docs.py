"""Check the documentation: every block runs, everything public is described, every link leads on.

A block is not run where the line above its fence is ``<!-- not run: REASON -->``; such blocks are
printed. Blocks of set-up commands (``sh``) are always of that kind: it is checked that their
programs, files and sessions exist. Blocks that are only shown are counted by language.
"""

import ast
import collections
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from testbed.postgres import PostgresServer, find_postgres
from testbed.postgres_binaries import Installation
from tools import (
    er_diagram,
    error_table,
    event_table,
    http_reference,
    price_table,
    render_specification,
)
from tools.check_scenarios import PAGE as SCENARIOS
from tools.check_scenarios import wrong_rows
from tools.doc_blocks import POSTGRES_PLACEHOLDER, POSTGRES_VARIABLE, RUN_LANGUAGES
from tools.doc_names import undescribed
from tools.doc_pages import Block, Page
from tools.doc_set_up import wrong_set_up

ROOT = Path.cwd()
SHOWN_LANGUAGES = ("text", "mermaid", "gherkin")
PARSED_LANGUAGES = ("json", "toml")
GENERATED = {
    event_table.PAGE: event_table,
    er_diagram.PAGE: er_diagram,
    error_table.PAGE: error_table,
    http_reference.PAGE: http_reference,
    price_table.PAGE: price_table,
}
SECONDS = 300


def main() -> int:
    """Print what is wrong with file and line; return 1 when anything is."""
    pages = {path: Page.read(path) for path in page_paths()}
    problems = [
        *(problem for page in pages.values() for problem in wrong_blocks(page)),
        *broken_links(pages),
        *undescribed(pages),
        *outdated(pages),
        *wrong_rows(pages.get(SCENARIOS)),
    ]
    problems += run_pages(list(pages.values()))
    print_summary(pages)
    print("\n".join(problems) or "the documentation is in order")
    return 1 if problems else 0


def page_paths() -> list[Path]:
    """Return the pages that are checked."""
    top = [Path(name) for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
    return [*top, *sorted(Path("docs").rglob("*.md"))]


def wrong_blocks(page: Page) -> Iterator[str]:
    """Yield blocks of unknown languages, exempted without a reason, or that do not parse."""
    for block in page.blocks:
        place = f"{page.path}:{block.line}"
        known = (*RUN_LANGUAGES, *PARSED_LANGUAGES, *SHOWN_LANGUAGES, "sh")
        if block.language not in known:
            yield f"{place}: a block of the language {block.language!r}; use {', '.join(known)}"
        elif block.language == "sh":
            yield from (f"{place}: {problem}" for problem in wrong_set_up(block))
        else:
            yield from (f"{place}: {problem}" for problem in wrong_syntax(block))


def wrong_syntax(block: Block) -> Iterator[str]:
    """Yield the syntax error of a block that is parsed but not run here."""
    parsers: dict[str, Callable[[str], object]] = {
        "json": json.loads,
        "toml": tomllib.loads,
        "python": ast.parse,
    }
    runs_anyway = block.language == "python" and block.exemption is None
    if block.language in parsers and not runs_anyway:
        try:
            parsers[block.language](block.text)
        except (ValueError, SyntaxError) as error:
            yield str(error)


def broken_links(pages: dict[Path, Page]) -> Iterator[str]:
    """Yield links to pages, files and headings that do not exist."""
    for page in pages.values():
        for link in page.links():
            name, _, anchor = link.target.partition("#")
            target = Path(os.path.normpath(page.path.parent / name)) if name else page.path
            if not target.exists():
                yield f"{page.path}:{link.line}: the link to {link.target} leads nowhere"
            elif anchor and target.suffix == ".md":
                known = pages.get(target) or Page.read(target)
                if anchor not in known.anchors:
                    yield f"{page.path}:{link.line}: there is no heading #{anchor} in {target}"


def outdated(pages: dict[Path, Page]) -> Iterator[str]:
    """Yield generated parts and pages that are not as their program makes them."""
    for path, maker in GENERATED.items():
        if path not in pages:
            yield f"{path}:1: the page is missing"
            continue
        for line, name in pages[path].outdated(maker.regions()):
            yield f"{path}:{line}: {name} is outdated; run python -m {maker.__name__}"
    specification = render_specification.pages()
    program = render_specification.__name__
    for path, text in specification.items():
        if path not in pages or pages[path].text != text:
            yield f"{path}:1: outdated; run python -m {program}"
    for path in pages:
        if path.is_relative_to(render_specification.PAGES) and path not in specification:
            yield f"{path}:1: rendered from no feature; run python -m {program}"


def run_pages(pages: list[Page]) -> list[str]:
    """Run the blocks of every page, each page in a process and a folder of its own."""
    pages = [page for page in pages if any(runs(block) for block in page.blocks)]
    with ExitStack() as resources:
        server = resources.enter_context(PostgresServer(durable=False)) if has_postgres() else None
        urls = [page_url(server, page) for page in pages]
        with ThreadPoolExecutor(max_workers=2) as pool:
            return [problem for found in pool.map(run_page, pages, urls) for problem in found]


def runs(block: Block) -> bool:
    """Return whether a block is run."""
    return block.language in RUN_LANGUAGES and block.exemption is None


def has_postgres() -> bool:
    """Return whether there is a PostgreSQL server to be had."""
    return not isinstance(find_postgres(), str)


def needs_postgres(page: Page) -> bool:
    """Return whether a page has blocks that need a PostgreSQL server."""
    return any(POSTGRES_PLACEHOLDER in b.text or "postgresql" in b.options for b in page.blocks)


def page_url(server: PostgresServer | None, page: Page) -> str | None:
    """Return the URL of a new database for a page that needs one."""
    if server is None or not needs_postgres(page):
        return None
    return server.create_database().replace("+psycopg", "")


def run_page(page: Page, url: str | None) -> list[str]:
    """Run the blocks of a page; return what fails."""
    if url is None and needs_postgres(page):
        print(f"skipped {page.path}: {find_postgres()}")
        return []
    with tempfile.TemporaryDirectory(prefix="hansard-docs-") as folder:
        home = Path(folder) / "home"
        work = Path(folder) / "work"
        home.mkdir()
        work.mkdir()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "tools.doc_blocks", str(ROOT / page.path)],
                cwd=work,
                env=environment(home, url),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [f"{page.path}:1: not done after {SECONDS} seconds"]
    if done.returncode not in (0, 1):
        return [f"{page.path}:1: {done.stdout}{done.stderr}"]
    return [done.stdout.replace(f"{ROOT}/", "").rstrip()] if done.returncode else []


def environment(home: Path, url: str | None) -> dict[str, str]:
    """Return the environment of a reader who has just installed hansard."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HANSARD_", "XDG_", "FORCE_COLOR", "PG"))
    }
    programs = [str(Path(sys.executable).parent)]
    installation = find_postgres(private=True)
    if isinstance(installation, Installation):
        programs.append(str(installation.programs))
    programs.append(kept.get("PATH", ""))
    return kept | {
        "PATH": os.pathsep.join(programs),
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "TERM": "dumb",
        "TZ": "UTC",
        **({POSTGRES_VARIABLE: url} if url else {}),
    }


def print_summary(pages: dict[Path, Page]) -> None:
    """Print how many blocks were run and which were not."""
    blocks = [(page, block) for page in pages.values() for block in page.blocks]
    counted = collections.Counter(block.language for _, block in blocks if not block.exemption)
    print(f"{len(pages)} pages; blocks: " + ", ".join(f"{n} {c}" for n, c in counted.items()))
    for page, block in blocks:
        if block.exemption:
            print(f"not run: {page.path}:{block.line}: {block.language}: {block.exemption}")


if __name__ == "__main__":
    sys.exit(main())
