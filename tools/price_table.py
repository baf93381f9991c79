"""Write the built-in prices into docs/reference/costs.md."""

import sys
from pathlib import Path

from hansard.domain.pricing import Rates
from hansard.infrastructure.prices import built_in_prices
from tools.doc_pages import write_regions

PAGE = Path("docs/reference/costs.md")
TOKENS = 1_000_000


def main() -> int:
    """Write the generated part of the page."""
    write_regions(PAGE, regions())
    return 0


def regions() -> dict[str, str]:
    """Return the generated part of the page by name."""
    table = built_in_prices()
    taken = f"Taken on {table.taken_on}, in USD per million tokens."
    return {"price-table": "\n".join([taken, "", *_HEAD, *rows()])}


_HEAD = (
    "| Provider | Model | Input | Output | Read from a cache | Written to a cache |",
    "| --- | --- | --- | --- | --- | --- |",
)


def rows() -> list[str]:
    """Return a line of the table for each entry of the built-in prices."""
    lines = []
    for provider, prices in built_in_prices().providers.items():
        if prices.default is not None:
            lines.append(row(provider, "any other", prices.default))
        lines += [row(provider, f"`{name}`", rates) for name, rates in prices.models.items()]
    return lines


def row(provider: str, model: str, rates: Rates) -> str:
    """Return a line of the table."""
    cells = [rates.input, rates.output, rates.cache_read, rates.cache_creation]
    shown = " | ".join("as input" if rate is None else f"{rate * TOKENS:.10g}" for rate in cells)
    return f"| `{provider}` | {model} | {shown} |"


if __name__ == "__main__":
    sys.exit(main())
