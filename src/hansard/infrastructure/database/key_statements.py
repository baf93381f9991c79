"""Every statement of the repository of API keys; see `compiling`.

Three of them are not confined to a namespace, `with_digest`, `any` and `namespaces`: the secret
is what says which namespace its bearer sees. None gives a row to somebody without its secret.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Table,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from hansard.infrastructure.database.compiling import NOTHING, Compile, Family, in_namespace
from hansard.infrastructure.database.key_mapping import KEY_COLUMNS
from hansard.infrastructure.database.key_models import ApiKeyModel

KEYS: Table = ApiKeyModel.__table__  # type: ignore[assignment]
_COLUMNS = [KEYS.c[name] for name in KEY_COLUMNS]


class KeyStatements(Family):
    """Statements on API keys."""

    def __init__(self, compile_one: Compile) -> None:
        super().__init__(compile_one)
        self.insert = compile_one(insert(KEYS))
        self.digest_by_id = compile_one(select(KEYS.c.digest).where(_key()))
        self.list_all = compile_one(
            select(*_COLUMNS).where(in_namespace(KEYS)).order_by(KEYS.c.created_at, KEYS.c.key_id)
        )
        self.revoke = compile_one(_revoke())
        self.note_use = compile_one(_note_use())
        self.with_digest = compile_one(
            select(*_COLUMNS, KEYS.c.digest).where(KEYS.c.digest == bindparam("digest"))
        )
        self.any = compile_one(
            select(literal_column("1")).select_from(KEYS).limit(literal_column("1")).offset(NOTHING)
        )
        self.namespaces = compile_one(
            select(KEYS.c.namespace).distinct().order_by(KEYS.c.namespace)
        )


def _key() -> ColumnElement[bool]:
    return and_(KEYS.c.key_id == bindparam("key_id"), in_namespace(KEYS))


def _revoke() -> Any:
    """The first revocation stays, also where two come at once."""
    now = bindparam("now", type_=BigInteger())
    revoked_at = func.coalesce(KEYS.c.revoked_at, now)
    return update(KEYS).where(_key()).values(revoked_at=revoked_at).returning(*_COLUMNS)


def _note_use() -> Any:
    noted = KEYS.c.last_used_at
    is_due = or_(noted.is_(None), noted <= bindparam("before"))
    return update(KEYS).where(_key(), is_due).values(last_used_at=bindparam("now"))
