"""Agents at work: finding one by its name, and driving it through a turn."""

from hansard.chat.driver import Answering
from hansard.chat.offline import OfflineAgent
from hansard.chat.registry import AgentRegistry

__all__ = ["AgentRegistry", "Answering", "OfflineAgent"]
