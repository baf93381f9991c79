"""What the services need from the world: collections, transactions, a clock, ids, blobs."""

from hansard.application.ports.arrivals import Arrivals
from hansard.application.ports.artifacts import ArtifactCollection, ArtifactContents
from hansard.application.ports.core import (
    Clock,
    Examined,
    Identifiers,
    MessageCollection,
    SessionCollection,
)
from hansard.application.ports.keys import KeyCollection
from hansard.application.ports.prices import PriceSource
from hansard.application.ports.retention import RetentionCollection
from hansard.application.ports.runs import EventCollection, EventFilter, RunCollection
from hansard.application.ports.searches import SearchCollection
from hansard.application.ports.threads import ThreadCollection
from hansard.application.ports.units import Backend, Result, Transactions, UnitOfWork

__all__ = [
    "Arrivals",
    "ArtifactCollection",
    "ArtifactContents",
    "Backend",
    "Clock",
    "EventCollection",
    "EventFilter",
    "Examined",
    "Identifiers",
    "KeyCollection",
    "MessageCollection",
    "PriceSource",
    "Result",
    "RetentionCollection",
    "RunCollection",
    "SearchCollection",
    "SessionCollection",
    "ThreadCollection",
    "Transactions",
    "UnitOfWork",
]
