"""Steps of the session persistence suite, each taken by an interpreter of its own.

As a Robot library this starts ``python helper_session_persistence.py STEP URL`` with the step's
arguments as JSON on standard input, and gives what the step prints, JSON too. So nothing but the
database carries anything from one step to the next.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

JSON: TypeAlias = Any
SECONDS = 60.0
CONVERSATION: list[dict[str, JSON]] = [
    {"role": "system", "content": "You pay invoices."},
    {
        "role": "user",
        "content": "Pay invoice 1042 \u2014 naïve café, 東京, \U0001f600\nand a NUL: \0",
    },
    {
        "role": "assistant",
        "content": "",
        "tool_calls": [
            {"id": "call-1", "name": "pay", "arguments": {"invoice": 1042, "amount": 0.1}}
        ],
        "metadata": {"model": "small", "z": 1, "a": [None, True, {"deep": 2**70}]},
    },
    {"role": "tool", "content": "paid", "tool_call_id": "call-1"},
    {"role": "assistant", "content": "Paid.", "payload": {"type": "message", "parts": ["Paid."]}},
]
UNSAID: dict[str, JSON] = {
    "tool_calls": [],
    "tool_call_id": None,
    "metadata": {},
    "payload": None,
}
HALF = 3
"""Messages that the first process appends; the tool's answer comes from the second."""

DESCRIPTION: dict[str, JSON] = {
    "actor_name": "local/orchestrator",
    "owner_id": "ada",
    "name": "Invoices of May",
    "automation_level": "supervised",
    "linked_plan_ids": ["plan-1", "plan-2"],
    "metadata": {"project": "payments"},
    "tags": ["invoices", "may"],
}


def create(url: str, arguments: JSON) -> JSON:
    """Create a session and give its id."""
    import hansard

    with hansard.open(url) as store:
        return store.sessions.create(**arguments).session_id


def append(url: str, arguments: JSON) -> JSON:
    """Append messages one by one and give the sequences that were acknowledged."""
    import hansard

    with hansard.open(url) as store:
        return [
            store.sessions.append_message(arguments["session_id"], **message).sequence
            for message in arguments["messages"]
        ]


def read(url: str, session_id: JSON) -> JSON:
    """Give a session and its messages, with every attribute that the suite compares."""
    import hansard

    with hansard.open(url) as store:
        session = store.sessions.get(session_id)
    described = {name: _plain(getattr(session, name)) for name in DESCRIPTION}
    usage = session.token_usage
    return {
        **described,
        "message_count": session.message_count,
        "usage": [usage.input_tokens, usage.output_tokens, usage.estimated_cost],
        "messages": [
            {
                "sequence": message.sequence,
                "role": message.role,
                "content": message.content,
                "tool_calls": [call.to_json() for call in message.tool_calls],
                "tool_call_id": message.tool_call_id,
                "metadata": message.metadata,
                "payload": message.payload,
                "timestamp": message.timestamp.isoformat(),
            }
            for message in session.messages
        ],
    }


def export(url: str, session_id: JSON) -> JSON:
    """Give a session as a document."""
    import hansard

    with hansard.open(url) as store:
        return store.sessions.export_session(session_id)


def import_document(url: str, document: JSON) -> JSON:
    """Store a document and give the id of its session, or the field for which it was refused."""
    import hansard

    with hansard.open(url) as store:
        try:
            return {"session_id": store.sessions.import_session(document).session_id}
        except hansard.SessionImportError as error:
            return {"refused": error.field, "sessions": len(store.sessions.list())}


def use_tokens(url: str, arguments: JSON) -> JSON:
    """Add to the usage several times and give the totals that were acknowledged."""
    import hansard

    with hansard.open(url) as store:
        totals = [
            store.sessions.update_token_usage(arguments["session_id"], *arguments["usage"])
            for _ in range(arguments["times"])
        ]
    return [[total.input_tokens, total.output_tokens, total.estimated_cost] for total in totals]


def _plain(value: JSON) -> JSON:
    return list(value) if isinstance(value, tuple) else value


STEPS: dict[str, Callable[[str, JSON], JSON]] = {
    "create": create,
    "append": append,
    "read": read,
    "export": export,
    "import": import_document,
    "use tokens": use_tokens,
}


