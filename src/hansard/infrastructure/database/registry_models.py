"""Tables of the resource registry: whose endpoints there are, and how they ran."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hansard.infrastructure.database.models import Base, Key


class TenantModel(Base):
    """Somebody who owns jobs, and the tier that bounds what their analyses may use."""

    __tablename__ = "tenants"
    __table_args__ = (CheckConstraint("tier IN ('free', 'pro', 'enterprise')", name="tier"),)

    tenant_id: Mapped[str] = mapped_column(Key, primary_key=True)
    tier: Mapped[str] = mapped_column(String(16), server_default="free")
    created_at: Mapped[int] = mapped_column(BigInteger)


class JobModel(Base):
    """A group of endpoints that belong together."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_tenant", "tenant_id"),)

    job_id: Mapped[str] = mapped_column(Key, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Key, ForeignKey("tenants.tenant_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[int] = mapped_column(BigInteger)


class EndpointModel(Base):
    """Something that is called again and again."""

    __tablename__ = "endpoints"
    __table_args__ = (
        Index("ix_endpoints_job", "job_id", "endpoint_id"),
        Index("ix_endpoints_tenant", "tenant_id"),
    )

    endpoint_id: Mapped[str] = mapped_column(Key, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Key, ForeignKey("tenants.tenant_id", ondelete="CASCADE"))
    job_id: Mapped[str | None] = mapped_column(Key, ForeignKey("jobs.job_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[int] = mapped_column(BigInteger)


class EndpointRunModel(Base):
    """One call of an endpoint."""

    __tablename__ = "endpoint_runs"
    __table_args__ = (
        CheckConstraint("status IN ('running', 'success', 'failed', 'canceled')", name="status"),
        Index("ix_endpoint_runs_started", "endpoint_id", "started_at", "run_id"),
    )

    endpoint_id: Mapped[str] = mapped_column(
        Key, ForeignKey("endpoints.endpoint_id", ondelete="CASCADE"), primary_key=True
    )
    run_id: Mapped[str] = mapped_column(Key, primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    attempt: Mapped[int] = mapped_column(Integer)
    source: Mapped[str | None] = mapped_column(String(255))
    started_at: Mapped[int] = mapped_column(BigInteger)
    finished_at: Mapped[int | None] = mapped_column(BigInteger)
    duration_ms: Mapped[int | None] = mapped_column(BigInteger)
    status_code: Mapped[int | None] = mapped_column(Integer)
    error_message: Mapped[str | None] = mapped_column(Text)
    error_details_json: Mapped[str | None] = mapped_column(Text)
    response_body_json: Mapped[str | None] = mapped_column(Text)
