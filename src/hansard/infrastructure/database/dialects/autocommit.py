"""Settings under which nothing is a transaction, because each statement commits by itself.

SQLAlchemy and the drivers offer several, and under none of them does beginning a transaction
fail: rolling back just has no effect. So they are looked for and refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from hansard.domain.errors import ConfigurationError

_SETTINGS = frozenset({"autocommit", "isolation_level", "skip_autocommit_rollback"})

CommitsByItself: TypeAlias = Callable[[Any], bool]
"""Says of a driver's connection, on which a transaction was begun, that there is none."""


def refuse_settings(url: URL) -> None:
    """Refuse a URL with an option that decides when transactions begin and end.

    Raises:
        ConfigurationError: it has one.
    """
    taken = sorted(_SETTINGS.intersection(url.query))
    if taken:
        raise ConfigurationError(
            f"hansard begins and ends its transactions itself. Leave {' and '.join(taken)} "
            "out of the URL."
        )


def require_transaction(connection: Connection, commits_by_itself: CommitsByItself) -> None:
    """See to it that a caller's connection is in a transaction, which is begun where it is not.

    Raises:
        ConfigurationError: its engine is set up so that there is none, or that one may be left
            open in the pool.
    """
    if not connection.in_transaction():
        connection.begin()
    if connection.dialect.skip_autocommit_rollback:
        raise _refused("skip_autocommit_rollback")
    if commits_by_itself(connection.connection.driver_connection):
        raise _refused("autocommit")


def _refused(setting: str) -> ConfigurationError:
    return ConfigurationError(
        f"The connection given to within() is set up with {setting}, so rolling back may have no "
        "effect. Connect with an engine without it; nothing was written."
    )
