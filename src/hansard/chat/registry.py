"""Agents by their names: those of the operator, those that packages bring, and the offline one.

A package brings an agent with an entry point of the group ``hansard.agents``::

    [project.entry-points."hansard.agents"]
    datadog = "our_agents.datadog:DatadogAgent"
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Any, cast

from hansard.application.ports.agents import Agent
from hansard.chat.offline import OfflineAgent
from hansard.domain.content import is_id
from hansard.domain.errors import ConfigurationError
from hansard.domain.shown import shown

GROUP = "hansard.agents"
DEFAULT_AGENT = "smart"
"""Answers where no other agent is asked for, or one that nobody knows."""


class AgentRegistry:
    """Finds agents by name; each is imported and made once, when it is first asked for.

    Args:
        given: agents, or where they are as ``module:attribute``, by name. They go before those
            that packages bring.
    """

    def __init__(self, given: Mapping[str, str | Agent] | None = None) -> None:
        self._given = dict(given or {})
        self._brought = {point.name: point.value for point in entry_points(group=GROUP)}
        self._made: dict[str, Agent] = {}
        for name in self._given:
            _check_name(name)

    @property
    def names(self) -> list[str]:
        """The names of all agents that can be found."""
        return sorted({DEFAULT_AGENT, *self._given, *self._brought})

    def find(self, name: str) -> Agent:
        """Give the agent of a name, ``smart`` where there is none of it.

        Raises:
            ConfigurationError: it cannot be imported, or is no agent.
        """
        known = name if name in self.names else DEFAULT_AGENT
        if known not in self._made:
            self._made[known] = self._make(known)
        return self._made[known]

    def check(self) -> None:
        """Make every agent that was given.

        Raises:
            ConfigurationError: as `find`.
        """
        for name in self._given:
            self.find(name)

    def _make(self, name: str) -> Agent:
        given = self._given.get(name, self._brought.get(name))
        if given is None:
            return OfflineAgent(name)
        return _read_agent(name, _imported(name, given) if isinstance(given, str) else given)


def _check_name(name: str) -> None:
    if not is_id(name):
        raise ConfigurationError(f"An agent cannot be called {shown(name)}.")


def _imported(name: str, place: str) -> object:
    """Give what stands at ``module:attribute``."""
    module, _, attribute = place.partition(":")
    if not module or not attribute:
        raise ConfigurationError(
            f"Agent {name}: {shown(place)} is no place. Write module:attribute."
        )
    try:
        found: Any = importlib.import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except Exception as error:
        raise ConfigurationError(
            f"Agent {name} cannot be imported from {place}: {type(error).__name__}: {error}. "
            "Check that it is installed where hansard runs."
        ) from error
    return cast("object", found)


def _read_agent(name: str, found: object) -> Agent:
    """Give an agent of what was found: an agent, or a class or function that makes one.

    Raises:
        ConfigurationError: it is neither.
    """
    if isinstance(found, type) or not hasattr(found, "answer"):
        found = _called(name, found)
    if not callable(getattr(found, "answer", None)):
        raise ConfigurationError(f"Agent {name}: a {type(found).__name__} has no method answer.")
    called = getattr(found, "name", None)
    if not isinstance(called, str) or not is_id(called):
        raise ConfigurationError(f"Agent {name}: its attribute name must be a text, an id.")
    return cast("Agent", found)


def _called(name: str, maker: object) -> object:
    if not callable(maker):
        raise ConfigurationError(
            f"Agent {name} is a {type(maker).__name__}, neither an agent nor what makes one."
        )
    make = cast("Callable[[], object]", maker)
    try:
        return make()
    except Exception as error:
        raise ConfigurationError(
            f"Agent {name} cannot be made: {type(error).__name__}: {error}"
        ) from error
