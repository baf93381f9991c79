"""Prices of models, and what their tokens cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hansard.domain.content import check_id
from hansard.domain.errors import InvalidInputError
from hansard.domain.run import Run, is_number
from hansard.domain.session import MAX_COST, MAX_TOKENS
from hansard.domain.shown import shown

MAX_RATE = 1e6
"""USD that a token may cost: whatever a report sums stays finite."""

_NEEDED = ("input", "output")
_CACHE = ("cache_read", "cache_creation")


@dataclass(frozen=True, slots=True)
class Rates:
    """What one token costs, in USD.

    Attributes:
        input: a token that the model reads.
        output: a token that it writes.
        cache_read: a token that it reads from a cache; the input rate by default.
        cache_creation: a token that it writes to a cache; the input rate by default.
    """

    input: float
    output: float
    cache_read: float | None = None
    cache_creation: float | None = None

    def cost(self, tokens: Mapping[str, Any]) -> float:
        """Give what tokens cost, in USD.

        The products are added as decimal fractions, so that 1,000 tokens at 0.000003 USD cost
        0.003 USD and not a little less.

        Args:
            tokens: figures by name: ``input_tokens``, ``output_tokens``, ``cache_read_tokens``
                and ``cache_creation_tokens``. One that is missing, negative or no number counts
                as 0; fractions of a token are cut off.

        Raises:
            InvalidInputError: a figure exceeds 2**63 - 1.
        """
        cache_read = self.input if self.cache_read is None else self.cache_read
        cache_creation = self.input if self.cache_creation is None else self.cache_creation
        priced = {
            "input_tokens": self.input,
            "output_tokens": self.output,
            "cache_read_tokens": cache_read,
            "cache_creation_tokens": cache_creation,
        }
        products = (
            _tokens(tokens.get(name), name) * Decimal(repr(rate)) for name, rate in priced.items()
        )
        return float(sum(products, Decimal(0)))

    def to_map(self) -> dict[str, float]:
        """Give the rates as a JSON object, without those that are not given."""
        given = {name: getattr(self, name) for name in (*_NEEDED, *_CACHE)}
        return {name: rate for name, rate in given.items() if rate is not None}


@dataclass(frozen=True, slots=True)
class ProviderPrices:
    """The prices of one provider.

    Attributes:
        default: for every model without rates of its own; None where there is no such price.
        models: by the name of a model, or by what the names of several begin with.
    """

    default: Rates | None = None
    models: Mapping[str, Rates] = field(default_factory=dict)

    def rates(self, model: str | None) -> Rates | None:
        """Give the rates of the model of that name, else of the longest name it begins with."""
        if model is None or not self.models:
            return self.default
        if model in self.models:
            return self.models[model]
        beginnings = [name for name in self.models if model.startswith(name)]
        return self.models[max(beginnings, key=len)] if beginnings else self.default

    def to_map(self) -> dict[str, Any]:
        """Give the prices as a JSON object."""
        models = {name: rates.to_map() for name, rates in self.models.items()}
        return {"default": self.default.to_map() if self.default else None, "models": models}


@dataclass(frozen=True, slots=True)
class PricingTable:
    """What the tokens of models cost, by provider.

    Attributes:
        providers: the prices of each provider, by its name.
        taken_on: the day on which the prices were looked up, None where nobody says.
    """

    providers: Mapping[str, ProviderPrices] = field(default_factory=dict)
    taken_on: date | None = None

    def rates(self, provider: str | None, model: str | None) -> Rates | None:
        """Give the rates of a model, None where the table has none.

        The provider's entry is looked up first. In it the model's own name wins, then the longest
        name that the model's begins with, then the provider's default.
        """
        prices = None if provider is None else self.providers.get(provider)
        return None if prices is None else prices.rates(model)

    def cost(
        self, tokens: Mapping[str, Any], provider: str | None, model: str | None
    ) -> float | None:
        """Give what tokens of a model cost, in USD; None, not 0, where the table has no rates.

        Args:
            tokens: see `Rates.cost`; figures that are sums over several runs will do.
        """
        rates = self.rates(provider, model)
        return None if rates is None else rates.cost(tokens)

    def over(self, other: PricingTable) -> PricingTable:
        """Give a table with the entries of both; where both have one, this table's counts.

        An entry is a provider's default, or the rates under one name of a model.
        """
        merged = dict(other.providers)
        for provider, prices in self.providers.items():
            below = merged.get(provider, ProviderPrices())
            merged[provider] = ProviderPrices(
                prices.default or below.default, {**below.models, **prices.models}
            )
        return PricingTable(merged, self.taken_on or other.taken_on)

    def to_map(self) -> dict[str, Any]:
        """Give the table as a JSON object, which `read_prices` reads."""
        return {name: prices.to_map() for name, prices in self.providers.items()}


def cost_of(run: Run, table: PricingTable) -> float | None:
    """Give what a run cost, in USD; None where nobody knows.

    What the provider reported wins: a ``total_cost_usd`` above 0 in ``provider_metadata``, else
    in ``token_usage``. Otherwise the run's tokens are priced. The run's own ``cost_usd`` is not
    looked at.
    """
    for reported in (run.provider_metadata, run.token_usage):
        cost = reported.get("total_cost_usd")
        if is_number(cost) and 0 < cost <= MAX_COST:
            return float(cost)
    return table.cost(run.token_usage, run.provider, run.model)


def read_prices(given: PricingTable | Mapping[str, Any], name: str = "prices") -> PricingTable:
    """Give the table of a JSON object.

    Args:
        given: by provider either ``{"default": rates, "models": {model: rates}}``, each of them
            optional, or the provider's rates themselves. Rates are an object with ``input`` and
            ``output`` and, where they differ from ``input``, ``cache_read`` and
            ``cache_creation``, in USD per token.
        name: what the messages of errors call the table.

    Raises:
        InvalidInputError: not such an object, or a rate is negative, not finite or above a
            million USD; the message names the entry.
    """
    if isinstance(given, PricingTable):
        return given
    return PricingTable(
        {
            check_id(provider, f"a provider of {name}"): _read_provider(entry, f"{name}.{provider}")
            for provider, entry in _object(given, name).items()
        }
    )


def _read_provider(given: object, name: str) -> ProviderPrices:
    entry = _object(given, name)
    if "input" in entry or "output" in entry:
        return ProviderPrices(_read_rates(entry, name))
    _check_keys(entry, ("default", "models"), name)
    default, models = entry.get("default"), entry.get("models")
    return ProviderPrices(
        None if default is None else _read_rates(default, f"{name}.default"),
        {
            check_id(model, f"a model of {name}"): _read_rates(rates, f"{name}.models.{model}")
            for model, rates in _object({} if models is None else models, f"{name}.models").items()
        },
    )


def _read_rates(given: object, name: str) -> Rates:
    entry = _object(given, name)
    _check_keys(entry, (*_NEEDED, *_CACHE), name)
    cache = (entry.get(key) for key in _CACHE)
    return Rates(
        *(_rate(entry.get(key), f"{name}.{key}") for key in _NEEDED),
        *(
            None if rate is None else _rate(rate, f"{name}.{key}")
            for key, rate in zip(_CACHE, cache, strict=True)
        ),
    )


def _rate(value: object, name: str) -> float:
    if not is_number(value) or not 0 <= value <= MAX_RATE:
        raise InvalidInputError(
            f"{name:.600} must be USD per token, a finite number from 0 to {MAX_RATE:.0f}, "
            f"not {shown(value)}."
        )
    return float(value)


def _object(given: object, name: str) -> Mapping[Any, Any]:
    if not isinstance(given, Mapping):
        raise InvalidInputError(f"{name:.600} must be an object, not {type(given).__name__}.")
    return given


def _check_keys(given: Mapping[Any, Any], known: Iterable[str], name: str) -> None:
    unknown = [key for key in given if key not in known]
    if unknown:
        raise InvalidInputError(
            f"{name:.600} has {unknown[0]!r:.80}; what it may have is {', '.join(known)}."
        )


def _tokens(value: object, name: str) -> int:
    if not is_number(value) or not value > 0 or value == math.inf:
        return 0
    if value > MAX_TOKENS:
        raise InvalidInputError(f"{name} must be at most {MAX_TOKENS}, not {shown(value)}.")
    return int(value)
