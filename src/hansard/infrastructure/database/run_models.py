"""Tables of what agents did: runs, events and the registry of artifacts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from hansard.infrastructure.database.models import Base, Key


class RunModel(Base):
    """One execution of an agent inside a session.

    The texts stand last, so that sums over runs read nothing of them.
    """

    __tablename__ = "runs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "namespace"],
            ["sessions.session_id", "sessions.namespace"],
            ondelete="CASCADE",
        ),
        CheckConstraint(
            "status IN ('pending', 'running', 'completed', 'failed', 'cancelled', 'timeout')",
            name="status",
        ),
        Index("ix_runs_id", "run_id", "namespace"),
        Index("ix_runs_session", "session_id", "namespace", "status", "started_at", "run_id"),
        Index("ix_runs_started", "namespace", "started_at", "run_id"),
        Index("ix_runs_status", "namespace", "status", "started_at", "run_id"),
        Index("ix_runs_provider", "namespace", "provider", "started_at", "run_id"),
        Index("ix_runs_tokens", "namespace", "total_tokens", "run_id"),
        {"postgresql_with": {"fillfactor": 80}},
    )

    session_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    run_id: Mapped[str] = mapped_column(Key, primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    turn_count: Mapped[int] = mapped_column(BigInteger)
    input_tokens: Mapped[int] = mapped_column(BigInteger)
    output_tokens: Mapped[int] = mapped_column(BigInteger)
    total_tokens: Mapped[int] = mapped_column(BigInteger)
    cache_read_tokens: Mapped[int] = mapped_column(BigInteger)
    cache_creation_tokens: Mapped[int] = mapped_column(BigInteger)
    cost_usd: Mapped[float | None] = mapped_column(Double)
    started_at: Mapped[int] = mapped_column(BigInteger)
    ended_at: Mapped[int | None] = mapped_column(BigInteger)
    heartbeat_at: Mapped[int | None] = mapped_column(BigInteger)
    provider: Mapped[str | None] = mapped_column(Key)
    model: Mapped[str | None] = mapped_column(Text)
    input_json: Mapped[str | None] = mapped_column(Text)
    output_json: Mapped[str | None] = mapped_column(Text)
    error_json: Mapped[str | None] = mapped_column(Text)
    metadata_json: Mapped[str | None] = mapped_column(Text)
    token_usage_json: Mapped[str | None] = mapped_column(Text)
    provider_metadata_json: Mapped[str | None] = mapped_column(Text)


class EventModel(Base):
    """One append-only fact about a session, at its place in it."""

    __tablename__ = "events"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "namespace"],
            ["sessions.session_id", "sessions.namespace"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("session_id", "namespace", "event_id", name="uq_events_id"),
        CheckConstraint("sequence >= 1", name="sequence"),
        CheckConstraint("schema_version >= 1", name="schema_version"),
        Index(
            "ix_events_run",
            "namespace",
            "run_id",
            "session_id",
            "sequence",
            sqlite_where=text("run_id IS NOT NULL"),
            postgresql_where=text("run_id IS NOT NULL"),
        ),
        Index(
            "ix_events_correlation",
            "namespace",
            "correlation_id",
            "timestamp",
            sqlite_where=text("correlation_id IS NOT NULL"),
            postgresql_where=text("correlation_id IS NOT NULL"),
        ),
        Index("ix_events_sequence", "namespace", "sequence", "event_id", "session_id"),
        Index("ix_events_time", "namespace", "timestamp", "event_id", "session_id"),
        Index("ix_events_type", "namespace", "type", "timestamp", "event_id", "session_id"),
        Index(
            "ix_events_provider",
            "namespace",
            "provider",
            "timestamp",
            "event_id",
            sqlite_where=text("provider IS NOT NULL"),
            postgresql_where=text("provider IS NOT NULL"),
        ),
    )

    session_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[str] = mapped_column(Key)
    type: Mapped[str] = mapped_column(String(32))
    timestamp: Mapped[int] = mapped_column(BigInteger)
    run_id: Mapped[str | None] = mapped_column(Key)
    data_json: Mapped[str | None] = mapped_column(Text)
    metadata_json: Mapped[str | None] = mapped_column(Text)
    schema_version: Mapped[int] = mapped_column(Integer)
    provider: Mapped[str | None] = mapped_column(Key)
    correlation_id: Mapped[str | None] = mapped_column(Key)
    checksum: Mapped[str] = mapped_column(String(64))


class ArtifactModel(Base):
    """What is known of a stored blob; the blob itself is kept elsewhere."""

    __tablename__ = "artifacts"
    __table_args__ = (
        CheckConstraint("byte_size >= 0", name="byte_size"),
        Index(
            "uq_artifacts_key",
            "namespace",
            "key",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_artifacts_session", "session_id", "namespace", "created_at", "artifact_id"),
        Index("ix_artifacts_created", "namespace", "created_at", "artifact_id"),
        Index("ix_artifacts_checksum", "namespace", "checksum_sha256"),
    )

    artifact_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    session_id: Mapped[str | None] = mapped_column(Key)
    run_id: Mapped[str | None] = mapped_column(Key)
    key: Mapped[str] = mapped_column(Key)
    content_type: Mapped[str | None] = mapped_column(String(255))
    byte_size: Mapped[int] = mapped_column(BigInteger)
    checksum_sha256: Mapped[str] = mapped_column(String(64))
    storage_backend: Mapped[str] = mapped_column(String(255))
    storage_ref: Mapped[str] = mapped_column(Text)
    metadata_json: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    deleted_at: Mapped[int | None] = mapped_column(BigInteger)


class ArtifactFolderModel(Base):
    """The folder of a namespace's blobs, shared with no other namespace and no other database."""

    __tablename__ = "artifact_folders"

    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    folder: Mapped[str] = mapped_column(String(64))
