"""Render the features as pages of docs/specification, in the reading order of features/README.md.

A feature, a rule and an example become headings; the steps stay as they are written.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.doc_pages import slugify

FEATURES = Path("features")
PAGES = Path("docs/specification")
ORDER = re.compile(r"^\d+\. `(?P<place>[^`]+)`: (?P<promise>.*)$", re.MULTILINE)
KEYWORD = re.compile(r"^(Feature|Rule|Example|Scenario|Scenario Outline|Background): *(.*)$")
LEVELS = {"Feature": 1, "Rule": 2}
_EXAMPLE_LEVEL = 3


@dataclass(slots=True)
class Part:
    """A keyword with its title, the text under it, and its steps.

    Attributes:
        remarks: comments and tags in front of it, in their order.
        prose: lines that describe it.
        steps: lines of its steps, tables and examples, without their common indent.
    """

    keyword: str
    title: str
    remarks: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


def main() -> int:
    """Write every page, and remove pages of features that are gone."""
    wanted = pages()
    for path in set(PAGES.rglob("*.md")) - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return 0


def pages() -> dict[Path, str]:
    """Return every page with its text."""
    chapters = list(read_order())
    ordered = [feature for _, features in chapters for feature in features]
    missing = sorted(set(FEATURES.rglob("*.feature")) - set(ordered))
    if missing:
        chapters.append(("further promises", missing))
    made = {PAGES / "README.md": render_index(chapters)}
    for _, features in chapters:
        made.update((page_of(feature), render_feature(feature)) for feature in features)
    return made


def read_order() -> Iterator[tuple[str, list[Path]]]:
    """Yield each chapter of the reading order with its features."""
    for match in ORDER.finditer((FEATURES / "README.md").read_text()):
        place = FEATURES / match["place"]
        found = sorted(place.rglob("*.feature")) if place.is_dir() else [place]
        yield match["promise"], [feature for feature in found if feature.exists()]


def page_of(feature: Path) -> Path:
    """Return the page of a feature."""
    return PAGES / feature.relative_to(FEATURES).with_suffix(".md")


def render_index(chapters: list[tuple[str, list[Path]]]) -> str:
    """Return the page that lists all others."""
    lines = [
        "# Specification",
        "",
        "What hansard promises, as examples. Each page is rendered from a feature file, which",
        "runs on every backend and through both faces.",
    ]
    for number, (promise, features) in enumerate(chapters, 1):
        lines += ["", f"## {number}. {promise[:1].upper()}{promise[1:]}", ""]
        for feature in features:
            parts = read_parts(feature)
            target = page_of(feature).relative_to(PAGES).as_posix()
            rules = [part.title for part in parts if part.keyword == "Rule"]
            lines.append(f"- [{parts[0].title}]({target})")
            lines += [f"  - [{rule}]({target}#{slugify(rule)})" for rule in rules]
        if not features:
            lines.append("No feature yet.")
    return "\n".join(lines) + "\n"


def render_feature(feature: Path) -> str:
    """Return the page of a feature."""
    depth = len(page_of(feature).parent.parts)
    source = "../" * depth + feature.as_posix()
    lines: list[str] = []
    for part in read_parts(feature):
        level = LEVELS.get(part.keyword, _EXAMPLE_LEVEL)
        title = (part.title or part.keyword).replace("<", r"\<")
        lines += [f"{'#' * level} {title}", ""]
        if part.keyword == "Feature":
            lines += [f"Source: [{feature.as_posix()}]({source})", ""]
        if part.prose:
            lines += [*part.prose, ""]
        if part.remarks:
            lines += [f"*{remark(part.remarks)}*", ""]
        if part.steps:
            lines += ["```gherkin", *dedent(part.steps), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def remark(lines: list[str]) -> str:
    """Return comments and tags as a sentence or two."""
    comments = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    tags = " ".join(f"`{tag}`" for line in lines if line.startswith("@") for tag in line.split())
    return " ".join(text for text in (comments, tags and f"({tags})") if text)


def read_parts(feature: Path) -> list[Part]:
    """Read a feature file into its parts."""
    parts: list[Part] = []
    remarks: list[str] = []
    quoted = False
    for line in feature.read_text().splitlines():
        text = line.strip()
        heading = None if quoted else KEYWORD.match(text)
        if text.startswith(('"""', "'''", "```")):
            quoted = not quoted
        if heading:
            parts.append(Part(heading[1], heading[2], remarks))
            remarks = []
        elif not quoted and text.startswith(("#", "@")) and not text.startswith("# language"):
            remarks.append(text)
        elif parts:
            add_line(parts[-1], line, text)
    return parts


def add_line(part: Part, line: str, text: str) -> None:
    """Put a line where it belongs: before the first step it is prose."""
    is_step = re.match(r"(Given|When|Then|And|But|Examples:|\*|\|) ?", text)
    if part.steps or is_step:
        part.steps.append(line)
    elif text:
        part.prose.append(text)


def dedent(lines: list[str]) -> list[str]:
    """Return lines without their common indent and without blank lines at the end."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[indent:].rstrip() for line in lines]


if __name__ == "__main__":
    sys.exit(main())
