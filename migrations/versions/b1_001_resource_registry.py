"""The resource registry: tenants, jobs, endpoints and their runs."""

import sqlalchemy as sa
from alembic import op

revision = "b1_001_resource_registry"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "tenants",
        sa.Column("tenant_id", KEY, nullable=False),
        sa.Column("tier", sa.String(16), server_default="free", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("tier IN ('free', 'pro', 'enterprise')", name=op.f("ck_tenants_tier")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_tenants")),
    )
    op.create_table(
        "jobs",
        sa.Column("job_id", KEY, nullable=False),
        sa.Column("tenant_id", KEY, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["tenants.tenant_id"],
            name=op.f("fk_jobs_tenants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_tenant", "jobs", ["tenant_id"])
    op.create_table(
        "endpoints",
        sa.Column("endpoint_id", KEY, nullable=False),
        sa.Column("tenant_id", KEY, nullable=False),
        sa.Column("job_id", KEY, nullable=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["tenants.tenant_id"],
            name=op.f("fk_endpoints_tenants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.job_id"], name=op.f("fk_endpoints_jobs"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("endpoint_id", name=op.f("pk_endpoints")),
    )
    op.create_index("ix_endpoints_job", "endpoints", ["job_id", "endpoint_id"])
    op.create_index("ix_endpoints_tenant", "endpoints", ["tenant_id"])
    op.create_table(
        "endpoint_runs",
        sa.Column("endpoint_id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(255), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("error_details_json", sa.Text(), nullable=True),
        sa.Column("response_body_json", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'success', 'failed', 'canceled')",
            name=op.f("ck_endpoint_runs_status"),
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"],
            ["endpoints.endpoint_id"],
            name=op.f("fk_endpoint_runs_endpoints"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("endpoint_id", "run_id", name=op.f("pk_endpoint_runs")),
    )
    op.create_index(
        "ix_endpoint_runs_started", "endpoint_runs", ["endpoint_id", "started_at", "run_id"]
    )


def downgrade() -> None:
    op.drop_table("endpoint_runs")
    op.drop_table("endpoints")
    op.drop_table("jobs")
    op.drop_table("tenants")
