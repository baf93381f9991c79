"""Tags of sessions, for finding sessions by them."""

import sqlalchemy as sa
from alembic import op

revision = "a7_002_session_tags"
down_revision = "a7_001_session_persistence"
branch_labels = None
depends_on = None

KEY = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "session_tags",
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("tag", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "namespace"],
            ["sessions.session_id", "sessions.namespace"],
            name=op.f("fk_session_tags_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "namespace", "tag", name=op.f("pk_session_tags")),
    )
    op.create_index("ix_session_tags_tag", "session_tags", ["namespace", "tag", "session_id"])


def downgrade() -> None:
    op.drop_table("session_tags")
