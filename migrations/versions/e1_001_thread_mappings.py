"""Threads that continue sessions, and where forks were made."""

import sqlalchemy as sa
from alembic import op

revision = "e1_001_thread_mappings"
down_revision = "d4_002_artifacts"
branch_labels = None
depends_on = None

KEY = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "session_mappings",
        sa.Column("resource_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("thread_id", KEY, nullable=False),
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("model_id", KEY, nullable=True),
        sa.Column("provider", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "resource_id", "namespace", "thread_id", name=op.f("pk_session_mappings")
        ),
    )
    op.create_index(
        "ix_session_mappings_updated",
        "session_mappings",
        ["resource_id", "namespace", "updated_at", "thread_id"],
    )
    op.create_index("ix_session_mappings_session", "session_mappings", ["session_id", "namespace"])
    op.add_column("sessions", sa.Column("forked_at_sequence", sa.BigInteger(), nullable=True))
    is_child = sa.column("parent_session_id").is_not(None)
    op.create_index(
        "ix_sessions_parent",
        "sessions",
        ["parent_session_id", "namespace", "created_at", "session_id"],
        sqlite_where=is_child,
        postgresql_where=is_child,
    )


def downgrade() -> None:
    op.drop_index("ix_sessions_parent", "sessions")
    op.drop_column("sessions", "forked_at_sequence")
    op.drop_table("session_mappings")
