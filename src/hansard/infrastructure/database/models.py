"""Tables of sessions and messages. They define columns, keys and indexes, and nothing else.

Values are stored raw: times as microseconds since 1970 in UTC, JSON as canonical text. That is
what keeps every database byte-identical. ``session_id`` leads every key and ``namespace``
follows it, so two namespaces may use the same ids and neither can find that out.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = String(255).with_variant(String(255, collation="C"), "postgresql")
"""An id, compared code point by code point on every database."""


class Base(DeclarativeBase):
    """All tables of hansard."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class SessionModel(Base):
    """One durable conversation."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint(
            "status IN ('pending', 'active', 'paused', 'completed', 'failed', 'cancelled')",
            name="status",
        ),
        CheckConstraint("0 <= message_count AND message_count <= next_sequence", name="counters"),
        Index("ix_sessions_created", "namespace", "created_at", "session_id"),
        Index("ix_sessions_actor", "namespace", "actor_name", "created_at", "session_id"),
        Index("ix_sessions_owner", "namespace", "owner_id", "created_at", "session_id"),
        Index("ix_sessions_status", "namespace", "status", "created_at", "session_id"),
        Index("ix_sessions_updated", "namespace", "updated_at", "session_id"),
        Index(
            "ix_sessions_deleted",
            "namespace",
            "deleted_at",
            "session_id",
            sqlite_where=text("deleted_at IS NOT NULL"),
            postgresql_where=text("deleted_at IS NOT NULL"),
        ),
        Index(
            "ix_sessions_parent",
            "parent_session_id",
            "namespace",
            "created_at",
            "session_id",
            sqlite_where=text("parent_session_id IS NOT NULL"),
            postgresql_where=text("parent_session_id IS NOT NULL"),
        ),
        {"postgresql_with": {"fillfactor": 70}},
    )

    session_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    actor_name: Mapped[str | None] = mapped_column(Key)
    owner_id: Mapped[str | None] = mapped_column(Key)
    name: Mapped[str | None] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16))
    status_reason: Mapped[str | None] = mapped_column(Text)
    automation_level: Mapped[str | None] = mapped_column(String(255))
    linked_plan_ids_json: Mapped[str | None] = mapped_column(Text)
    metadata_json: Mapped[str | None] = mapped_column(Text)
    tags_json: Mapped[str | None] = mapped_column(Text)
    input_tokens: Mapped[int] = mapped_column(BigInteger)
    output_tokens: Mapped[int] = mapped_column(BigInteger)
    estimated_cost: Mapped[float] = mapped_column(Double)
    message_count: Mapped[int] = mapped_column(BigInteger)
    next_sequence: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[int] = mapped_column(BigInteger)
    deleted_at: Mapped[int | None] = mapped_column(BigInteger)
    parent_session_id: Mapped[str | None] = mapped_column(Key)
    context_json: Mapped[str | None] = mapped_column(Text)
    event_count: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    pruned_event_count: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    forked_at_sequence: Mapped[int | None] = mapped_column(BigInteger)


class SessionMessageModel(Base):
    """One message, verbatim, at its place in a session."""

    __tablename__ = "session_messages"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "namespace"],
            ["sessions.session_id", "sessions.namespace"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("session_id", "namespace", "message_id", name="uq_session_messages_id"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("role IN ('user', 'assistant', 'system', 'tool')", name="role"),
    )

    session_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[str] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    tool_calls_json: Mapped[str | None] = mapped_column(Text)
    tool_call_id: Mapped[str | None] = mapped_column(String(255))
    metadata_json: Mapped[str | None] = mapped_column(Text)
    payload_json: Mapped[str | None] = mapped_column(Text)
    timestamp: Mapped[int] = mapped_column(BigInteger)
    checksum: Mapped[str] = mapped_column(String(64))


class SessionTagModel(Base):
    """One tag of a session, for finding sessions by it."""

    __tablename__ = "session_tags"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "namespace"],
            ["sessions.session_id", "sessions.namespace"],
            ondelete="CASCADE",
        ),
        Index("ix_session_tags_tag", "namespace", "tag", "session_id"),
    )

    session_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    tag: Mapped[str] = mapped_column(Key, primary_key=True)
