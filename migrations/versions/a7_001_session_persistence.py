"""Sessions and their messages."""

import sqlalchemy as sa
from alembic import op

revision = "a7_001_session_persistence"
down_revision = "b1_001_resource_registry"
branch_labels = None
depends_on = None

KEY = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("actor_name", KEY, nullable=True),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("name", sa.String(255), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("automation_level", sa.String(255), nullable=True),
        sa.Column("linked_plan_ids_json", sa.Text(), nullable=True),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.Column("tags_json", sa.Text(), nullable=True),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("estimated_cost", sa.Double(), nullable=False),
        sa.Column("message_count", sa.BigInteger(), nullable=False),
        sa.Column("next_sequence", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'active', 'paused', 'completed', 'failed', 'cancelled')",
            name=op.f("ck_sessions_status"),
        ),
        sa.CheckConstraint(
            "0 <= message_count AND message_count <= next_sequence",
            name=op.f("ck_sessions_counters"),
        ),
        sa.PrimaryKeyConstraint("session_id", "namespace", name=op.f("pk_sessions")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("ix_sessions_created", "sessions", ["namespace", "created_at", "session_id"])
    op.create_index(
        "ix_sessions_actor", "sessions", ["namespace", "actor_name", "created_at", "session_id"]
    )
    op.create_index(
        "ix_sessions_owner", "sessions", ["namespace", "owner_id", "created_at", "session_id"]
    )
    op.create_table(
        "session_messages",
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("tool_calls_json", sa.Text(), nullable=True),
        sa.Column("tool_call_id", sa.String(255), nullable=True),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.Column("payload_json", sa.Text(), nullable=True),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_session_messages_sequence")),
        sa.CheckConstraint(
            "role IN ('user', 'assistant', 'system', 'tool')",
            name=op.f("ck_session_messages_role"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "namespace"],
            ["sessions.session_id", "sessions.namespace"],
            name=op.f("fk_session_messages_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "namespace", "sequence", name=op.f("pk_session_messages")
        ),
        sa.UniqueConstraint(
            "session_id", "namespace", "message_id", name=op.f("uq_session_messages_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("session_messages")
    op.drop_table("sessions")
