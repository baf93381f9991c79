"""The registry of artifacts."""

import sqlalchemy as sa
from alembic import op

revision = "d4_002_artifacts"
down_revision = "d4_001_runs_and_events"
branch_labels = None
depends_on = None

KEY = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "artifacts",
        sa.Column("artifact_id", KEY, nullable=False),
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("session_id", KEY, nullable=True),
        sa.Column("run_id", KEY, nullable=True),
        sa.Column("key", KEY, nullable=False),
        sa.Column("content_type", sa.String(255), nullable=True),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("checksum_sha256", sa.String(64), nullable=False),
        sa.Column("storage_backend", sa.String(255), nullable=False),
        sa.Column("storage_ref", sa.Text(), nullable=False),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("byte_size >= 0", name=op.f("ck_artifacts_byte_size")),
        sa.PrimaryKeyConstraint("artifact_id", "namespace", name=op.f("pk_artifacts")),
    )
    registered = sa.column("deleted_at").is_(None)
    op.create_index(
        "uq_artifacts_key",
        "artifacts",
        ["namespace", "key"],
        unique=True,
        sqlite_where=registered,
        postgresql_where=registered,
    )
    op.create_index(
        "ix_artifacts_session",
        "artifacts",
        ["session_id", "namespace", "created_at", "artifact_id"],
    )
    op.create_index("ix_artifacts_created", "artifacts", ["namespace", "created_at", "artifact_id"])
    op.create_index("ix_artifacts_checksum", "artifacts", ["namespace", "checksum_sha256"])
    op.create_table(
        "artifact_folders",
        sa.Column("namespace", KEY, nullable=False),
        sa.Column("folder", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("namespace", name=op.f("pk_artifact_folders")),
    )


def downgrade() -> None:
    op.drop_table("artifact_folders")
    op.drop_table("artifacts")
