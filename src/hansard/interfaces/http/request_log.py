"""The log of requests: one line of JSON for each, without content and without credentials.

What is logged of a path is the route, and the ids in it; never a query, a header or a body.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from hansard.interfaces.http.exchanges import Exchange

log = logging.getLogger("hansard.http")

_SHOWN = 255
_METHOD = 16
_FRAMES = 8
_REFUSED = {"unauthenticated": "authentication_failed", "forbidden": "authorisation_failed"}


def log_exchange(exchange: Exchange) -> None:
    """Log a request that has been answered, or whose client has gone."""
    state = exchange.state
    permission = state.get("permission")
    audited = permission.audited if permission is not None else None
    code = state.get("problem_code")
    caller = getattr(state.get("identity"), "caller", None)
    fields: dict[str, Any] = {
        "event": _REFUSED.get(code or "") or audited or "request",
        "request_id": exchange.request_id,
        "method": exchange.method[:_METHOD],
        "route": getattr(exchange.scope.get("route"), "path", None),
        "ids": _shortened(exchange.scope.get("path_params", {})),
        "status": exchange.status,
        "code": code,
        "left": state.get("left"),
        "milliseconds": exchange.milliseconds,
        "client": state.get("client"),
        "key_id": caller.key_id if caller else None,
        "namespace": caller.namespace if caller else None,
    }
    fields |= _fault(state.get("error"))
    said = {name: value for name, value in fields.items() if value not in (None, {})}
    log.log(_level(said), "%s", said["event"], extra={"fields": said})


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON, in ASCII, so that nothing in it acts on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        fields: Mapping[str, Any] | None = getattr(record, "fields", None)
        line.update({"message": record.getMessage()} if fields is None else fields)
        return json.dumps(line | _fault(record.exc_info[1] if record.exc_info else None))


def _shortened(ids: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value)[:_SHOWN] for name, value in ids.items()}


def _fault(error: BaseException | None) -> dict[str, Any]:
    """Give what an error is, and where it came from; its own words may hold content."""
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "error": type(error).__name__,
        "at": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _level(said: Mapping[str, Any]) -> int:
    """Give how grave it is: faults inside, then those who may not come in, then all the rest."""
    if "error" in said or said.get("status", 0) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return logging.ERROR
    return logging.WARNING if said["event"] in _REFUSED.values() else logging.INFO
