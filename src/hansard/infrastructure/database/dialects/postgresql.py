"""PostgreSQL: an append is one statement, and no connection carries state to its next user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL

from hansard.domain.errors import ConfigurationError, MissingDependencyError
from hansard.infrastructure.arrivals import LocalArrivals
from hansard.infrastructure.database.dialects.base import (
    DatabaseDialect,
    Durability,
    take_part_in_forks,
)
from hansard.infrastructure.database.dialects.postgresql_append import append
from hansard.infrastructure.database.dialects.postgresql_arrivals import PostgresqlArrivals
from hansard.infrastructure.database.faults import Fault, common_fault, driver_error
from hansard.infrastructure.database.link import Link, Mode
from hansard.infrastructure.database.statements import statements_of

if TYPE_CHECKING:
    import psycopg

_SETUP_LOCK = 0x68616E73617264  # "hansard" in ASCII: the advisory lock of schema changes
_IDLE = 0
"""libpq's PQTRANS_IDLE: no transaction is open."""
_BEGIN = {
    Mode.WRITE: "BEGIN ISOLATION LEVEL READ COMMITTED",
    Mode.READ: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
_STATES = {
    "23505": Fault.KEY,
    "23503": Fault.REFERENCE,
    "25006": Fault.READ_ONLY,
    "25P03": Fault.LOST,  # idle in a transaction for too long
    "25P04": Fault.LOST,  # a transaction of too long
    "40001": Fault.SERIALIZATION,
    "40003": Fault.LOST,  # completion unknown
    "40P01": Fault.SERIALIZATION,
    "42501": Fault.DENIED,
    "42703": Fault.SCHEMA,
    "42P01": Fault.SCHEMA,
    "53100": Fault.FULL,
    "53300": Fault.BUSY,
    "55P03": Fault.BUSY,
    "57014": Fault.BUSY,
    "57P01": Fault.LOST,
    "57P02": Fault.LOST,
    "57P03": Fault.LOST,
    "57P05": Fault.LOST,  # idle for too long
    "58030": Fault.IO,
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
}
_STATE_CLASSES = {
    "08": Fault.LOST,
    "22": Fault.CHECK,
    "23": Fault.CHECK,
    "28": Fault.DENIED,
    "3D": Fault.DENIED,
}
_VACUUM = "VACUUM sessions, session_messages, session_tags, runs, events, artifacts"
_LEFT_TO_AUTOVACUUM = (
    "PostgreSQL removes deleted rows from its pages in its own time (autovacuum). Its write-ahead "
    "log, replicas and backups keep them until they are recycled."
)
_NOT_REACHED = (
    "PostgreSQL: VACUUM does not reach the write-ahead log, replicas and backups, and pieces of "
    "deleted rows may stay in pages until those are used again; VACUUM FULL rewrites the tables."
)
_REFUSALS = ("authentication failed", "does not exist", "no pg_hba.conf entry")


class PostgresqlDialect(DatabaseDialect):
    """A PostgreSQL database, or one that speaks its protocol."""

    concurrency = 8

    def __init__(self, url: URL, durability: Durability) -> None:
        if durability is not Durability.POWER:
            raise ConfigurationError(
                "durability='process' is a choice for SQLite. PostgreSQL commits as its own "
                "synchronous_commit says; leave the argument out."
            )
        self.engine = create_engine(
            _with_driver(url),
            pool_pre_ping=True,
            max_overflow=20,
            connect_args={"client_encoding": "UTF8"},
        )
        event.listen(self.engine, "connect", self._configure)
        self.statements = statements_of(type(self.engine.dialect))
        self.through_pooler = False
        take_part_in_forks(self)

    def begin(self, mode: Mode) -> Link:
        pooled = self.engine.raw_connection()
        raw: Any = pooled.driver_connection
        try:
            raw.autocommit = True
            if not mode.is_single:
                raw.execute(_BEGIN[mode])
        except BaseException:
            pooled.invalidate()
            raise
        return Link(raw.execute, _run_many(raw), self.statements, append, pooled)

    def commit(self, link: Link, mode: Mode) -> None:
        raw = link.resource.driver_connection
        if not mode.is_single:
            raw.execute("COMMIT")
        raw.autocommit = False
        link.resource.close()

    def abandon(self, link: Link, mode: Mode, fault: Fault | None) -> None:  # noqa: ARG002
        raw = link.resource.driver_connection
        if raw is None:
            return  # committed and given back already
        if fault is Fault.LOST or raw.closed:
            link.resource.invalidate()
            return
        raw.rollback()
        raw.autocommit = False
        link.resource.close()

    def classify(self, error: BaseException) -> Fault | None:
        import psycopg

        error = driver_error(error)
        if not isinstance(error, psycopg.Error):
            return common_fault(error)
        state = error.sqlstate
        if state is not None:
            return _STATES.get(state) or _STATE_CLASSES.get(state[:2], Fault.OTHER)
        if isinstance(error, psycopg.OperationalError):
            refused = any(refusal in str(error) for refusal in _REFUSALS)
            return Fault.DENIED if refused else Fault.LOST
        if isinstance(error, psycopg.ProgrammingError) and "connection option" in str(error):
            return Fault.DENIED
        return Fault.CHECK if isinstance(error, psycopg.DataError) else Fault.OTHER

    def prepare(self) -> None:
        """Nothing is kept in the database's settings."""

    @contextmanager
    def setup_lock(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SETUP_LOCK})")
            yield connection

    def arrivals(self) -> LocalArrivals:
        return PostgresqlArrivals(self)

    def integrity(self) -> list[str]:
        with self.engine.connect() as connection:
            invalid = connection.exec_driver_sql(
                "SELECT indexrelid::regclass::text FROM pg_index "
                "WHERE NOT indisvalid AND indrelid IN ('sessions'::regclass, "
                "'session_messages'::regclass, 'session_tags'::regclass, 'runs'::regclass, "
                "'events'::regclass, 'artifacts'::regclass)"
            ).scalars()
            return [f"the index {name} is not valid" for name in invalid]

    def scrub(self, *, thorough: bool) -> list[str]:
        if not thorough:
            return [_LEFT_TO_AUTOVACUUM]
        pooled = self.engine.raw_connection()
        raw: Any = pooled.driver_connection
        notices: list[str] = []

        def keep(notice: psycopg.errors.Diagnostic) -> None:
            notices.append(f"PostgreSQL: {notice.message_primary}.")

        try:
            raw.autocommit = True
            raw.add_notice_handler(keep)
            raw.execute(_VACUUM)
            raw.remove_notice_handler(keep)
            raw.autocommit = False
        except BaseException:
            pooled.invalidate()
            raise
        pooled.close()
        return [*notices, _NOT_REACHED]

    def inspect(self) -> dict[str, Any]:
        names = (
            "server_version",
            "synchronous_commit",
            "fsync",
            "full_page_writes",
            "is_superuser",
        )
        with self.engine.connect() as connection:
            settings = {
                name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names
            }
            standby = connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one()
            skew = connection.exec_driver_sql(
                "SELECT extract(epoch FROM clock_timestamp())::float8"
            ).scalar_one()
        return {
            "database": "postgresql",
            "version": settings.pop("server_version"),
            "settings": settings,
            "standby": standby,
            "server_time": skew,
            "through_pooler": self.through_pooler,
        }

    def _configure(self, connection: psycopg.Connection[Any], _record: object) -> None:
        """Find out whether a pooler stands in between; prepared statements do not pass one."""
        served_by = connection.execute("SELECT pg_backend_pid()").fetchall()[0][0]
        connection.rollback()
        if connection.info.backend_pid != served_by:
            self.through_pooler = True
            connection.prepare_threshold = None


def _with_driver(url: URL) -> URL:
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise ConfigurationError(
            f"hansard talks to PostgreSQL through psycopg, not {url.drivername!r}. "
            "Write the URL as postgresql://user@host/database."
        )
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise MissingDependencyError("PostgreSQL", "postgres") from error
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": "10"})
    return url.set(drivername="postgresql+psycopg")


def _run_many(raw: Any) -> Callable[[str, Any], None]:
    def run_many(text: str, many: Any) -> None:
        with raw.cursor() as cursor:
            cursor.executemany(text, many)

    return run_many


def begin_where_none(connection: Connection) -> None:
    """Nothing is to be done: a transaction begins with the first statement."""


def equip(connection: Connection) -> None:
    """Nothing is to be done: the server has every function that statements call."""


def commits_by_itself(connection: psycopg.Connection[Any]) -> bool:
    """Say that a transaction was begun here and that there is none; see `CommitsByItself`."""
    return connection.autocommit and connection.info.transaction_status == _IDLE
