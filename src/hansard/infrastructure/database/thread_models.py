"""The table of threads."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from hansard.infrastructure.database.models import Base, Key


class ThreadMappingModel(Base):
    """Which session a thread of a resource continues.

    It is found by its thread, before anything is known of the session, so ``resource_id`` leads
    the key. There is no foreign key: a mapping may name a session of another system.
    """

    __tablename__ = "session_mappings"
    __table_args__ = (
        Index("ix_session_mappings_updated", "resource_id", "namespace", "updated_at", "thread_id"),
        Index("ix_session_mappings_session", "session_id", "namespace"),
    )

    resource_id: Mapped[str] = mapped_column(Key, primary_key=True)
    namespace: Mapped[str] = mapped_column(Key, primary_key=True)
    thread_id: Mapped[str] = mapped_column(Key, primary_key=True)
    session_id: Mapped[str] = mapped_column(Key)
    model_id: Mapped[str | None] = mapped_column(Key)
    provider: Mapped[str | None] = mapped_column(Key)
    created_at: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[int] = mapped_column(BigInteger)
