"""The bodies of the endpoints under ``/api/``: JSON objects, checked in a fixed order.

A member that is missing, null or an empty text has its default. What is wrong is said in one
text, 400, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from starlette.requests import Request

from hansard.chat.registry import DEFAULT_AGENT
from hansard.domain.errors import InvalidInputError
from hansard.domain.shown import shown
from hansard.interfaces.http.bodies import StrictRequest
from hansard.interfaces.http.problems import Refusal

DEFAULT_RESOURCE = "default-user"
MESSAGE_REQUIRED = "Message is required"
PARENT_REQUIRED = "forkFromThreadId is required"
KEY_REQUIRED = "threadId and resourceId are required"
RESOURCE_REQUIRED = "resourceId query parameter is required"
SESSION_NOT_FOUND = "Session not found"
PARENT_NOT_FOUND = "Parent session not found. Cannot fork from non-existent thread."

_CALLED = {"thread_id": "threadId", "resource_id": "resourceId", "model_id": "modelId"}
_ASKING = ("message", "agent", "threadId", "resourceId")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes:
        message: its text.
        agent: the name of the agent that is asked for.
        thread_id: None where the service is to choose one.
        resource_id: whose conversation it is.
        fork_from: the thread that is forked; None where none is.
        model_id: the model that is asked for; None for no particular one.
    """

    message: str
    agent: str
    thread_id: str | None
    resource_id: str
    fork_from: str | None = None
    model_id: str | None = None


async def read_question(request: Request) -> Asked:
    """Give the question of a request.

    Raises:
        Refusal: 400, with the text that says why.
    """
    body = await _read_object(request)
    asked = _read_asked(body, body.get("message"))
    _refuse_others(body, {*_ASKING, "modelId"})
    return asked


async def read_fork(request: Request) -> Asked:
    """Give the question of a request that forks a thread.

    Raises:
        Refusal: 400, with the text that says why.
    """
    body = await _read_object(request)
    _check_message(body.get("message"))
    parent = body.get("forkFromThreadId")
    if not isinstance(parent, str) or not parent:
        raise bad_request(PARENT_REQUIRED)
    asked = _read_asked(body, body["message"], parent)
    _refuse_others(body, {*_ASKING, "forkFromThreadId"})
    return asked


async def read_thread(request: Request) -> tuple[str, str]:
    """Give the thread and the resource that a request names.

    Raises:
        Refusal: 400, with the text that says why.
    """
    body = await _read_object(request)
    found = [body.get(name) for name in ("threadId", "resourceId")]
    texts = [text for text in found if isinstance(text, str) and text]
    if len(texts) != len(found):
        raise bad_request(KEY_REQUIRED)
    _refuse_others(body, {"threadId", "resourceId"})
    return texts[0], texts[1]


def bad_request(text: str) -> Refusal:
    """Give the answer to a request that says something wrong."""
    return Refusal(HTTPStatus.BAD_REQUEST, InvalidInputError.code, text)


def in_camel_case(text: str) -> str:
    """Give what the store says of an argument, called as requests call it."""
    for name, called in _CALLED.items():
        text = text.replace(name, called)
    return text


async def _read_object(request: Request) -> dict[str, Any]:
    strict = cast("StrictRequest", request)
    if not await strict.body():
        return {}
    await strict.load(request.app.state.settings.limits.depth)
    body = await strict.json()
    return body if isinstance(body, dict) else {}


def _check_message(message: object) -> str:
    if not isinstance(message, str) or not message.strip():
        raise bad_request(MESSAGE_REQUIRED)
    return message


def _read_asked(body: Mapping[str, Any], message: object, parent: str | None = None) -> Asked:
    return Asked(
        _check_message(message),
        _optional(body, "agent") or DEFAULT_AGENT,
        _optional(body, "threadId"),
        _optional(body, "resourceId") or DEFAULT_RESOURCE,
        parent,
        None if parent is not None else _optional(body, "modelId"),
    )


def _optional(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"{name} must be a string")
    return value or None


def _refuse_others(body: Mapping[str, Any], known: set[str]) -> None:
    for name in body:
        if name not in known:
            raise bad_request(f"Unknown key: {shown(name)}")
