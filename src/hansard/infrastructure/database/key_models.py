"""The table of API keys: columns, keys and indexes, and nothing else; see `models`."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hansard.infrastructure.database.models import Base, Key


class ApiKeyModel(Base):
    """A key that opens a namespace to callers outside the process, without its secret."""

    __tablename__ = "api_keys"
    __table_args__ = (
        UniqueConstraint("digest", name="uq_api_keys_digest"),
        CheckConstraint("role IN ('read', 'append', 'admin')", name="role"),
        Index("ix_api_keys_created", "namespace", "created_at", "key_id"),
    )

    key_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16))
    shown: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int | None] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
    last_used_at: Mapped[int | None] = mapped_column(BigInteger)