class helper_session_persistence:  # noqa: N801 - Robot Framework finds it by the module's name
    """Takes steps in processes of their own, and compares what they saw."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def create_a_session(self, url: str) -> str:
        """Create a session with everything that describes one."""
        session_id: str = _take("create", url, DESCRIPTION)
        return session_id

    def append_the_conversation(self, url: str, session_id: str) -> None:
        """Append the first half of a conversation in one process, and the rest in another."""
        told = [
            _take("append", url, {"session_id": session_id, "messages": part})
            for part in (CONVERSATION[:HALF], CONVERSATION[HALF:])
        ]
        assert told[0] + told[1] == list(range(len(CONVERSATION))), f"acknowledged at {told}"

    def everything_reads_back_as_it_was_written(self, url: str, session_id: str) -> None:
        """Another process reads every attribute of the session and of each of its messages."""
        found = _take("read", url, session_id)
        for name, value in DESCRIPTION.items():
            assert found[name] == value, f"{name} is {found[name]!r}"
        assert found["message_count"] == len(found["messages"]) == len(CONVERSATION)
        for sequence, (message, sent) in enumerate(
            zip(found["messages"], CONVERSATION, strict=True)
        ):
            expected = {**UNSAID, "sequence": sequence, **sent}
            del message["timestamp"]
            assert message == expected, f"message {sequence} is {message!r}"

    def append_from_processes_at_once(
        self, url: str, session_id: str, processes: int, messages: int
    ) -> list[list[int]]:
        """Let processes append at the same time; give the sequences each was told, in its order."""
        contents = [
            [{"role": "user", "content": f"{process}-{n}"} for n in range(messages)]
            for process in range(processes)
        ]
        return _take_at_once(
            "append",
            url,
            [{"session_id": session_id, "messages": batch} for batch in contents],
        )

    def messages_stand_in_the_order_of_their_acknowledgements(
        self, url: str, session_id: str, told: list[list[int]]
    ) -> None:
        """Sequences have no gap, and each process's messages stand where it was told."""
        found = [message["content"] for message in _take("read", url, session_id)["messages"]]
        assert sorted(n for sequences in told for n in sequences) == list(range(len(found)))
        for process, sequences in enumerate(told):
            assert sequences == sorted(sequences), f"process {process} was told {sequences}"
            placed = [found[sequence] for sequence in sequences]
            assert placed == [f"{process}-{n}" for n in range(len(sequences))], placed

    def export_the_session(self, url: str, session_id: str) -> dict[str, JSON]:
        """Export it, and verify the checksum without hansard."""
        document: dict[str, JSON] = _take("export", url, session_id)
        body = {name: value for name, value in document.items() if name != "checksum"}
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        assert document["checksum"] == f"sha256:{digest}"
        return document

    def an_altered_document_is_refused(self, url: str, document: dict[str, JSON]) -> None:
        """One changed word is noticed, and nothing of the document is stored."""
        altered = json.loads(json.dumps(document))
        altered["messages"][-1]["content"] = "Paid twice."
        assert _take("import", url, altered) == {"refused": "checksum", "sessions": 0}

    def import_the_document(self, url: str, document: dict[str, JSON]) -> str:
        """Import it into another database and give the new session's id."""
        imported = _take("import", url, document)
        assert "session_id" in imported, f"refused for {imported['refused']}"
        session_id: str = imported["session_id"]
        return session_id

    def both_sessions_are_equal(self, url: str, session_id: str, other: str, copy_id: str) -> None:
        """Original and copy have equal descriptions, messages, times and usage."""
        assert copy_id != session_id
        original, copy = _take("read", url, session_id), _take("read", other, copy_id)
        assert original == copy, f"{original}\nis not\n{copy}"

    def use_tokens_in_processes_at_once(
        self, url: str, session_id: str, processes: int, times: int
    ) -> list[list[list[float]]]:
        """Let processes add 10 and 3 tokens and 0.25 USD at the same time, each so many times."""
        usage = {"session_id": session_id, "usage": [10, 3, 0.25], "times": times}
        return _take_at_once("use tokens", url, [usage] * processes)

    def no_usage_is_lost(self, url: str, session_id: str, told: list[list[list[float]]]) -> None:
        """The total is the sum, and no two additions were told the same total."""
        totals = sorted(total for part in told for total in part)
        steps = range(1, len(totals) + 1)
        assert totals == [[10 * n, 3 * n, 0.25 * n] for n in steps], totals
        assert _take("read", url, session_id)["usage"] == totals[-1]


def _take(step: str, url: str, arguments: JSON) -> JSON:
    """Take a step in a fresh interpreter and give its answer."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), step, url],
        input=json.dumps(arguments),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{step} ended with {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)


def _take_at_once(step: str, url: str, arguments: Sequence[JSON]) -> list[JSON]:
    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(lambda given: _take(step, url, given), arguments))


if __name__ == "__main__":
    chosen, place = sys.argv[1:]
    print(json.dumps(STEPS[chosen](place, json.load(sys.stdin))))
