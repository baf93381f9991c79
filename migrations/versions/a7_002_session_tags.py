"""Tags of sessions, for finding sessions by them."""

import json

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
    _copy_tags()


def _copy_tags() -> None:
    """Write a row for each tag that the sessions carry already."""
    sessions = sa.table(
        "sessions", sa.column("session_id"), sa.column("namespace"), sa.column("tags_json")
    )
    tags = sa.table(
        "session_tags", sa.column("session_id"), sa.column("namespace"), sa.column("tag")
    )
    connection = op.get_bind()
    tagged = connection.execute(sa.select(sessions).where(sessions.c.tags_json.is_not(None)))
    for page in tagged.partitions(500):
        rows = [
            {"session_id": row.session_id, "namespace": row.namespace, "tag": tag}
            for row in page
            for tag in json.loads(row.tags_json)
        ]
        if rows:
            connection.execute(sa.insert(tags), rows)


def downgrade() -> None:
    op.drop_table("session_tags")
