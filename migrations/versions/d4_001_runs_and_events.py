"""Runs and events, and what sessions need for them."""

import sqlalchemy as sa
from alembic import op

revision = "d4_001_runs_and_events"
down_revision = "a7_002_session_tags"
branch_labels = None
depends_on = None

KEY = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")
SESSION_COLUMNS = ("pruned_event_count", "event_count", "context_json", "parent_session_id")


def upgrade() -> None:
    _widen_sessions()
    _create_runs()
    _create_events()


def downgrade() -> None:
    op.drop_table("events")
    op.drop_table("runs")
    for index in ("ix_sessions_status", "ix_sessions_updated", "ix_sessions_deleted"):
        op.drop_index(index, "sessions")
    for column in SESSION_COLUMNS:
        op.drop_column("sessions", column)


def _widen_sessions() -> None:
    op.add_column("sessions", sa.Column("parent_session_id", KEY, nullable=True))
    op.add_column("sessions", sa.Column("context_json", sa.Text(), nullable=True))
    for counter in ("event_count", "pruned_event_count"):
        column = sa.Column(counter, sa.BigInteger(), nullable=False, server_default=sa.text("0"))
        op.add_column("sessions", column)
    op.create_index(
        "ix_sessions_status", "sessions", ["namespace", "status", "created_at", "session_id"]
    )
    op.create_index("ix_sessions_updated", "sessions", ["namespace", "updated_at", "session_id"])
    _create_partial_index(
        "ix_sessions_deleted", "sessions", ["namespace", "deleted_at", "session_id"]
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("turn_count", sa.BigInteger(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("total_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cache_read_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cache_creation_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost_usd", sa.Double(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("heartbeat_at", sa.BigInteger(), nullable=True),
        sa.Column("provider", KEY, nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("input_json", sa.Text(), nullable=True),
        sa.Column("output_json", sa.Text(), nullable=True),
        sa.Column("error_json", sa.Text(), nullable=True),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.Column("token_usage_json", sa.Text(), nullable=True),
        sa.Column("provider_metadata_json", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'running', 'completed', 'failed', 'cancelled', 'timeout')",
            name=op.f("ck_runs_status"),
        ),
        _belongs_to_session("fk_runs_sessions"),
        sa.PrimaryKeyConstraint("session_id", "namespace", "run_id", name=op.f("pk_runs")),
        postgresql_with={"fillfactor": 80},
    )
    op.create_index("ix_runs_id", "runs", ["run_id", "namespace"])
    op.create_index(
        "ix_runs_session", "runs", ["session_id", "namespace", "status", "started_at", "run_id"]
    )
    op.create_index("ix_runs_started", "runs", ["namespace", "started_at", "run_id"])
    op.create_index("ix_runs_status", "runs", ["namespace", "status", "started_at", "run_id"])
    op.create_index("ix_runs_provider", "runs", ["namespace", "provider", "started_at", "run_id"])
    op.create_index("ix_runs_tokens", "runs", ["namespace", "total_tokens", "run_id"])


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("run_id", KEY, nullable=True),
        sa.Column("data_json", sa.Text(), nullable=True),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("provider", KEY, nullable=True),
        sa.Column("correlation_id", KEY, nullable=True),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_events_sequence")),
        sa.CheckConstraint("schema_version >= 1", name=op.f("ck_events_schema_version")),
        _belongs_to_session("fk_events_sessions"),
        sa.PrimaryKeyConstraint("session_id", "namespace", "sequence", name=op.f("pk_events")),
        sa.UniqueConstraint("session_id", "namespace", "event_id", name=op.f("uq_events_id")),
    )
    place = ["timestamp", "event_id", "session_id"]
    _create_partial_index(
        "ix_events_run", "events", ["namespace", "run_id", "session_id", "sequence"]
    )
    _create_partial_index(
        "ix_events_correlation", "events", ["namespace", "correlation_id", "timestamp"]
    )
    op.create_index(
        "ix_events_sequence", "events", ["namespace", "sequence", "event_id", "session_id"]
    )
    op.create_index("ix_events_time", "events", ["namespace", *place])
    op.create_index("ix_events_type", "events", ["namespace", "type", *place])
    # three ids of the greatest length are what an index row takes on every database
    _create_partial_index("ix_events_provider", "events", ["namespace", "provider", *place[:2]])


def _belongs_to_session(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["session_id", "namespace"],
        ["sessions.session_id", "sessions.namespace"],
        name=op.f(name),
        ondelete="CASCADE",
    )


def _create_partial_index(name: str, table: str, columns: list[str]) -> None:
    """Create an index that leaves out rows whose second column is null."""
    given = sa.column(columns[1]).is_not(None)
    op.create_index(name, table, columns, sqlite_where=given, postgresql_where=given)
