"""Every error that hansard raises; `hansard.domain.errors` draws the tree."""

from hansard.domain.errors import *  # noqa: F403
from hansard.domain.errors import __all__ as __all__
